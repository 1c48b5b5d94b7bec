import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { quotable, message as toldMessage } from "../visible.ts";

/** A pattern of an English text, and the French text made of what its groups find. */
type Translation = readonly [pattern: RegExp, french: (...found: string[]) => string];

/** `command` is as it is typed: panel crosstab. */
export const seeHelp = (command: string): Label => ({
  fr: `(voir ${command} --help)`,
  en: `(see ${command} --help)`,
});

export const givenTwice: Fault = {
  what: { fr: "l'option est donnée deux fois", en: "the option is given twice" },
  advice: { fr: "Ne gardez que la valeur voulue", en: "Keep the value that is meant" },
};

/** Commands, as they are typed, that have an option. */
export const optionOfOthers = (flag: string, commands: readonly string[]): Label => ({
  fr: `${flag} est une option de : ${commands.join(", ")}`,
  en: `${flag} is an option of: ${commands.join(", ")}`,
});

/** Commands, as they are typed, of a name that is none by itself. */
export const commandElsewhere = (commands: readonly string[]): Label => ({
  fr: `La commande est : ${commands.join(", ")}`,
  en: `The command is: ${commands.join(", ")}`,
});

/** The words of a command line that no argument takes. */
export const surplusWords = (words: readonly string[]): Label => {
  const surplus = words.map((word) => quotable(word)).join(" ");
  return {
    fr: `En trop : ${surplus}. Une expression ou un nom qui contient des espaces se met entre guillemets`,
    en: `Too many: ${surplus}. An expression or a name with spaces goes in quotes`,
  };
};

export const idsOfStudy = (study: string): Label => ({
  fr: `Les identifiants sont ceux de : panel figures ${quotable(study)}`,
  en: `The ids are those of: panel figures ${quotable(study)}`,
});

/** What the help says besides what the commands declare. */
export const helpWords = {
  choices: { fr: "choix", en: "choices" },
  default: { fr: "par défaut", en: "default" },
  examples: { fr: "Exemples :", en: "Examples:" },
} as const satisfies Record<string, Label>;

/** `code` is the system's. */
export const refusedBySystem = (code: string, path: string | undefined): Label => {
  const where = path === undefined ? "" : ` (${quotable(path)})`;
  return {
    fr: `panel : le système refuse ce qu'il faudrait faire : ${code}${where}`,
    en: `panel: the system refuses what has to be done: ${code}${where}`,
  };
};

export const unexpectedError = (text: string): Label => ({
  fr: `panel : défaut du programme (${quotable(text)}) ; merci de le signaler avec la commande et ce qu'affiche PANEL_DEBUG=1`,
  en: `panel: a defect of the program (${quotable(text)}); please report it with the command and what PANEL_DEBUG=1 shows`,
});

const plural = (count: string) => (Number(count) > 1 ? "s" : "");

/** "option '--a <b>'" or "environment variable 'X'" in French. */
const setting = (kind: string, name: string) =>
  kind === "option" ? `l'option « ${name} »` : `la variable d'environnement « ${name} »`;

/** What commander says of wrong usage, by its code of the error. */
const usageErrors: Readonly<Record<string, readonly Translation[]>> = {
  "commander.missingArgument": [
    [/^missing required argument '(.*)'$/su, (name) => `il manque l'argument « ${name} »`],
  ],
  "commander.optionMissingArgument": [
    [/^option '(.*)' argument missing$/su, (flags) => `il manque la valeur de l'option « ${flags} »`],
  ],
  "commander.missingMandatoryOptionValue": [
    [/^required option '(.*)' not specified$/su, (flags) => `il manque l'option « ${flags} »`],
  ],
  "commander.conflictingOption": [
    [
      /^(option|environment variable) '(.*)' cannot be used with (option|environment variable) '(.*)'$/su,
      (kind, name, otherKind, other) =>
        `${setting(kind!, name!)} ne peut pas être employée avec ${setting(otherKind!, other!)}`,
    ],
  ],
  "commander.unknownOption": [[/^unknown option '(.*)'$/su, (flag) => `option inconnue « ${flag} »`]],
  "commander.unknownCommand": [[/^unknown command '(.*)'$/su, (name) => `commande inconnue « ${name} »`]],
  "commander.excessArguments": [
    [
      /^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\.$/su,
      (command, expected, got) =>
        `trop d'arguments${command ? ` pour « ${command} »` : ""} : ${expected} attendu${plural(expected!)}, ${got} donné${plural(got!)}.`,
    ],
  ],
  "commander.invalidArgument": [
    [
      /^option '(.*)' argument '(.*)' is invalid\. (.*)$/su,
      (flags, value, rule) =>
        `la valeur « ${value} » de l'option « ${flags} » n'est pas admise. ${ruled(rule!)}`,
    ],
    [
      /^option '(.*)' value '(.*)' from env '(.*)' is invalid\. (.*)$/su,
      (flags, value, variable, rule) =>
        `la valeur « ${value} » de l'option « ${flags} », que donne la variable d'environnement « ${variable} », n'est pas admise. ${ruled(rule!)}`,
    ],
    [
      /^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/su,
      (value, name, rule) =>
        `la valeur « ${value} » de l'argument « ${name} » n'est pas admise. ${ruled(rule!)}`,
    ],
  ],
};

/** What the value of an option must be: commander's rule of choices; those of the commands are in the reader's language already. */
const rules: readonly Translation[] = [
  [/^Allowed choices are (.*)\.$/su, (choices) => `Choix possibles : ${choices}.`],
];

const ruled = (rule: string) => translated(rule, rules) ?? rule;

const meant = /\n\(Did you mean (?:one of )?(.*)\?\)$/su;

function translated(text: string, translations: readonly Translation[]): string | undefined {
  for (const [pattern, french] of translations) {
    const found = pattern.exec(text);
    if (found) return french(...found.slice(1));
  }
  return undefined;
}

/**
 * An error of commander 14 in both languages, given its code and its message, which starts with "error: ". A message that
 * is not known stays in English. Lines break only before a suggestion: what was given cannot add lines of its own.
 */
export function usageError(code: string, message: string): Label {
  const [suggested = "", names] = meant.exec(message) ?? [];
  const [prefix = ""] = /^error: /.exec(message) ?? [];
  const text = toldMessage(message.slice(prefix.length, message.length - suggested.length));
  const en = `${prefix}${text}${suggested}`;
  const french = translated(text, usageErrors[code] ?? []);
  if (french === undefined) return { fr: en, en };
  return {
    fr: `erreur : ${french}${suggested ? `\n(Vouliez-vous dire ${names!.replace(/, (?=[^,]*$)/, " ou ")} ?)` : ""}`,
    en,
  };
}
