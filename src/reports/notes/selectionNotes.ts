import type { Selection } from "../../samples/sample.ts";
import type { Label } from "../../text/language.ts";
import { both } from "../../text/reader.ts";

/** Footnotes on the conditions and derived variables. */
export function selectionNotes({ where, derive }: Pick<Selection, "where" | "derive">): Label[] {
  const all = where.length > 1 ? where.map((text) => `(${text})`).join(" and ") : where[0];
  const named = (fr: string, en: string, text: string) =>
    both(({ language }) => (language === "fr" ? `${fr} : ${text}` : `${en}: ${text}`));
  return [
    ...(all === undefined ? [] : [named("Condition", "Condition", all)]),
    ...derive.map((text) => named("Variable dérivée", "Derived variable", text)),
  ];
}
