import type { Language } from "./language.ts";

const separators: Record<Language, { decimal: string; thousands: string }> = {
  fr: { decimal: ",", thousands: "\u202f" },
  en: { decimal: ".", thousands: "," },
};

/** The sign before a negative number that people read (U+2212); a hyphen is shorter than digits are wide, and breaks lines. */
const minus = "\u2212";

/**
 * A number with fixed decimals in the reader's notation: 1 552,0 or 1,552.0, −3,5 or −3.5. Independent of the machine's locale. Every number that
 * people read goes through here: one that does not exist is a dash, one without bound ∞.
 */
export function formatNumber(value: number, decimals: number, language: Language): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value < 0 ? `${minus}∞` : "∞";
  const { decimal, thousands } = separators[language];
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, thousands);
  const digits = fraction === undefined ? grouped : grouped + decimal + fraction;
  return value < 0 && /[1-9]/.test(digits) ? minus + digits : digits;
}

/** A p-value as it is usually printed: three decimals, and a bound below 0.001. */
export function formatPValue(p: number, language: Language): string {
  return p < 0.001 ? `<${formatNumber(0.001, 3, language)}` : formatNumber(p, 3, language);
}

/** More decimals than a reader counts. */
const mostDecimals = 7;
/** More digits than are told apart. */
const mostWhole = 1e15;

/** A number with fixed decimals, or with three digits and a power of ten where it is too small or too large for that. */
export function formatMeasure(value: number, decimals: number, language: Language): string {
  const isPlain = value === 0 || (decimals <= mostDecimals && Math.abs(value) < mostWhole);
  if (isPlain || !Number.isFinite(value))
    return formatNumber(value, Math.min(decimals, mostDecimals), language);
  return withPower(value.toExponential(2), language);
}

/** A number with a power of ten, as JavaScript writes it, in the reader's notation. */
const withPower = (text: string, language: Language) =>
  text.replaceAll("-", minus).replace(".", separators[language].decimal);

/** Whether a number is whole but for rounding. */
const isWhole = (value: number) => Math.abs(value - Math.round(value)) <= 1e-9 * Math.abs(value);

/**
 * Decimals of sums of weights: none where all are whole, else those that three digits of the middle one need, which are none
 * from a hundred on; those that are withheld tell nothing.
 */
export function decimalsOfCounts(counts: readonly (number | null)[]): number {
  const told = counts.filter((count) => count !== null);
  if (told.every(isWhole)) return 0;
  const sizes = told
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort((a, b) => a - b);
  return Math.max(0, 2 - Math.floor(Math.log10(sizes[sizes.length >> 1]!)));
}

/** A number with all its decimals, as it was given. */
export function formatExact(value: number, language: Language): string {
  if (!Number.isFinite(value)) return formatNumber(value, 0, language);
  const text = String(value);
  if (text.includes("e")) return withPower(text, language);
  return formatNumber(value, (text.split(".")[1] ?? "").length, language);
}
