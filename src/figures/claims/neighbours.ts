import type { Range } from "../../numerics/ranges.ts";
import type { Figure } from "../../study/figures.ts";
import type { Registry } from "../../study/registry.ts";
import type { Study } from "../../study/study.ts";
import { classesWithin } from "./bounds.ts";
import { isSame, type Reading, shelfOf } from "./published.ts";

/** How a published figure bounds another: it prints the same quantity, that of all others, or that of a class of its base. */
export const boundKinds = ["same", "others", "class"] as const;

export interface Neighbour {
  readonly kind: (typeof boundKinds)[number];
  readonly reading: Reading;
  /** Of a class, the variable that it is a class of. */
  readonly variable?: string | undefined;
}

/** The published figures that bound another, and what all of them allow for it. */
export interface Neighbours {
  readonly figures: readonly Neighbour[];
  /** Undefined where none bounds it; its low is above its high where some contradict others. */
  readonly allowed: Range | undefined;
}

/** What other published figures, of all studies of a registry, tell of a figure's value. */
export function neighboursOf({ id, measured }: Figure, study: Study, registry: Registry): Neighbours {
  if (!measured) return { figures: [], allowed: undefined };
  const shelf = shelfOf(registry);
  const measure = shelf.measuring.measureOf({ ...measured, waves: [measured.wave] });
  const alike = shelf.readings.filter((own) => own.measure && isSame(measure, own.measure));
  const others = shelf.readings.filter((own) => !alike.includes(own));
  const classes = classesWithin(measure, { ...shelf, readings: others });
  const printed = alike.filter(({ registered }) => registered.key !== `${study.id}:${id}`);
  const figures: Neighbour[] = [
    ...printed.map((reading) => ({
      kind: reading.complement ? ("others" as const) : ("same" as const),
      reading,
    })),
    ...classes.flatMap(({ variable, readings }) =>
      readings.map((reading) => ({ kind: "class" as const, reading, variable })),
    ),
  ];
  const ranges: readonly Range[] = [...printed, ...classes];
  return {
    figures,
    allowed:
      ranges.length === 0
        ? undefined
        : {
            low: Math.max(...ranges.map(({ low }) => low)),
            high: Math.min(...ranges.map(({ high }) => high)),
          },
  };
}
