import { Command, CommanderError, Option } from "commander";
import { InputError } from "../text/errors.ts";
import { languages } from "../text/language.ts";
import { addAnalysisCommands } from "./analysisFlags.ts";
import { examplesOf } from "./examples.ts";
import { wholeNumber } from "./numbers.ts";
import { version } from "./version.ts";
import { addWeightCommands } from "./weightFlags.ts";

const lang = () =>
  new Option("--lang <language>", "language of labels and numbers").choices(languages).default("en");

/**
 * Runs the command line; `dataFolder` holds the embedded datasets and studies. Returns the exit status: 0 when all is
 * well, 1 when a publication is not reproduced, 2 for bad input or usage.
 */
export async function main(argv: readonly string[], dataFolder: string): Promise<number> {
  let status = 0;
  const program = new Command("panel")
    .description(
      "Recompute the published tables, models and charts of the French general-practitioner panel, and say figure by figure whether they are reproduced.",
    )
    .version(version)
    .addHelpText("after", examplesOf(dataFolder, "panel"))
    .showHelpAfterError("(see panel --help)")
    .exitOverride();

  program
    .command("reproduce")
    .description("recompute a publication and compare it figure by figure")
    .argument("<study>", "a study's id (see panel studies)")
    .option(
      "--data <path>",
      "microdata: a folder with a dataset.yaml, a YAML file, or a workbook like the embedded one",
    )
    .option("--out <folder>", "folder of the report (default: reports/<study>)")
    .addOption(
      new Option("--format <format>", "format on standard output")
        .choices(["text", "json", "markdown"])
        .default("text"),
    )
    .addOption(lang())
    .option("--strict", "exit with 1 also when a figure is only compatible or a finding not confirmed")
    .action(async (study, options) => {
      status = await (await import("./reproduce.ts")).reproduceCommand(study, options, dataFolder);
    });

  program
    .command("studies")
    .description("list the publications that can be reproduced")
    .addOption(lang())
    .action(async (options) => (await import("./studies.ts")).studiesCommand(options, dataFolder));

  program
    .command("figures")
    .description("list what a publication says, without computing")
    .argument("<study>", "a study's id (see panel studies)")
    .option("--search <text>", "only figures whose label, section or id has this text")
    .addOption(lang())
    .action(async (study, options) =>
      (await import("./figures.ts")).figuresCommand(study, options, dataFolder),
    );

  program
    .command("synth")
    .description("generate the synthetic panel that a study runs on")
    .argument("<study>", "a study's id (see panel studies)")
    .requiredOption(
      "--seed <number>",
      "seed; the same seed gives the same bytes",
      wholeNumber(0, 999_999_999),
    )
    .requiredOption("--out <file>", "the workbook to write (.xlsx)")
    .action(async (study, options) => (await import("./synth.ts")).synthCommand(study, options, dataFolder));

  addAnalysisCommands(program, dataFolder, lang, (result) => {
    status = result;
  });
  addWeightCommands(program, dataFolder, lang);

  try {
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`panel: ${error.message}\n`);
    return 2;
  }
}
