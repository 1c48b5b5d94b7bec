import type { FigureStatus, FindingStatus } from "../../figures/verdict.ts";
import type { Verdict } from "../../study/claims.ts";
import type { Published } from "../../study/figures.ts";
import type { Label } from "../../text/language.ts";
import type { Reader } from "../../text/reader.ts";
import type { Tone } from "../formats/document.ts";

export const tones: Record<FigureStatus | FindingStatus | Verdict, Tone> = {
  reproduced: "good",
  compatible: "fair",
  differs: "bad",
  "not computable": "faint",
  context: "faint",
  confirmed: "good",
  "not confirmed": "fair",
  "not rejected": "fair",
  contradicted: "bad",
  inconsistent: "bad",
  agrees: "good",
  rounded: "good",
  misattributed: "bad",
  unsupported: "fair",
  "not checkable": "faint",
};

/** The published number as printed, or the interval that it lies in. */
export const publishedText = (
  { value, low, high, decimals }: Published,
  { number, exact }: Reader,
): string => (value === undefined ? `${exact(low!)}–${exact(high!)}` : number(value, decimals));

/** The same with its unit; of words what they are, and the interval that they are read as. */
export function publishedInUnit(published: Published, unit: Label, reader: Reader): string {
  const numbers = `${publishedText(published, reader)} ${reader.say(unit)}`.trimEnd();
  return published.words ? `${reader.say(published.words.label)} (${numbers})` : numbers;
}
