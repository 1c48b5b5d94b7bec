import type { Argument, Command, Option } from "commander";

/** What flags and arguments take that names a file, or may: it stays as it was typed. */
const ofFiles = new Set(["path", "file", "file.svg", "folder", "margins", "numbers", "study", "sources"]);

/** What a flag or an argument takes, as its help names it. */
const takenBy = (declared: string) => /[<[](?<what>[^>\]]+)/.exec(declared)?.groups?.what;

/**
 * Makes all commands read names, levels and conditions in the form of Unicode that those of data are read in (NFC), whichever
 * form the keyboard or the clipboard gave.
 */
export function readInNormalForm(command: Command): void {
  for (const option of command.options) normalise(option, takenBy(option.flags));
  for (const argument of command.registeredArguments) normalise(argument, argument.name());
  command.commands.forEach(readInNormalForm);
}

function normalise(target: Option | Argument, what: string | undefined): void {
  if (what === undefined || ofFiles.has(what)) return;
  const parse = target.parseArg;
  target.argParser((text: string, before: unknown) => {
    const normal = text.normalize("NFC");
    return parse ? parse.call(target, normal, before) : normal;
  });
}
