import { fold } from "../../text/fold.ts";

/**
 * The levels of a text variable in the order in which people list them, where nobody declares another: what begins with a number
 * or a class of numbers comes first, by its lower bound (`<30`, `30-49`, `50+`; `moins de 30 ans`, `de 30 à 49 ans`, `50 ans et
 * plus`), then the others by their names, in which numbers count as such (`Q2` before `Q10`). Among codes of départements those of
 * Corsica, 2A and 2B, are where 20 was. The same on every machine.
 */
export function inLevelOrder(levels: Iterable<string>): string[] {
  const texts = [...levels];
  const areDepartements = texts.some((text) => /^0[1-9]$/.test(text));
  return texts
    .map((text) => placeOf(text, areDepartements))
    .sort(comparePlaces)
    .map(({ text }) => text);
}

interface Interval {
  readonly low: number;
  readonly high: number;
  /** 0 where the lower bound belongs to the class, 1 where it does not. */
  readonly lowOpen: number;
  /** 0 where the upper bound does not belong to the class, 1 where it does. */
  readonly highClosed: number;
}

interface LevelPlace {
  readonly text: string;
  readonly folded: string;
  readonly chunks: readonly string[];
  readonly interval: Interval | undefined;
}

function placeOf(text: string, isDepartement: boolean): LevelPlace {
  const folded = fold(text);
  const ordered = isDepartement ? folded.replace(/^2(?=[ab]$)/, "20") : folded;
  return { text, folded, chunks: ordered.match(/\d+|\D+/g) ?? [], interval: intervalOf(ordered) };
}

/** Whole numbers in groups of three digits, or numbers with decimals after a comma or a point. */
const digits = String.raw`(?:[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+|[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?)`;
const below = "<=|≤|<|(?:moins|-) (?:de|d['’])|jusqu['’]a|less than|fewer than|under|below|up to";
const above = String.raw`>=|≥|>|(?:plus|\+) (?:de|d['’])|au moins|a partir de|more than|over|above|at least|from`;
const beginning = new RegExp(
  String.raw`^(?:(?<below>${below})|(?<above>${above})|de|entre|between)?\s*\p{Sc}?\s*(?<first>[-−+]?${digits})(?<rest>.*)$`,
  "su",
);
const secondBound = new RegExp(
  String.raw`^\D*?(?:-|–|—|\b(?:a|to|et|and)\b)\s*\p{Sc}?\s*(?<second>${digits})`,
  "u",
);
/** As R names the classes of `cut`: (30,50], [50, Inf). */
const bracketed =
  /^(?<opening>[[(\]])\s*(?<first>-?(?:\d+(?:\.\d+)?|inf))\s*[,;]\s*(?<second>-?(?:\d+(?:\.\d+)?|inf))\s*(?<closing>[\])[])/;
const openEnded = /^\s*\+|\b(?:et|ou) (?:plus|au-dela)|\b(?:or|and) (?:more|over|older|above)\b/;
const openBelow = /\b(?:et|ou) moins\b|\b(?:or|and) (?:less|fewer|under|younger|below)\b/;
/** Words and signs whose bound is one of the class. */
const withBound = /^(?:<=|≤|jusqu['’]a|up to|>=|≥|au moins|a partir de|at least|from)$/;

/** The numbers that a text in lower case and without accents begins with, as a class; undefined where it begins with none. */
function intervalOf(folded: string): Interval | undefined {
  const inBrackets = bracketed.exec(folded)?.groups;
  if (inBrackets) return bracketedInterval(inBrackets);
  const found = beginning.exec(folded)?.groups;
  if (!found) return undefined;
  const first = numberOf(found.first!);
  const bound = Number(withBound.test(found.below ?? found.above ?? ""));
  if (found.below !== undefined)
    return { low: Number.NEGATIVE_INFINITY, lowOpen: 0, high: first, highClosed: bound };
  const infinity = Number.POSITIVE_INFINITY;
  if (found.above !== undefined) return { low: first, lowOpen: 1 - bound, high: infinity, highClosed: 0 };
  if (openEnded.test(found.rest!)) return { low: first, lowOpen: 0, high: infinity, highClosed: 0 };
  if (openBelow.test(found.rest!))
    return { low: Number.NEGATIVE_INFINITY, lowOpen: 0, high: first, highClosed: 1 };
  const second = secondBound.exec(found.rest!)?.groups?.second;
  return { low: first, lowOpen: 0, high: Math.max(first, numberOf(second ?? found.first!)), highClosed: 1 };
}

function bracketedInterval({ opening, first, second, closing }: Record<string, string>): Interval {
  const bound = (text: string) => Number(text.replace("inf", "Infinity"));
  return {
    low: bound(first!),
    lowOpen: Number(opening !== "["),
    high: bound(second!),
    highClosed: Number(closing === "]"),
  };
}

function numberOf(text: string): number {
  const plain = text.replace("−", "-").replace(/[ \u00a0\u202f]/g, "");
  return Number(
    /^[-+]?[1-9]\d{0,2}(?:,\d{3})+$/.test(plain) ? plain.replaceAll(",", "") : plain.replace(",", "."),
  );
}

function comparePlaces(a: LevelPlace, b: LevelPlace): number {
  return (
    Number(a.interval === undefined) - Number(b.interval === undefined) ||
    (a.interval && b.interval ? compareIntervals(a.interval, b.interval) : 0) ||
    compareChunks(a.chunks, b.chunks) ||
    compare(a.folded, b.folded) ||
    compare(a.text, b.text)
  );
}

const compareIntervals = (a: Interval, b: Interval) =>
  compare(a.low, b.low) || a.lowOpen - b.lowOpen || compare(a.high, b.high) || a.highClosed - b.highClosed;

/** Digits by their number, the rest by its characters. */
function compareChunks(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const found = compareChunk(a[at]!, b[at]!);
    if (found !== 0) return found;
  }
  return a.length - b.length;
}

function compareChunk(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return compare(a, b);
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return left.length - right.length || compare(left, right);
}

const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : Number(a > b));
