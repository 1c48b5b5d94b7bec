import type { TopLevelSpec } from "vega-lite";
import type { WeightChange } from "../analyses/weights/change.ts";
import { histogram } from "../charts/histogram.ts";
import { type Bin, binsOf } from "../numerics/bins.ts";
import { ratioAxis } from "../text/messages/weightNotes.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import type { ChartSubject } from "./report.ts";

/** The ratios of weights after to weights before, counted in bins. */
export interface RatioBins {
  /** What the weights before were multiplied by at first, so that they add up to the population. */
  readonly scale: number;
  readonly bins: readonly Bin[];
}

const mostBins = 40;

/** None where no weights before are known. */
export const ratioBins = ({ scale, ratios }: WeightChange): RatioBins | null =>
  ratios.length === 0 ? null : { scale, bins: binsOf(ratios, mostBins) };

/** Whether the weights before were multiplied first, but for rounding. */
export const isScaled = ({ scale }: Pick<WeightChange, "scale">): boolean => Math.abs(scale - 1) > 1e-12;

/** The histogram of the ratios of weights after to weights before. */
export const ratioChart = (
  ratios: RatioBins,
  { title, notice }: Pick<ChartSubject, "title" | "notice">,
  { say, language }: Reader,
): TopLevelSpec =>
  histogram(
    ratios.bins,
    { value: say(ratioAxis(isScaled(ratios))), count: say(words.rowsCount) },
    { language, title: say(title), subtitle: [say(notice)] },
  );
