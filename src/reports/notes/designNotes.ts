// TRANSITION: notes on a design as labels.
import type { Sample } from "../../samples/sample.ts";
import type { DesignSummary } from "../../survey/domains.ts";
import type { Label } from "../../text/language.ts";
import { designNotes as notesIn } from "../designNote.ts";

/** Footnotes on the design, and on the rows that were used and left out. */
export function designNotes(
  { design, names }: Pick<Sample, "design" | "names">,
  summary: DesignSummary,
): Label[] {
  const [fr, en] = [notesIn(design, summary, names, "fr"), notesIn(design, summary, names, "en")];
  return fr.map((text, at) => ({ fr: text, en: en[at]! }));
}
