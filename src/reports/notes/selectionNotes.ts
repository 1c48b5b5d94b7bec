import type { Selection } from "../../samples/sample.ts";
import type { Label } from "../../text/language.ts";
import { condition, derivedVariable } from "../../text/messages/designNotes.ts";

/** Footnotes on the conditions and derived variables. */
export function selectionNotes({ where, derive }: Pick<Selection, "where" | "derive">): Label[] {
  const all = where.length > 1 ? where.map((text) => `(${text})`).join(" and ") : where[0];
  return [...(all === undefined ? [] : [condition(all)]), ...derive.map(derivedVariable)];
}
