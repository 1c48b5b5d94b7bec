import { holds, isAbove, meet, type Range } from "../../numerics/ranges.ts";
import type { Claim, Relation } from "../../study/claims.ts";
import { acceptedRange, type Published } from "../../study/figures.ts";
import { publishedOf, type Reading, type Shelf } from "./published.ts";

/** How what is said stands to what is published: as printed, with fewer digits, otherwise, or untold. */
export type Standing = "holds" | "rounded" | "fails" | "open";

export interface Compared {
  readonly standing: Standing;
  /** The figures that it was compared with. */
  readonly with: readonly Reading[];
  /** What figures leave of a measure that none prints. */
  readonly allowed?: Range | undefined;
}

/**
 * Compares what a claim says with what is published of its measure, or, where it has none of its own, with the figures that
 * it names. A measure that none prints is compared with what all figures leave of it.
 */
export function compare(claim: Claim, shelf: Shelf, allowed: Range | undefined): Compared {
  const { relation, said } = claim;
  const named = shelf.named(claim);
  if (relation === undefined) return { standing: "open", with: named };
  const claimed = shelf.claimedBy(claim);
  if (!claimed || !said) return { standing: between(relation, said, named), with: named };
  const published = publishedOf(claimed, shelf);
  if (published) return { standing: valued[relation](said, published), with: [published] };
  if (!allowed) return { standing: "open", with: named };
  const standing = valued[relation](said, { ...allowed, middle: Number.NaN });
  return { standing: relation === "=" && standing !== "fails" ? "open" : standing, with: named, allowed };
}

interface Subject extends Range {
  readonly value?: number | undefined;
  readonly middle: number;
}

type Valued = (said: Published, subject: Subject) => Standing;

/** A value that is said, beside a published one. */
const equal: Valued = (said, subject) => {
  const range = acceptedRange(said);
  const within = subject.value === undefined ? meet(range, subject) : holds(range, subject.value);
  if (said.value === undefined) return within ? "holds" : "fails";
  if (holds(subject, said.value)) return "holds";
  return within ? "rounded" : "fails";
};

/** A bound that is said: what words stand for has its outer end for one. */
const above: Valued = (said, subject) => {
  const bound = said.value ?? said.low!;
  if (subject.low >= bound) return "holds";
  return subject.high <= bound ? "fails" : "open";
};

const below: Valued = (said, subject) => {
  const bound = said.value ?? said.high!;
  if (subject.high <= bound) return "holds";
  return subject.low >= bound ? "fails" : "open";
};

const never: Valued = () => "open";

const valued: Readonly<Record<Relation, Valued>> = {
  "=": equal,
  "<": below,
  ">": above,
  up: never,
  down: never,
  stable: never,
  first: never,
};

type Between = (readings: readonly Reading[]) => Standing;

const compareAll =
  (test: (first: Reading, other: Reading) => Standing): Between =>
  ([first, ...others]) =>
    first && others.length > 0 ? together(others.map((other) => test(first, other))) : "open";

/** One figure above another: a fault where even the middles are not so. */
const over = (one: Reading, other: Reading): Standing => {
  if (isAbove(one, other) && one.middle > other.middle) return "holds";
  return one.middle <= other.middle ? "fails" : "open";
};

const same = (one: Reading, other: Reading): Standing => (meet(one, other) ? "holds" : "fails");

/** The figures of the first and the last year. */
const ends =
  (test: (last: Reading, first: Reading) => Standing): Between =>
  (readings) => {
    const dated = readings
      .filter(({ measure }) => measure)
      .sort((a, b) => (a.measure!.waves[0]! < b.measure!.waves[0]! ? -1 : 1));
    const [first, last] = [dated[0], dated.at(-1)];
    return first && last && first.measure!.waves[0] !== last.measure!.waves[0] ? test(last, first) : "open";
  };

/** An order or a change of the figures that a claim names. */
const ordered: Readonly<Record<Relation, Between>> = {
  "=": compareAll(same),
  ">": compareAll(over),
  "<": compareAll((first, other) => over(other, first)),
  first: compareAll(over),
  up: ends(over),
  down: ends((last, first) => over(first, last)),
  stable: ends(same),
};

function between(relation: Relation, said: Published | undefined, readings: readonly Reading[]): Standing {
  if (!said) return ordered[relation](readings);
  return readings.length === 0 ? "open" : together(readings.map((own) => valued[relation](said, own)));
}

/** Several comparisons at once: one that fails decides, and so does one that is open where none fails. */
const together = (standings: readonly Standing[]): Standing =>
  (["fails", "open", "rounded"] as const).find((standing) => standings.includes(standing)) ?? "holds";
