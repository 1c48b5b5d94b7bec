import { type ForestLine, type ForestPanel, forest } from "../charts/forest.ts";
import { ratios } from "../models/fit/families.ts";
import { interceptName } from "../models/formula/coding.ts";
import { hasRatio, ratioOf } from "../models/results/terms.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import { type Language, titled } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { intervalTitle } from "./designNote.ts";
import { formatInterval } from "./format.ts";
import { labelsOf } from "./modelLabels.ts";
import { type ModelResults, modelKind, outcomeTitle } from "./modelReport.ts";
import { ratioDecimals } from "./modelTables.ts";
import { decimalsFor } from "./tidy.ts";

/** The forest plot of one model, or of several side by side, as SVG; `notice` says what data it is made from. */
export async function renderForest(
  models: readonly ModelResults[],
  notice: string,
  codebook: Codebook,
  language: Language,
): Promise<string> {
  const [{ model }] = models as [ModelResults];
  const ratio = hasRatio(model.link);
  const name = say(ratio ? ratios[model.link]! : "coefficient", language);
  const kind = modelKind(model, language);
  const title = models.length === 1 ? titled(kind, outcomeTitle(model, codebook, language), language) : kind;
  const sizes = models.map((results) => formatNumber(results.model.n, 0, language));
  const specification = forest(
    models.map((results) => panelOf(results, codebook, language)),
    { title: name, ratio },
    {
      title,
      subtitle: [
        notice,
        `${name[0]!.toUpperCase()}${name.slice(1)}, ${intervalTitle(model.request.level, language)}${language === "fr" ? " ; " : "; "}n = ${[...new Set(sizes)].join(", ")}.`,
      ],
    },
  );
  const { renderSvg } = await import("../charts/render.ts");
  return renderSvg(specification);
}

function panelOf(results: ModelResults, codebook: Codebook, language: Language): ForestPanel {
  const { model, terms } = results;
  const labels = labelsOf(model, codebook, language);
  const ratio = hasRatio(model.link);
  let heading = "";
  const lines = terms
    .filter(({ variable, role }) => variable !== interceptName && role !== "aliased")
    .flatMap(({ variable, level, role, comparison }): ForestLine[] => {
      const none = { estimate: null, low: null, high: null, text: "" };
      const head: ForestLine[] =
        variable === heading || level === ""
          ? []
          : [{ label: labels.variable(variable), kind: "heading", inGroup: false, ...none }];
      heading = variable;
      const inGroup = level !== "";
      const label = level === "" ? labels.variable(variable) : labels.level(variable, level);
      if (!comparison)
        return [
          ...head,
          {
            label,
            kind: "reference",
            inGroup,
            ...none,
            estimate: ratio ? 1 : 0,
            text: say(role as "reference", language),
          },
        ];
      const own = ratioOf(model.link, comparison);
      const numbers = ratio
        ? { estimate: own.exp, low: own.exp_low, high: own.exp_high }
        : { estimate: comparison.estimate, low: comparison.low, high: comparison.high };
      const decimals = ratio
        ? ratioDecimals(own.exp, comparison.se)
        : Math.max(2, decimalsFor([comparison.se ?? 0]));
      const text = `${formatNumber(numbers.estimate!, decimals, language)} ${formatInterval(numbers.low, numbers.high, decimals, language)}`;
      return [...head, { label, kind: "estimate", inGroup, ...numbers, text }];
    });
  return { title: outcomeTitle(model, codebook, language), lines };
}
