import type { Command } from "commander";
import type { CommandContext } from "./analysisFlags.ts";

/** Declares `init`. */
export function addInitCommand(program: Command, { lang }: CommandContext): void {
  program
    .command("init")
    .description(
      "a declaration of your survey, a dataset.yaml, from what its file tells: types, levels, design",
    )
    .argument("[file]", "the file of rows: a CSV file or a workbook")
    .option("--data <path>", "the same, named by a flag")
    .option("--sheet <name>", "the sheet of a workbook")
    .option("--range <cells>", "the cells of the table in a workbook, header included: B5:H40, B5:H or B:H")
    .option(
      "--labels <file>",
      "labels of variables and codes, CSV or workbook: variable, code, label (or label_fr, label_en); BOOK.xlsx#Sheet names its sheet",
    )
    .option("--out <path>", "a folder, or a .yaml file (default: dataset.yaml beside the file of rows)")
    .option("--force", "replace a declaration that is there")
    .addOption(lang())
    .action(async (file, options) => (await import("./init.ts")).initCommand(file, options));
}
