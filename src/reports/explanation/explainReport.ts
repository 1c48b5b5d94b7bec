import { standingOf } from "../../coherence/standing.ts";
import { originOf } from "../../samples/sampleOfDataset.ts";
import type { PartKind } from "../../study/part.ts";
import type { Report } from "../report.ts";
import { type Explained, type Explanation, explanationTable } from "./explanation.ts";
import { figureExplanation } from "./figure.ts";
import { findingExplanation } from "./finding.ts";
import { modelExplanation } from "./model.ts";

const explanations: Readonly<Record<PartKind, (explained: Explained) => Explanation>> = {
  figure: figureExplanation,
  finding: findingExplanation,
  model: modelExplanation,
};

/** What the published figures of other quantities leave of a figure. */
function boundsFact({ study: { figures }, others: { bounds, leftOut } }: Explained): object | undefined {
  if (!bounds) return undefined;
  const { low, high } = bounds;
  return { bounds: { low, high, standing: standingOf(figures[0]!, bounds), leftOut } };
}

/** A figure, finding or model of a study with all that explains it. */
export function explainReport(explained: Explained): Report {
  const { kind, id, whole, reproduction } = explained;
  const { title, results, told, sections, code, notes } = explanations[kind](explained);
  const table = explanationTable(told);
  return {
    origin: reproduction && originOf(reproduction.dataset),
    title,
    facts: boundsFact(explained),
    request: { command: "explain", study: whole.id, kind, id },
    main: results ?? table,
    sections: [...(results ? [table] : []), ...sections],
    code,
    notes,
  };
}
