import type { TopLevelSpec } from "vega-lite";
import { histogram } from "../charts/histogram.ts";
import type { Label } from "../text/language.ts";
import { ratioAxis } from "../text/messages/weightNotes.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";

export interface RatioCaption {
  readonly title: Label;
  /** What data they are of. */
  readonly notice: Label;
  /** Whether the weights before were multiplied first, so that they add up to the population. */
  readonly scaled: boolean;
}

/** The histogram of the ratios of weights after to weights before. */
export const ratioChart = (
  ratios: Float64Array,
  { title, notice, scaled }: RatioCaption,
  { say, language }: Reader,
): TopLevelSpec =>
  histogram(
    Array.from(ratios),
    { value: say(ratioAxis(scaled)), count: say(words.rowsCount) },
    { language, title: say(title), subtitle: [say(notice)] },
  );
