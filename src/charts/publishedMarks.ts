import { drawnAs, type Entry, pixels } from "./page.ts";
import { ink } from "./style.ts";

/** What is published: a number with what rounds to it, or only the interval where the number is null. */
export interface PublishedValue {
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}

const diamond = { shape: "diamond", fill: "white", stroke: ink, size: 62 } as const;

/** At a height in pixels. */
interface Place extends PublishedValue {
  readonly y: number;
}

type Channel = (field: string) => object;

/** Pale bands for published intervals, which go below what must stay in sight. */
export const publishedBands = (places: readonly Place[], x: Channel): object => ({
  data: { values: places.filter(({ value }) => value === null) },
  mark: {
    ...{ type: "bar", orient: "horizontal", height: 9 },
    ...{ fill: "white", fillOpacity: 0.7, stroke: ink, strokeWidth: 1.2 },
  },
  encoding: { y: pixels("y"), x: x("low"), x2: { field: "high" } },
});

/** Diamonds for published numbers. */
export const publishedNumbers = (
  places: readonly Place[],
  x: Channel,
  size: number = diamond.size,
): object => ({
  data: {
    values: places.filter(({ value }) => value !== null).map((own) => ({ ...diamond, ...own, size })),
  },
  mark: { type: "point", opacity: 1, strokeWidth: 1.2 },
  encoding: { y: pixels("y"), x: x("value"), ...drawnAs },
});

/** The legend's entry of the numbers, where there are any; a note tells of bands. */
export const publishedEntry = (places: readonly PublishedValue[], text: string): Entry[] =>
  places.some(({ value }) => value !== null) ? [{ text, ...diamond }] : [];
