import { fileURLToPath } from "node:url";
import type { OutcomeTable } from "./analyses/outcomes.ts";
import type { ProtectedTables } from "./disclosure/protectedTables.ts";
import type { DisclosureControl } from "./figures/disclosureControl.ts";
import type { DatasetDescription } from "./sources/datasets/description.ts";
import type { CategoricalVariable } from "./sources/tables/codebook.ts";
import type { CodeArray } from "./sources/tables/factor.ts";
import { factorColumn as columnOfCodes, type TypedColumn } from "./sources/tables/typedColumn.ts";
import { embeddedDataset as embeddedIn, findDataset } from "./study/dataset.ts";
import { type OpenStudy, openStudy as openStudyIn } from "./study/openStudy.ts";
import { InputError } from "./text/errors.ts";
import { noSuchCode } from "./text/messages/datasets.ts";

export { type CrosstabRequest, type CrosstabResult, crosstab } from "./analyses/crosstab.ts";
export { describe, type VariableSummary } from "./analyses/describe.ts";
export { type EstimateRequest, type EstimateResult, estimate, type Statistic } from "./analyses/estimate.ts";
export type { DifferenceRow, EstimateRow } from "./analyses/estimateRow.ts";
export { type ModelResults, model, type OutcomeModel } from "./analyses/model.ts";
export type { ModelRequest } from "./analyses/modelRequest.ts";
export {
  type Outcome,
  type OutcomesRequest,
  type OutcomeTable,
  tabulateOutcome,
} from "./analyses/outcomes.ts";
export {
  type StepName,
  type StepRequests,
  type StepResults,
  weighting,
} from "./analyses/weights/steps.ts";
export type { ProtectedTables } from "./disclosure/protectedTables.ts";
export type { DisclosureControl } from "./figures/disclosureControl.ts";
export { type FigureResult, type Reproduction, reproduce } from "./figures/reproduce.ts";
export type { Refusal } from "./models/fit/refusals.ts";
export { type CalibrationSource, calibrated } from "./samples/calibrated.ts";
export { completeCases } from "./samples/completeCases.ts";
export { type ReplicateSource, replicated, replicatedByDesign } from "./samples/replicated.ts";
export { type NewWeights, reweighted } from "./samples/reweighted.ts";
export type { Sample } from "./samples/sample.ts";
export { type DatasetRequest, sampleOfDataset } from "./samples/sampleOfDataset.ts";
export { type FileRequest, sampleOfFile } from "./samples/sampleOfFile.ts";
export { sampleOfTable, type TableRequest } from "./samples/sampleOfTable.ts";
export type { Dataset } from "./sources/datasets/dataset.ts";
export type { DatasetDescription } from "./sources/datasets/description.ts";
export type { FileTable } from "./sources/files/fileTable.ts";
export { readFileTable } from "./sources/files/readFileTable.ts";
export type { CategoricalVariable, Codebook, NumericVariable, Variable } from "./sources/tables/codebook.ts";
export { Table, tableOf } from "./sources/tables/table.ts";
export { numberColumn, type TypedColumn } from "./sources/tables/typedColumn.ts";
export type { OpenStudy } from "./study/openStudy.ts";
export type { DesignPart, Study } from "./study/study.ts";
export { InputError, InputErrors } from "./text/errors.ts";
export type { Label } from "./text/language.ts";
export { marginsIn } from "./weights/marginFiles.ts";
export type { Margin } from "./weights/margins.ts";

const dataFolder = fileURLToPath(new URL("../data", import.meta.url));

/**
 * A categorical variable's column over the codes of its levels, from 0, and −1 where the answer is missing. The codes are not copied.
 * Throws for a code that is none.
 */
export function factorColumn(variable: CategoricalVariable, codes: CodeArray): TypedColumn {
  const { name, levels } = variable;
  const row = codes.findIndex((code) => code < -1 || code >= levels.length);
  if (row >= 0)
    throw new InputError(noSuchCode(levels.length), { variable: name, row: row + 1 }, { value: codes[row] });
  return columnOfCodes(variable, codes);
}

/** An embedded dataset, which is synthetic, by its id. Throws where there is none of that id. */
export const embeddedDataset = (id: string): DatasetDescription => embeddedIn(dataFolder, id);

/**
 * The dataset that a path leads to: a folder with a dataset.yaml, or such a file. Throws where there is none, and for what is
 * wrong in it.
 */
export const declaredDataset = (path: string): DatasetDescription => findDataset(path, dataFolder, "");

/**
 * A study by its id with the rows to recompute it from: those of the embedded synthetic panel, or of the
 * data that a path leads to. `reproduce(study, dataset)` then compares it with the publication; with a list of design parts
 * it has a second variance beside the default.
 */
export const openStudy = (id: string, data?: string, workbook?: string): Promise<OpenStudy> =>
  openStudyIn(id, dataFolder, { data, workbook });

/**
 * What `reproduce` has to withhold of a study so that no reader can tell of fewer than `least` respondents: its last argument. Throws
 * where nothing protects them.
 */
export async function disclosureControl(
  { study, dataset, workbook }: OpenStudy,
  least: number,
): Promise<DisclosureControl> {
  const [{ controlDisclosure }, highs] = await Promise.all([
    import("./figures/controlDisclosure.ts"),
    loadSolverOfTables(),
  ]);
  return controlDisclosure(study, dataset, workbook, least, highs);
}

/**
 * Cross-tabs of a sample, by the same groups, without the cells from which a reader could tell of fewer than `least` respondents: their rows
 * are `withheld`. Throws where nothing protects them.
 */
export async function protectedTables(
  tables: readonly OutcomeTable[],
  least: number,
): Promise<ProtectedTables> {
  const [{ protectTables }, highs] = await Promise.all([
    import("./disclosure/protectTables.ts"),
    loadSolverOfTables(),
  ]);
  return protectTables(tables, least, highs);
}

const loadSolverOfTables = async () => (await import("./coherence/highs.ts")).loadHighs();
