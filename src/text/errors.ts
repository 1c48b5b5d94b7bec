import type { Label, Language } from "./language.ts";
import { message, quotable } from "./visible.ts";

/** Where an input went wrong; every part is optional, and those that are known are printed in this order. */
export interface Place {
  readonly server?: string | undefined;
  readonly file?: string | undefined;
  readonly sheet?: string | undefined;
  readonly row?: number | undefined;
  readonly line?: number | undefined;
  readonly column?: string | undefined;
  readonly variable?: string | undefined;
  readonly field?: string | undefined;
}

/** What is wrong, and what to do about it. */
export interface Fault {
  readonly what: Label;
  readonly advice?: Label | undefined;
  /** What was found instead, where it is told in words and not by a value. */
  readonly found?: Label | undefined;
}

const parts: Readonly<Record<keyof Place, Label>> = {
  server: { fr: "serveur", en: "server" },
  file: { fr: "fichier", en: "file" },
  sheet: { fr: "feuille", en: "sheet" },
  row: { fr: "ligne", en: "row" },
  line: { fr: "ligne", en: "line" },
  column: { fr: "colonne", en: "column" },
  variable: { fr: "variable", en: "variable" },
  field: { fr: "champ", en: "field" },
};

/**
 * Bad input, told in one message: what is wrong, where, the offending value, and what to do. The command line prints it in
 * the reader's language and exits with status 2; any other error is a defect of the program. `message` is in English.
 */
export class InputError extends Error {
  readonly told: Label;
  readonly place: Place;

  constructor(fault: Fault, place: Place = {}, details: { readonly value?: unknown } = {}) {
    const told = {
      fr: tell(fault, place, details, "fr"),
      en: tell(fault, place, details, "en"),
    };
    super(told.en);
    this.name = "InputError";
    this.told = told;
    this.place = place;
  }
}

/** Faults that are told in one run, each in a message of its own. */
export class InputErrors extends Error {
  readonly errors: readonly InputError[];

  constructor(errors: readonly InputError[]) {
    super(errors.map(({ message: own }) => own).join("\n"));
    this.name = "InputErrors";
    this.errors = errors;
  }
}

/** What is wrong, as one error, by the lines that it stands in. */
export function errorOf(errors: readonly InputError[]): InputError | InputErrors {
  const sorted = [...errors].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
  return sorted.length === 1 ? sorted[0]! : new InputErrors(sorted);
}

/** Bad input that is looked for part by part, and told together. */
export class Faults {
  readonly #errors: InputError[] = [];

  /** What a part is, or undefined where it is bad input, which is kept. */
  in<Part>(read: () => Part): Part | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof InputErrors) this.#errors.push(...error.errors);
      else if (error instanceof InputError) this.#errors.push(error);
      else throw error;
      return undefined;
    }
  }

  /** Throws what was kept. */
  check(): void {
    if (this.#errors.length > 0) throw errorOf(this.#errors);
  }
}

/** A field of a file, or a flag, which is an option to those who type it. */
const kindOf = (name: keyof Place, part: unknown): Label =>
  name === "field" && String(part).startsWith("--") ? { fr: "option", en: "option" } : parts[name];

/** Digits that a number has in a file, without those that computing adds. */
const asWritten = (value: unknown) => (typeof value === "number" ? Number(value.toPrecision(15)) : value);

function tell(
  { what, advice, found: worded }: Fault,
  place: Place,
  details: { readonly value?: unknown },
  language: Language,
): string {
  const french = language === "fr";
  const where = Object.entries(place)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => `${kindOf(name as keyof Place, part)[language]} ${quotable(String(part))}`)
    .join(", ");
  const value = worded ? worded[language] : asWritten(details.value);
  const found =
    worded || "value" in details
      ? `${french ? " ; trouvé" : "; found"} ${quotable(typeof value === "number" ? String(value) : String(JSON.stringify(value)))}`
      : "";
  const then = advice?.[language] ? `. ${advice[language]}` : "";
  return message(`${where ? `${where}${french ? " :" : ":"} ` : ""}${what[language]}${found}${then}`);
}
