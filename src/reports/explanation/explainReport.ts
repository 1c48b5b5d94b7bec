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

/** A figure, finding or model of a study with all that explains it. */
export function explainReport(explained: Explained): Report {
  const { kind, id, whole, reproduction } = explained;
  const { title, results, told, sections, code, notes } = explanations[kind](explained);
  const table = explanationTable(told);
  return {
    origin: reproduction && originOf(reproduction.dataset),
    title,
    request: { command: "explain", study: whole.id, kind, id },
    main: results ?? table,
    sections: [...(results ? [table] : []), ...sections],
    code,
    notes,
  };
}
