import type { Command, Option } from "commander";
import { commandPath } from "./help.ts";

/** A command with those below it. */
const withParts = (command: Command): Command[] => [command, ...command.commands.flatMap(withParts)];

/** A text inside single quotes of fish. */
const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;

const valuesOf = ({ argChoices }: Option) => argChoices?.join(" ");

/** The words that may stand after a command, and after those of its flags whose values are known. */
function bash(program: Command): string {
  const commands = withParts(program);
  // The deepest commands first: a shell takes the first pattern that fits.
  const cases = commands.toReversed().flatMap((command) => {
    const path = commandPath(command);
    const flags = command.options.flatMap(({ long }) => long ?? []);
    const words = [
      ...command.commands.map((part) => part.name()),
      ...command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
    ];
    const values = command.options.flatMap((option) => {
      const takesValue = option.required || option.optional;
      return takesValue ? `    '${path} ${option.long}') words='${valuesOf(option) ?? ""}';;` : [];
    });
    return [...values, `    '${path} '*) words='${[...words, ...flags, "--help"].join(" ")}';;`];
  });
  const paths = commands.slice(1).map((command) => `'${commandPath(command)}'`);
  return `_panel() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path=panel words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in ${paths.join("|")}) path="$path $word";; esac
  done
  case "$path $previous" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ \${#COMPREPLY[@]} -gt 0 || $current == -* ]] || {
    local IFS=$'\\n'
    COMPREPLY=($(compgen -f -- "$current"))
  }
}
complete -o filenames -F _panel panel
`;
}

/** The same for zsh, which reads bash's. */
const zsh = (program: Command) => `autoload -Uz bashcompinit && bashcompinit\n${bash(program)}`;

/** The same for fish, with the descriptions. */
function fish(program: Command): string {
  const lines = withParts(program).flatMap((command) => {
    const names = commandPath(command).split(" ").slice(1);
    const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`).join("; and ");
    const when = seen === "" ? "__fish_use_subcommand" : seen;
    const start = `complete -c panel -n ${quoted(when)}`;
    return [
      ...command.commands.map((part) => `${start} -a ${part.name()} -d ${quoted(part.description())}`),
      ...command.options.map((option) => {
        const values = valuesOf(option);
        const takes = values ? ` -x -a ${quoted(values)}` : option.required ? " -r" : "";
        return `${start} -l ${option.long!.slice(2)}${takes} -d ${quoted(option.description)}`;
      }),
    ];
  });
  return `${lines.join("\n")}\n`;
}

/** What writes the script that completes command lines, by the name of the shell. */
export const completionScripts = { bash, zsh, fish } as const;
