import type { Command } from "commander";
import { addOutputFlags, type CommandContext } from "./analysisFlags.ts";

/** Declares `audit` and `bound`. */
export function addCoherenceCommands(
  program: Command,
  { dataFolder, values, lang, finish }: CommandContext,
): void {
  addOutputFlags(
    program
      .command("audit")
      .description("whether the figures of publications can hold at once, in any population")
      .argument("<studies...>", "ids of studies of one dataset (see panel studies)"),
  )
    .addOption(lang())
    .action(async (studies, options) =>
      finish(await (await import("./audit.ts")).auditCommand(studies, options, dataFolder)),
    );

  addOutputFlags(
    program
      .command("bound")
      .description(
        "what published figures leave possible of a quantity, though it is printed nowhere; what a table tells of withheld cells",
      )
      .argument("[study]", "a study's id (see panel studies)")
      .argument(
        "[quantity]",
        "variable=level for a percentage, variable for a mean, each with or without a domain (where other=level), or the id of a figure",
      )
      .option("--all", "bound each figure of the study from all others")
      .option(
        "--held-out",
        "bound each held-out figure of the study from the calibrated ones, and tell how likely it is to be reproduced by chance",
      )
      .option("--save", "write all bounds that the study's report shows beside the study, in bounds.json")
      .option("--wave <wave>", "of which wave (default: the last one)")
      .option(
        "--cells <file>",
        "what a reader of this table (CSV, as crosstab writes it) can tell of its withheld cells (s, or empty)",
      )
      .option(
        "--min-cell <respondents>",
        "with --cells: cells of fewer respondents are small (default: 5)",
        values.wholeNumber(2, 1000),
      ),
  )
    .addOption(lang())
    .action(async (study, quantity, options) =>
      (await import("./bound.ts")).boundCommand(study, quantity, options, dataFolder),
    );
}
