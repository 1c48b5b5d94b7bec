import type { FigureStatus, FindingStatus } from "../figures/verdict.ts";
import type { Published } from "../study/figures.ts";
import type { Language } from "../text/language.ts";
import { formatMeasure, formatNumber } from "../text/numbers.ts";
import type { Tone } from "./document.ts";

export const tones: Record<FigureStatus | FindingStatus, Tone> = {
  reproduced: "good",
  compatible: "fair",
  differs: "bad",
  "not computable": "faint",
  context: "faint",
  confirmed: "good",
  "not confirmed": "fair",
  contradicted: "bad",
};

/** The published number as printed, or the interval that its words stand for. */
export function formatPublished({ value, low, high, decimals }: Published, language: Language): string {
  if (value !== undefined) return formatNumber(value, decimals, language);
  const plain = (bound: number) => formatNumber(bound, Number.isInteger(bound) ? 0 : 1, language);
  return `${plain(low!)}–${plain(high!)}`;
}

/** A confidence interval; empty where there is none. */
export function formatInterval(
  low: number | null,
  high: number | null,
  decimals: number,
  language: Language,
): string {
  if (low === null || high === null) return "";
  return `[${formatMeasure(low, decimals, language)} ; ${formatMeasure(high, decimals, language)}]`;
}
