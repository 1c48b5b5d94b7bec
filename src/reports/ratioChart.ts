import { histogram } from "../charts/histogram.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";

export interface RatioCaption {
  readonly title: string;
  readonly notice: string;
  /** Whether the weights before were multiplied first, so that they add up to the population. */
  readonly scaled: boolean;
}

/** The histogram of the ratios of weights after to weights before, as SVG; `notice` says what data they are of. */
export async function renderRatios(
  ratios: readonly number[],
  { title, notice, scaled }: RatioCaption,
  language: Language,
): Promise<string> {
  const { renderSvg } = await import("../charts/render.ts");
  return renderSvg(
    histogram(
      ratios,
      {
        value:
          language === "fr"
            ? `rapport de poids (poids final / poids initial${scaled ? " mis à l'échelle" : ""})`
            : `ratio of the weight after to the weight before${scaled ? ", as scaled" : ""}`,
        count: say("rowsCount", language),
        point: language === "fr" ? "," : ".",
      },
      { title, subtitle: [notice] },
    ),
  );
}
