import type { Range } from "../../numerics/ranges.ts";
import type { Claim } from "../../study/claims.ts";
import { acceptedRange } from "../../study/figures.ts";
import type { Registered, Registry } from "../../study/registry.ts";
import { differences, type Measure, type Measuring, measuring } from "./measure.ts";

/** A published figure as it is read beside a claim: as it stands, or as the percentage of all others. */
export interface Reading extends Range {
  readonly registered: Registered;
  readonly measure?: Measure | undefined;
  readonly complement: boolean;
  /** The number as it is printed; undefined where words stand for an interval. */
  readonly value?: number | undefined;
  /** The number, or the middle of the interval. */
  readonly middle: number;
}

/** The registry's figures as claims are compared with them. */
export interface Shelf {
  readonly measuring: Measuring;
  readonly readings: readonly Reading[];
  /** The measure of a claim; undefined of one that claims none. */
  readonly claimedBy: (claim: Claim) => Measure | undefined;
  /** The figures that a claim names, as they stand. */
  readonly named: (claim: Claim) => readonly Reading[];
}

export function shelfOf({ declaration, figures }: Registry): Shelf {
  const own = measuring(declaration);
  const readings = [...figures.values()].flatMap((registered) => {
    const { measured } = registered.figure;
    const measure = measured && own.measureOf({ ...measured, waves: [measured.wave] });
    const others = measure && own.complementOf(measure);
    return [reading(registered, measure), ...(others ? [reading(registered, others, true)] : [])];
  });
  return {
    measuring: own,
    readings,
    claimedBy: ({ claimed }) => claimed && own.measureOf(claimed),
    named: ({ about }) => about.map((key) => readings.find(({ registered }) => registered.key === key)!),
  };
}

function reading(registered: Registered, measure: Measure | undefined, complement = false): Reading {
  const { published } = registered.figure;
  const of = (value: number) => (complement ? 100 - value : value);
  const { low, high } = acceptedRange(published);
  const value = published.value === undefined ? undefined : of(published.value);
  return {
    registered,
    measure,
    complement,
    value,
    low: of(complement ? high : low),
    high: of(complement ? low : high),
    middle: value ?? of((low + high) / 2),
  };
}

/** The narrowest of the figures that measure exactly what is claimed: several may print it, some in words. */
export function publishedOf(claimed: Measure, { readings }: Shelf): Reading | undefined {
  return readings
    .filter(({ measure }) => measure && isSame(claimed, measure))
    .reduce<Reading | undefined>(
      (best, next) => (best && width(best) <= width(next) ? best : next),
      undefined,
    );
}

export const isSame = (claimed: Measure, other: Measure) =>
  claimed.statistic === other.statistic && differences(claimed, other).length === 0;

const width = ({ low, high }: Range) => high - low;
