import type { Command } from "commander";
import { addDatabaseFlags, addFileFlags, type CommandContext } from "./analysisFlags.ts";

/** Declares `convert`. */
export function addConvertCommand(program: Command, { values, lang }: CommandContext): void {
  addDatabaseFlags(
    addFileFlags(
      program
        .command("convert")
        .description(
          "rows of one file format into another: .csv, .xlsx, .parquet or .arrow; labels and missing codes go into a declaration beside",
        )
        .argument("<file>", "the file of rows, of any format that is read; or a table or query of --database")
        .argument("<out>", "the file to write; its ending tells the format"),
      values,
    ),
    values,
  )
    .option("--force", "replace a declaration that is there")
    .addOption(lang())
    .action(async (file, out, options) => (await import("./convert.ts")).convertCommand(file, out, options));
}
