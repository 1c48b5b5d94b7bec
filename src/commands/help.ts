import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Argument, Command, Option } from "commander";
import { titled } from "../text/language.ts";
import { wrapped } from "../text/lines.ts";
import { helpWords } from "../text/messages/usage.ts";
import type { Reader } from "../text/reader.ts";
import { terminal } from "./terminal.ts";

/** The texts of the help in French, by their English. */
export type FrenchHelp = Readonly<Record<string, string>>;

/** An example of a command: what it shows, and what is typed. */
export interface Example {
  readonly about: string;
  readonly line: string;
}

/** A command as it is typed: panel weight calibrate. */
export const commandPath = (command: Command): string =>
  command.parent ? `${commandPath(command.parent)} ${command.name()}` : command.name();

/**
 * The examples of a command, read when they are asked for: those of the file of its name, or those of its parent's file that have its name.
 * Their data are those that the package has, wherever that is.
 */
export function examplesOf(command: Command, dataFolder: string, { language }: Reader): Example[] {
  const isPart = command.parent?.parent != null;
  const file = (isPart ? command.parent! : command).name();
  const own = isPart ? `${commandPath(command)} ` : "";
  const near = relative(process.cwd(), dataFolder);
  const folder = near.startsWith("..") ? dataFolder : near;
  return readFileSync(join(dataFolder, "help", `${file}.txt`), "utf8")
    .trimEnd()
    .split("\n\n")
    .map((example) => example.split("\n") as [string, string, string])
    .filter(([, , line]) => line.startsWith(own))
    .map(([en, fr, line]) => ({
      about: language === "fr" ? fr : en,
      line: line.replace(/(?<= )data\//g, `${folder}/`),
    }));
}

/** A command line of at most `width` columns, broken where a shell reads on, but not between a flag and its value. */
function shellLines(line: string, width: number): string[] {
  const lines = [""];
  for (const word of line.match(/(?:--[\w-]+ (?!--))?(?:"[^"]*"|'[^']*'|\S)+/g)!) {
    const last = lines.at(-1)!;
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length + 2 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else {
      lines[lines.length - 1] = `${last} \\`;
      lines.push(`  ${word}`);
    }
  }
  return lines;
}

/** A text with what follows from the declaration: the values to choose from, and the default. */
export function described(
  { description, argChoices, defaultValue }: Option | Argument,
  reader: Reader,
): string {
  const { language, say } = reader;
  const told = [
    ...(argChoices ? [titled(say(helpWords.choices), argChoices.join(", "), language)] : []),
    ...(defaultValue === undefined || typeof defaultValue === "boolean"
      ? []
      : [titled(say(helpWords.default), String(defaultValue), language)]),
  ];
  const more = told.length > 0 ? `(${told.join(language === "fr" ? " ; " : "; ")})` : "";
  return [description, more].filter(Boolean).join(" ");
}

/** Lays out the help of all commands: in the reader's language, as wide as the terminal, examples first. */
export function addHelp(program: Command, dataFolder: string, reader: Reader, french?: FrenchHelp): void {
  const translated = (text: string) => french?.[text] ?? text;
  const { width } = terminal();
  const introduction = (command: Command) => {
    const examples = examplesOf(command, dataFolder, reader).flatMap(({ about, line }) => [
      ...wrapped(about, width - 2).map((text) => `  ${text}`),
      ...shellLines(`$ ${line}`, width - 4).map((text) => `    ${text}`),
    ]);
    if (examples.length > 0) examples.unshift("", reader.say(helpWords.examples));
    return [command.description(), ...examples].join("\n");
  };
  const configure = (command: Command) => {
    command
      .description(translated(command.description()))
      .helpOption("-h, --help", translated("show this help"))
      .configureOutput({ getOutHelpWidth: () => width })
      .configureHelp({
        minWidthToWrap: 10,
        styleTitle: translated,
        commandUsage: (own) =>
          `${commandPath(own)} ${own.usage().replace("[command]", translated("[command]"))}`,
        commandDescription: introduction,
        optionDescription: (option) => described(option, reader),
        argumentDescription: (argument) => described(argument, reader),
        boxWrap: (text, most) =>
          text
            .split("\n")
            .flatMap((line) => (line.startsWith(" ") ? line : wrapped(line, most)))
            .join("\n"),
      });
    if (command.commands.length > 0)
      command.helpCommand(`help ${translated("[command]")}`, translated("show the help of a command"));
    for (const told of [...command.options, ...command.registeredArguments])
      told.description = translated(told.description);
    command.commands.forEach(configure);
  };
  configure(program);
}
