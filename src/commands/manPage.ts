import type { Argument, Command, Option } from "commander";
import { readerOf } from "../text/reader.ts";
import { commandPath, described } from "./help.ts";
import { version } from "./version.ts";

const reader = readerOf("en");

/** A text that troff sets as it stands. */
const plain = (text: string) =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^(?=['.])/gm, "\\&");

const item = (term: string, told: Option | Argument) => [
  ".TP",
  `.B ${plain(term)}`,
  plain(described(told, reader)),
];

/** A command with its arguments and flags, and those below it. */
function section(command: Command): string[] {
  const own = [
    `.SS "${plain(`${commandPath(command)} ${command.usage()}`)}"`,
    plain(command.description()),
    ...command.registeredArguments.flatMap((argument) => item(argument.name(), argument)),
    ...command.options.flatMap((option) => item(option.flags, option)),
  ];
  return [...own, ...command.commands.flatMap(section)];
}

/** The page of the manual (man(7)), from what the commands declare. */
export const manPage = (program: Command): string =>
  `${[
    `.TH PANEL 1 "" "panel ${version}"`,
    ".SH NAME",
    "panel \\- reproduce publications of the French panel of general practitioners, and analyse surveys",
    ".SH SYNOPSIS",
    `.B panel ${plain("command [options]")}`,
    ".SH DESCRIPTION",
    plain(program.description()),
    plain("panel help COMMAND shows a command with examples."),
    ".SH OPTIONS",
    ...program.options.flatMap((option) => item(option.flags, option)),
    ".SH COMMANDS",
    ...program.commands.flatMap(section),
    ".SH ENVIRONMENT",
    ".TP",
    ".B COLUMNS",
    "how many columns text has; by default as many as the terminal, and 80 in a pipe or a file",
    ".TP",
    ".B NO_COLOR",
    "no colours on a terminal",
    ".TP",
    ".B LC_ALL, LC_MESSAGES, LANG",
    plain("the language of help, errors and warnings, where --lang does not tell"),
    ".SH EXIT STATUS",
    plain(
      "0: all is well. 1: a publication is not reproduced, or a claim or a model is not as expected. 2: bad input or usage. 70: a defect.",
    ),
  ].join("\n")}\n`;
