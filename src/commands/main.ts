import { type Argument, type Command, CommanderError, type Option } from "commander";
import { forgetReads } from "../sources/files/filesRead.ts";
import { InputError, InputErrors } from "../text/errors.ts";
import { titled } from "../text/language.ts";
import {
  commandElsewhere,
  idsOfStudy,
  optionOfOthers,
  seeHelp,
  surplusWords,
  usageError,
} from "../text/messages/usage.ts";
import { type Reader, readerOf } from "../text/reader.ts";
import { askedWords } from "./askedWords.ts";
import { commandPath, described } from "./help.ts";
import { readInNormalForm } from "./normalForms.ts";
import { programOf } from "./program.ts";
import { refuseRepeats } from "./repeatedFlags.ts";
import { messageLanguage } from "./tell.ts";
import { tellUnexpected } from "./unexpected.ts";

export { tellUnexpected };

/** The page of the manual, which the build writes. */
export async function manual(dataFolder: string): Promise<string> {
  const { manPage } = await import("./manPage.ts");
  return manPage(programOf({ dataFolder, finish: () => {}, reader: readerOf("en") }));
}

/**
 * Runs the command line; `dataFolder` holds the embedded datasets and studies. Returns the exit status: 0 when all is
 * well, 1 when a publication is not reproduced or a claim's verdict is not the expected one, 2 for bad input or usage, or what the system refuses, 70 for a defect.
 */
export async function main(argv: readonly string[], dataFolder: string): Promise<number> {
  forgetReads();
  const reader = readerOf(messageLanguage(argv));
  let status = 0;
  const finish = (result: number) => {
    status = result;
  };
  const french = reader.language === "fr" ? (await import("../text/frenchHelp.ts")).frenchHelp : undefined;
  const program = programOf({ dataFolder, finish, reader, french });
  let failed = program;
  const tellApart = (command: Command) => {
    command.exitOverride((error) => {
      failed = command;
      throw error;
    });
    command.commands.forEach(tellApart);
  };
  tellApart(program);
  refuseRepeats(program);
  if (argv.some((text) => text !== text.normalize("NFC"))) readInNormalForm(program);

  try {
    await program.parseAsync(askedWords(argv, program), { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (error.code !== "commander.help")
        process.stderr.write(
          `${[
            reader.say(usageError(error.code, error.message)),
            ...adviceOf(error, failed, reader),
            reader.say(seeHelp(commandPath(failed))),
          ].join("\n")}\n`,
        );
      return 2;
    }
    const errors = error instanceof InputErrors ? error.errors : [error];
    for (const own of errors) {
      if (!(own instanceof InputError)) return tellUnexpected(own);
      process.stderr.write(`panel: ${reader.say(own.told)}\n`);
    }
    return 2;
  }
}

/** What else to say of wrong usage: where something is missing, what the help says of it. */
function adviceOf({ code, message }: CommanderError, command: Command, reader: Reader): string[] {
  const { args, registeredArguments, options } = command;
  if (code === "commander.unknownOption") {
    const [, flag] = /'(--[a-z-]+)'/.exec(message) ?? [];
    const others = commandsIn(rootOf(command)).filter(
      (own) => own !== command && own.options.some(({ long }) => long === flag),
    );
    return others.length > 0 && others.length <= mostNamed
      ? [reader.say(optionOfOthers(flag!, others.map(commandPath)))]
      : [];
  }
  if (code === "commander.unknownCommand") {
    const [, name] = /'([^']*)'/.exec(message) ?? [];
    const meant = commandsIn(command).filter((own) => own.name() === name);
    return meant.length > 0 ? [reader.say(commandElsewhere(meant.map(commandPath)))] : [];
  }
  if (code === "commander.excessArguments")
    return [reader.say(surplusWords(args.slice(registeredArguments.length)))];
  if (code === "commander.missingArgument") {
    if (command.name() === "explain" && args.length === 1) return [reader.say(idsOfStudy(args[0]!))];
    return registeredArguments
      .slice(args.length, args.length + 1)
      .map((own) => helpOn(own.name(), own, reader));
  }
  if (code !== "commander.missingMandatoryOptionValue") return [];
  const missing = options.find(
    (own) => own.mandatory && command.getOptionValue(own.attributeName()) === undefined,
  );
  return missing ? [helpOn(missing.flags, missing, reader)] : [];
}

/** An option that more commands have is none of a single one. */
const mostNamed = 4;

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command);
const commandsIn = (command: Command): Command[] =>
  command.commands.flatMap((own) => [own, ...commandsIn(own)]);

const helpOn = (name: string, declared: Option | Argument, reader: Reader) =>
  titled(name, described(declared, reader), reader.language);
