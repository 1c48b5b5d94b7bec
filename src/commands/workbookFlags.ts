import type { Command } from "commander";
import { addOutputFlags, type CommandContext } from "./analysisFlags.ts";

/** Declares `workbook`. */
export function addWorkbookCommand(program: Command, { lang }: CommandContext): void {
  addOutputFlags(
    program
      .command("workbook")
      .description("the tables of a published workbook as a person reads them, one number a row")
      .argument("<file>", "a workbook (xlsx), such as those that publishers put beside their studies")
      .option("--sheet <name>", "only this sheet, with its numbers")
      .option("--explain", "what each cell was understood as; drawn where the format is html"),
  )
    .addOption(lang())
    .action(async (file, options) => (await import("./workbook.ts")).workbookCommand(file, options));
}
