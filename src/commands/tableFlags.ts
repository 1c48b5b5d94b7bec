import { type Command, Option } from "commander";
import type { CommandContext } from "./analysisFlags.ts";

/** The formats of several tables; those of the module that writes them, which start-up does not load. */
export const tableFormats = ["text", "markdown", "html", "docx", "xlsx"];

/** Declares `table`. */
export function addTableCommand(program: Command, { dataFolder, lang }: CommandContext): void {
  program
    .command("table")
    .description("several tables of the same rows in one page or workbook, as a file asks for them")
    .argument(
      "<file>",
      "a YAML file (docs/tables.md): title; source, with data or dataset, weight, strata, labels and other flags of the rows; tables, each with outcome, title, by, where, percent, ci, test, subtotals, layout, show, digits",
    )
    .addOption(new Option("--format <format>", "default: text, or as --out ends").choices(tableFormats))
    .option("--out <file>", "write to a file")
    .addOption(lang())
    .action(async (file, options) => (await import("./table.ts")).tableCommand(file, options, dataFolder));
}
