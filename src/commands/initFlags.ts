import type { Command } from "commander";
import { addLayoutFlags, type CommandContext } from "./analysisFlags.ts";

/** Declares `init`. */
export function addInitCommand(program: Command, { values, lang }: CommandContext): void {
  addLayoutFlags(
    program
      .command("init")
      .description(
        "a declaration of your survey, a dataset.yaml, from what its file tells: types, levels, design",
      )
      .argument("[file]", "the file of rows: a CSV file or a workbook")
      .option("--data <path>", "the same, named by a flag"),
    values,
  )
    .option(
      "--labels <file>",
      "labels of variables and codes, CSV or workbook: variable, code, label (or label_fr, label_en); BOOK.xlsx#Sheet names its sheet",
    )
    .option("--out <path>", "a folder, or a .yaml file (default: dataset.yaml beside the file of rows)")
    .option("--force", "replace a declaration that is there")
    .addOption(lang())
    .action(async (file, options) => (await import("./init.ts")).initCommand(file, options));
}
