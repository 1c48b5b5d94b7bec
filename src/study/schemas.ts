import * as z from "zod";
import type { Label } from "../text/language.ts";

/** Texts in both languages. */
export const label = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

/** A number or text in YAML, as the text that stands in a cell. */
export const text = z.union([z.string().min(1), z.number()]).transform(String);

/** A name that estimands and domains can write: none of the marks that separate clauses. */
export const name = z.string().regex(/^[^=|;]+$/, "a name must not contain = | ;");

/** A level whose name is its French label unless one is given. */
export function labelOf(named: {
  readonly name: string;
  readonly fr?: string | undefined;
  readonly en: string;
}): Label {
  return { fr: named.fr ?? named.name, en: named.en };
}
