import * as z from "zod";
import type { Label } from "../text/language.ts";

/** A text of one line that is printed: no control character reaches a terminal, a table or a chart. */
export const line = z.string().regex(/^\P{Cc}+$/u, "a label is one line of text");

/** Texts in both languages. */
export const label = z.strictObject({ fr: line, en: line });

/** A number or text in YAML, as the text that stands in a cell. */
export const text = z.union([z.string().min(1), z.number()]).transform(String);

/** A name that estimands and domains can write: none of the marks that separate clauses. */
export const name = z
  .string()
  .regex(/^[^=|;\p{Cc}]+$/u, "a name must not contain = | ; or control characters");

/** A level whose name is its French label unless one is given. */
export function labelOf(named: {
  readonly name: string;
  readonly fr?: string | undefined;
  readonly en: string;
}): Label {
  return { fr: named.fr ?? named.name, en: named.en };
}
