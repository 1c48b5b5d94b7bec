import type { DatasetDescription } from "../../sources/datasets/description.ts";
import type { Answers } from "./answers.ts";
import type { UnitsByTable } from "./population.ts";
import type { Respondent } from "./tune.ts";

/** One row of a synthetic wave. */
export interface SyntheticRow {
  readonly key: string;
  readonly answers: Answers;
  readonly weight: number;
}

/** A synthetic panel: the rows of each wave, and the units of each context table. */
export interface SyntheticPanel {
  /** Whether the population is that of maximum entropy, and none that is declared. */
  readonly byEntropy: boolean;
  readonly waves: ReadonlyMap<string, readonly SyntheticRow[]>;
  readonly units: UnitsByTable;
}

/** The panel of respondents and units. */
export function panelOf(
  description: DatasetDescription,
  respondents: readonly Respondent[],
  units: UnitsByTable,
  byEntropy: boolean,
): SyntheticPanel {
  return {
    byEntropy,
    waves: new Map(description.waves.map(({ name }) => [name, rowsOf(respondents, name)])),
    units,
  };
}

/** The rows of a wave; a respondent has the same key in every wave. */
function rowsOf(respondents: readonly Respondent[], wave: string): SyntheticRow[] {
  return respondents.flatMap(({ answers, weights }, at) => {
    const own = answers.get(wave);
    return own ? [{ key: String(10_001 + at), answers: own, weight: weights.get(wave)! }] : [];
  });
}
