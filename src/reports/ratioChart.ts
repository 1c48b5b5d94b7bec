import { histogram } from "../charts/histogram.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";

/** The histogram of the ratios of weights after to weights before, as SVG; `notice` says what data they are of. */
export async function renderRatios(
  ratios: readonly number[],
  title: string,
  notice: string,
  language: Language,
): Promise<string> {
  const { renderSvg } = await import("../charts/render.ts");
  return renderSvg(
    histogram(
      ratios,
      {
        value:
          language === "fr"
            ? "rapport du poids après au poids avant"
            : "ratio of the weight after to the weight before",
        count: say("rowsCount", language),
        point: language === "fr" ? "," : ".",
      },
      { title, subtitle: [notice] },
    ),
  );
}
