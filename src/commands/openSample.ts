import type { Opened, Sample, SampleNotice } from "../samples/sample.ts";
import { isDeclaration, openWaves, sampleOfDataset, wavesOf } from "../samples/sampleOfDataset.ts";
import { type Grouping, openColumns, openFile, sampleOfFile } from "../samples/sampleOfFile.ts";
import { definitionsOf, parseDerivations, variablesOfSelection } from "../samples/selection.ts";
import { suspectedCodes } from "../samples/suspectedCodes.ts";
import type { VarianceRequest } from "../samples/varianceRequest.ts";
import { readDataset } from "../sources/datasets/dataset.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { isInDatabase } from "../sources/engines/sources.ts";
import type { DayOrder } from "../sources/expressions/dates.ts";
import { type CodingRequest, codingSaid } from "../sources/files/codingRequest.ts";
import type { DecimalMark } from "../sources/files/decimalMark.ts";
import type { ColumnChoice } from "../sources/files/fileTable.ts";
import { saidOf, type TableChoice } from "../sources/files/tableChoice.ts";
import { RowsNeeded } from "../sources/tables/aggregates.ts";
import type { LonelyRule } from "../survey/design.ts";
import type { Freedom, MissingRule } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import { codesSuspected } from "../text/messages/codings.ts";
import {
  declaredDesign,
  declaredVariables,
  definitionsUnused,
  moreNotices,
  noData,
  notices,
  noWaves,
  twoData,
} from "../text/messages/flags.ts";
import { replicatesMade } from "../text/messages/weightNotes.ts";
import { progressBar } from "./progress.ts";
import { messageLanguage, tell } from "./tell.ts";
import {
  type DesignOptions,
  flagOf,
  type VarianceOptions,
  varianceFlags,
  varianceOf,
} from "./varianceFlags.ts";

/** Which rows, and their sampling design, as the command line says. */
export interface SampleOptions extends VarianceOptions, DesignOptions, TableChoice, CodingRequest {
  readonly data?: string;
  readonly decimal?: DecimalMark;
  readonly na?: readonly string[];
  readonly dates?: DayOrder;
  readonly dataset?: string;
  readonly wave?: readonly string[];
  readonly lonelyPsu?: LonelyRule;
  readonly where?: readonly string[];
  readonly derive?: readonly string[];
  readonly df?: Freedom;
  readonly missing?: MissingRule | "as-level";
}

/** Opens the sample that options name. */
export type OpenSample = (
  options: SampleOptions,
  variables: readonly string[] | ColumnChoice,
  dataFolder: string,
  grouped?: Grouping,
) => Promise<Sample>;

/**
 * Of a file only what is needed for some variables is read, and of a database or a large text groups of rows where these do. Prints the
 * notices of the sample.
 */
export const openSample: OpenSample = async (...asked) => {
  const sample = await untold(...asked);
  tellNotices(sample.notices);
  const [options, variables] = asked;
  if (typeof variables === "function") return sample;
  const unused = unusedDefinitions(options, variables);
  if (unused.length > 0) tell(definitionsUnused(unused));
  for (const { variable, codes } of suspectedCodes(sample.table, variables))
    tell(codesSuspected(variable, codes, sample.file === undefined));
  return sample;
};

/** The names of derived variables that neither an analysis of some variables nor its design and conditions are about. */
function unusedDefinitions(options: SampleOptions, variables: readonly string[]): string[] {
  const { derive = [], where = [], weight, strata = [], cluster, fpc, calibrated, baseWeight } = options;
  // Margins may be about any of them.
  if (derive.length === 0 || calibrated !== undefined) return [];
  const design = [weight, ...strata, cluster, fpc, baseWeight].filter((name) => name !== undefined);
  const needed = definitionsOf([...variables, ...design, ...variablesOfSelection([], where)], derive);
  return parseDerivations(derive.filter((text) => !needed.includes(text))).map(({ name }) => name);
}

/**
 * What is made of samples; where a row is to be told of which groups do not tell, all is made again of rows, whose notices have been
 * printed.
 */
export async function withGroups<Result>(work: (open: OpenSample) => Promise<Result>): Promise<Result> {
  try {
    return await work(openSample);
  } catch (error) {
    if (!(error instanceof RowsNeeded)) throw error;
    return work((options, variables, dataFolder) => untold(options, variables, dataFolder, false));
  }
}

const untold: OpenSample = async (options, variables, dataFolder, grouped = true) => {
  const description = await declarationOf(options, dataFolder);
  const { lonelyPsu: lonely, wave: waves, where, derive, calibrated } = options;
  const unweighted = options.missing === "delete" ? "deleted" : "refused";
  if (description)
    return sampleOfDataset(description, { waves, lonely, where, derive, calibrated: calibrated === true });
  const variance = shownVariance(options);
  return sampleOfFile(options.data!, { ...options, variables, lonely, unweighted, variance, grouped });
};

/** The sample for an analysis of some variables: rows without an answer are deleted where that is asked for. */
export async function sampleFor(
  variables: readonly string[],
  sample: Sample,
  { missing }: Pick<SampleOptions, "missing">,
): Promise<Sample> {
  if (missing !== "delete") return sample;
  const { completeCases } = await import("../samples/completeCases.ts");
  return completeCases(sample, variables);
}

/** What variances shall rest on; replicates that are made show how far they are. */
function shownVariance(options: SampleOptions): VarianceRequest | undefined {
  const request = varianceOf(options);
  if (request?.kind !== "made") return request;
  return { ...request, progress: progressBar(replicatesMade[messageLanguage()]) };
}

/** The data that the options name with all their variables, without a design: of a database a table for each of them. */
export async function openTables(options: SampleOptions, dataFolder: string): Promise<readonly Opened[]> {
  const description = await declarationOf(options, dataFolder);
  if (!description) {
    const { decimal, na, dates, memory } = options;
    const said = { ...saidOf(options), ...codingSaid(options) };
    const own = { ...said, decimal, na, dates, memory };
    if (isInDatabase(options.data!, options)) {
      const columns = await openColumns(options.data!, own);
      tellNotices(
        columns.flatMap(({ file }, at) =>
          file.notes.filter((note) =>
            note.kind === "connection" ? at === 0 : "column" in note && note.column,
          ),
        ),
      );
      return columns;
    }
    const opened = await openFile(options.data!, own);
    tellNotices(opened.file.notes);
    return [opened];
  }
  const dataset = await readDataset(description);
  return [openWaves(dataset, wavesOf(dataset, options.wave))];
}

/** A file of many columns is no reason for many lines. */
const mostNotices = 20;

/** Says what a reader should know before the results. */
export function tellNotices(given: readonly SampleNotice[]): void {
  for (const notice of given.slice(0, mostNotices)) tell(notices[notice.kind](notice as never));
  if (given.length > mostNotices) tell(moreNotices(given.length - mostNotices));
}

/** What was asked of the data and their design, for JSON. */
export function describeRequest({ file, selection: { where, derive }, names, waves, design }: Sample) {
  const { weight = null, strata, cluster = null, fpc = null, calibrated, replicates } = names;
  return {
    ...file?.standing.said,
    ...file?.coding,
    where,
    derive,
    waves,
    weight,
    strata,
    cluster,
    fpc,
    ...(calibrated && { calibrated }),
    ...(replicates && { replicates }),
    lonelyPsu: design.lonely,
  };
}

const codingFlags = ["missingCode", "levels", "labels"] as const;

const designFlags = [
  ...(["sheet", "range", "skip", "header", "encoding", "catalog", "decimal", "na", "dates"] as const),
  ...(["engine", "memory", "database", "table"] as const),
  ...(["weight", "strata", "cluster", "fpc"] as const),
  ...varianceFlags,
] as const;

/** The declaration of a dataset, where the options name one; undefined where they name a plain file. */
async function declarationOf(
  options: SampleOptions,
  dataFolder: string,
): Promise<DatasetDescription | undefined> {
  const { data, dataset } = options;
  const declared = data === undefined || (options.database === undefined && isDeclaration(data));
  if (data !== undefined && dataset === undefined && !declared) {
    if (options.wave !== undefined) throw new InputError(noWaves);
    return undefined;
  }
  // Plain files do without the libraries that read declarations.
  const { embeddedDataset, embeddedDatasets, findDataset } = await import("../study/dataset.ts");
  const known = embeddedDatasets(dataFolder);
  if ((data === undefined) === (dataset === undefined))
    throw new InputError((data === undefined ? noData : twoData)(known[0]!));
  const coding = codingFlags.find((flag) => options[flag] !== undefined);
  if (coding) throw new InputError(declaredVariables(flagOf(coding)));
  // Which margins there are is declared, too.
  const foreign = designFlags.find(
    (flag) => options[flag] !== undefined && !(flag === "calibrated" && options[flag] === true),
  );
  if (foreign) throw new InputError(declaredDesign(flagOf(foreign)));
  if (data !== undefined) return findDataset(data, dataFolder, "");
  return embeddedDataset(dataFolder, dataset!);
}
