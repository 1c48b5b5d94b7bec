// TRANSITION: notes on a selection as labels.
import type { Selection } from "../../samples/sample.ts";
import type { Label } from "../../text/language.ts";

/** Footnotes on the conditions and derived variables. */
export function selectionNotes({ where, derive }: Pick<Selection, "where" | "derive">): Label[] {
  const all = where.length > 1 ? where.map((text) => `(${text})`).join(" and ") : where[0];
  return [
    ...(all === undefined ? [] : [{ fr: `Condition : ${all}`, en: `Condition: ${all}` }]),
    ...derive.map((text) => ({ fr: `Variable dérivée : ${text}`, en: `Derived variable: ${text}` })),
  ];
}
