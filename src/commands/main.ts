import { Command, CommanderError, Option } from "commander";
import { forgetReads } from "../sources/files/filesRead.ts";
import { InputError } from "../text/errors.ts";
import { languages } from "../text/language.ts";
import { seeHelp, usageError } from "../text/messages/usage.ts";
import { readerOf } from "../text/reader.ts";
import { addAnalysisCommands, type CommandContext } from "./analysisFlags.ts";
import { addChartCommand } from "./chartFlags.ts";
import { addCompareCommand } from "./compareFlags.ts";
import { examplesOf } from "./examples.ts";
import { flagValues } from "./flagValues.ts";
import { readInNormalForm } from "./normalForms.ts";
import { addSourceCommands } from "./sourceFlags.ts";
import { addStudyCommands } from "./studyFlags.ts";
import { messageLanguage } from "./tell.ts";
import { tellUnexpected } from "./unexpected.ts";
import { version } from "./version.ts";
import { addWeightCommands } from "./weightFlags.ts";
import { addWorkbookCommand } from "./workbookFlags.ts";

export { tellUnexpected };

/**
 * Runs the command line; `dataFolder` holds the embedded datasets and studies. Returns the exit status: 0 when all is
 * well, 1 when a publication is not reproduced or a claim's verdict is not the expected one, 2 for bad input or usage, or what the system refuses, 70 for a defect.
 */
export async function main(argv: readonly string[], dataFolder: string): Promise<number> {
  forgetReads();
  const reader = readerOf(messageLanguage(argv));
  let status = 0;
  const context: CommandContext = {
    dataFolder,
    values: flagValues(reader),
    lang: () =>
      new Option("--lang <language>", "language of labels and numbers").choices(languages).default("en"),
    finish: (result) => {
      status = result;
    },
  };
  const program = new Command("panel")
    .description(
      "Recompute the published tables, models and charts of the French general-practitioner panel, and say figure by figure whether they are reproduced.",
    )
    .version(version)
    .addHelpText("after", examplesOf(dataFolder, "panel"))
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  addStudyCommands(program, context);
  addSourceCommands(program, context);
  addAnalysisCommands(program, context);
  addWeightCommands(program, context);
  addWorkbookCommand(program, context);
  addCompareCommand(program, context);
  addChartCommand(program, context);
  if (argv.some((text) => text !== text.normalize("NFC"))) readInNormalForm(program);

  try {
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (error.code !== "commander.help")
        process.stderr.write(
          `${reader.say(usageError(error.code, error.message))}\n${reader.say(seeHelp)}\n`,
        );
      return 2;
    }
    if (!(error instanceof InputError)) return tellUnexpected(error);
    process.stderr.write(`panel: ${reader.say(error.told)}\n`);
    return 2;
  }
}
