import { Argument, Command, Option } from "commander";
import { languages } from "../text/language.ts";
import type { Reader } from "../text/reader.ts";
import { addAnalysisCommands, type CommandContext } from "./analysisFlags.ts";
import { addChartCommand } from "./chartFlags.ts";
import { addCoherenceCommands } from "./coherenceFlags.ts";
import { addCompareCommand } from "./compareFlags.ts";
import { addConvertCommand } from "./convertFlags.ts";
import { flagValues } from "./flagValues.ts";
import { addHelp, type FrenchHelp } from "./help.ts";
import { addInitCommand } from "./initFlags.ts";
import { addSourceCommands } from "./sourceFlags.ts";
import { addStudyCommands } from "./studyFlags.ts";
import { addTableCommand } from "./tableFlags.ts";
import { version } from "./version.ts";
import { addWeightCommands } from "./weightFlags.ts";
import { addWorkbookCommand } from "./workbookFlags.ts";

/** The values are those of the module that writes the scripts, which start-up does not load; a test holds them together. */
export const shells = ["bash", "zsh", "fish"] as const;

/** What the declarations of the commands need. */
export interface ProgramContext extends Pick<CommandContext, "dataFolder" | "finish"> {
  readonly reader: Reader;
  /** Where the reader is French. */
  readonly french?: FrenchHelp | undefined;
}

/** The commands with their flags and their help. */
export function programOf({ dataFolder, finish, reader, french }: ProgramContext): Command {
  const context: CommandContext = {
    dataFolder,
    values: flagValues(reader),
    lang: () =>
      new Option("--lang <language>", "language of labels and numbers").choices(languages).default("en"),
    finish,
  };
  const program = new Command("panel")
    .description(
      "Recompute the published tables, models and charts of the French general-practitioner panel, and say figure by figure whether they are reproduced; and analyse any survey file: cross-tabs, estimates, models and weights, with the standard errors of the sampling design.",
    )
    .version(version, "-V, --version", "show the version")
    .configureOutput({ outputError: () => undefined });
  program.commandsGroup("Publications:");
  addStudyCommands(program, context);
  addCoherenceCommands(program, context);
  addWorkbookCommand(program, context);
  addSourceCommands(program, context);
  program.commandsGroup("Your data:");
  addInitCommand(program, context);
  addAnalysisCommands(program, context);
  addTableCommand(program, context);
  addConvertCommand(program, context);
  program.commandsGroup("Weights:");
  addWeightCommands(program, context);
  program.commandsGroup("Reports:");
  addChartCommand(program, context);
  addCompareCommand(program, context);
  program.commandsGroup("This program:");
  program
    .command("completion")
    .description("a script that completes commands, flags and their values in a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .action(async (shell: (typeof shells)[number]) => {
      const { completionScripts } = await import("./completionScripts.ts");
      process.stdout.write(completionScripts[shell](program));
    });
  addHelp(program, dataFolder, reader, french);
  return program;
}
