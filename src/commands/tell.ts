import { type Label, type Language, languages } from "../text/language.ts";
import { languageOf } from "../text/locale.ts";
import { message } from "../text/visible.ts";

/** The language of errors, warnings and progress: that of `--lang`, or else that of the locale. */
export function messageLanguage(argv: readonly string[] = process.argv.slice(2)): Language {
  const at = argv.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const asked = at < 0 ? undefined : (argv[at]!.split("=")[1] ?? argv[at + 1]);
  return languages.find((language) => language === asked) ?? languageOf(process.env);
}

/** Says something on standard error. */
export function tell(text: Label): void {
  process.stderr.write(`${message(text[messageLanguage()])}\n`);
}
