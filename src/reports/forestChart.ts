import type { ModelResults } from "../analyses/model.ts";
import { type ForestLine, type ForestPanel, forest } from "../charts/forest.ts";
import type { FittedModel } from "../models/fit/model.ts";
import { interceptName } from "../models/formula/coding.ts";
import { hasRatio, ratioOf, type Term } from "../models/results/terms.ts";
import type { Sample } from "../samples/sample.ts";
import { forestCaption, modelTitles, titledLabel } from "../text/messages/modelTitles.ts";
import type { Reader } from "../text/reader.ts";
import { dataLine } from "./dataLines.ts";
import { interval } from "./formats/blocks.ts";
import { labelsOf } from "./modelLabels.ts";
import { modelKind, outcomeTitle } from "./modelReport.ts";
import { decimalsFor, intervalTitle } from "./tables/estimateColumns.ts";
import { ratioDecimals, ratioTitle } from "./tables/ratioColumns.ts";

/** The forest plot of one model, or of several side by side, as SVG; it says what data it is made from. */
export async function renderForest(
  models: readonly Pick<ModelResults, "model" | "terms">[],
  { origin }: Pick<Sample, "origin">,
  reader: Reader,
): Promise<string> {
  const [{ model }] = models as [ModelResults];
  const name = ratioTitle(model) ?? modelTitles.coefficient;
  const kind = modelKind(model);
  const sizes = models.map((own) => own.model.n);
  const specification = forest(
    models.map(({ model: own, terms }) => panelOf(own, terms, reader)),
    { title: reader.say(name), ratio: hasRatio(model.link) },
    {
      title: reader.say(models.length === 1 ? titledLabel(kind, outcomeTitle(model)) : kind),
      subtitle: [
        reader.say(dataLine(origin)),
        reader.say(forestCaption(name, intervalTitle(model.request.level), sizes)),
      ],
    },
  );
  const { renderSvg } = await import("../charts/render.ts");
  return renderSvg(specification);
}

function panelOf(model: FittedModel, terms: readonly Term[], reader: Reader): ForestPanel {
  const labels = labelsOf(model);
  const shown = terms.filter(({ variable, role }) => variable !== interceptName && role !== "aliased");
  const lines = shown.flatMap((term, at): ForestLine[] => {
    const { variable, level } = term;
    const inGroup = level !== "";
    const name = reader.say(labels.variable(variable));
    const isNew = inGroup && shown[at - 1]?.variable !== variable;
    return [
      ...(isNew ? [{ label: name, kind: "heading" as const, inGroup: false, ...nothing }] : []),
      {
        label: inGroup ? reader.say(labels.level(variable, level)) : name,
        kind: term.role === "reference" ? "reference" : "estimate",
        inGroup,
        ...drawn(term, model.link, reader),
      },
    ];
  });
  return { title: reader.say(outcomeTitle(model)), lines };
}

const nothing = { estimate: null, low: null, high: null, text: "" };

/** What is drawn of a term, and the text beside it. */
function drawn(term: Term, link: FittedModel["link"], reader: Reader) {
  const isRatio = hasRatio(link);
  if (term.role === "reference")
    return { ...nothing, estimate: isRatio ? 1 : 0, text: reader.say(modelTitles.reference) };
  const { exp, exp_low, exp_high } = ratioOf(link, term);
  const { estimate, low, high } = isRatio ? { estimate: exp, low: exp_low, high: exp_high } : term;
  const decimals = isRatio ? ratioDecimals(link, term) : Math.max(2, decimalsFor([term.se]));
  const text = `${reader.number(estimate!, decimals)} ${interval(low, high, decimals, reader)}`;
  return { estimate, low, high, text };
}
