import type { Command } from "commander";

/**
 * The words of a command line as commander takes them: `help weight calibrate` is `weight calibrate --help`, `--lang` may stand
 * before the command, and help of what is no command is an error.
 */
export function askedWords(argv: readonly string[], program: Command): readonly string[] {
  const words = languageLast(argv);
  const asked = words[0] === "help" && words.length > 1 ? [...words.slice(1), "--help"] : words;
  return isKnown(asked, program) ? asked : asked.filter((word) => word !== "--help" && word !== "-h");
}

/** Whether the words name a command, and where it has parts one of them; commander shows its own help for those of no name. */
function isKnown(words: readonly string[], program: Command): boolean {
  let command = program;
  for (const word of words) {
    if (command.commands.length === 0 || word.startsWith("-")) return true;
    const named = command.commands.find((part) => part.name() === word);
    if (!named) return command === program && word === "help";
    command = named;
  }
  return true;
}

/** The words with `--lang` behind the command that it was given before: each command has its own. */
function languageLast(argv: readonly string[]): string[] {
  const [flag, language, ...others] = argv;
  const isBefore = flag === "--lang" && language !== undefined && others[0]?.startsWith("-") === false;
  if (isBefore && !others.includes("--lang")) return [...others, flag, language];
  if (flag?.startsWith("--lang=") && language?.startsWith("-") === false) return [...argv.slice(1), flag];
  return [...argv];
}
