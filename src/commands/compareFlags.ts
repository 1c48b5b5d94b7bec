import { type Command, Option } from "commander";
import { checkFormats } from "../reports/formats/checks.ts";
import { type CommandContext, choices } from "./analysisFlags.ts";

/** Declares `compare`. */
export function addCompareCommand(program: Command, { values, lang, finish }: CommandContext): void {
  program
    .command("compare")
    .description("what has changed between the results of two runs")
    .argument(
      "<before>",
      "a JSON document or a CSV of panel, or the folder of a report; - is JSON on standard input",
    )
    .argument("<after>", "another")
    .option(
      "--tolerance <number>",
      "relative difference up to which numbers are the same",
      values.tolerance,
      1e-8,
    )
    .addOption(
      new Option("--format <format>", "default: text, or as --out ends").choices([
        ...choices.format,
        ...checkFormats,
      ]),
    )
    .option("--out <file>", "write to a file")
    .addOption(lang())
    .action(async (before, after, options) =>
      finish(await (await import("./compare.ts")).compareCommand(before, after, options)),
    );
}
