import {
  type Change,
  compareInputs,
  compareResults,
  type ResultComparison,
} from "../analyses/compareResults.ts";
import { comparisonReport } from "../reports/comparisonReport.ts";
import { type Check, checkFormats, renderChecks } from "../reports/formats/checks.ts";
import type { ReportFormat } from "../reports/formats/renderReport.ts";
import { type RunResults, readResults, resultsIn } from "../sources/results/resultFiles.ts";
import { InputError } from "../text/errors.ts";
import {
  changeKinds,
  changesFound,
  comparedValues,
  inputsDiffer,
  nothingInCommon,
} from "../text/messages/comparisons.ts";
import { type Reader, readerOf } from "../text/reader.ts";
import { checkName, formatOf, type OutputOptions, openFor, putFiles, putReport } from "./output.ts";
import { standardInput } from "./standardInput.ts";
import { tell } from "./tell.ts";

interface Options extends Omit<OutputOptions, "format"> {
  readonly format?: ReportFormat | (typeof checkFormats)[number];
  readonly tolerance: number;
}

/** `panel compare`: what has changed between two runs; returns 1 where something has. */
export async function compareCommand(before: string, after: string, options: Options): Promise<number> {
  const { tolerance, out, lang } = options;
  const reader = readerOf(lang);
  const format = checkFormats.find((own) => own === options.format);
  if (format) checkName(format, out);
  else formatOf({ ...options, format: options.format as ReportFormat });
  const [first, second] = await openFor([out], () => Promise.all([before, after].map(resultsOf)));
  refuseUnlike(first!, second!);
  const comparison = compareResults(first!.tables, second!.tables, tolerance);
  const inputs = compareInputs(first!.inputs, second!.inputs);
  if (format) {
    const { changes, compared, records } = comparison;
    const verdict = reader.say(comparedValues(changes.length, compared, records.length, tolerance));
    const content = renderChecks[format](checksOf(comparison, reader), reader.say(changesFound), verdict);
    if (out === undefined) process.stdout.write(content);
    else await putFiles([{ file: out, content }]);
    if (inputs.length > 0) tell(inputsDiffer(inputs.map(({ name }) => name)));
  } else {
    const report = comparisonReport(comparison, inputs, { command: "compare", before, after, tolerance });
    await putReport(report, { ...options, format: options.format as ReportFormat });
  }
  return comparison.changes.length === 0 ? 0 : 1;
}

const resultsOf = async (path: string) =>
  path === "-" ? resultsIn(await standardInput()) : readResults(path);

/** Throws where the two have no table in common, such as a document and a folder: all would be new, and all gone. */
function refuseUnlike(first: RunResults, second: RunResults): void {
  const names = ({ tables }: RunResults) =>
    tables.flatMap(({ name, records }) => (records.size > 0 ? name : []));
  const known = new Set(names(first));
  if (!names(second).some((name) => known.has(name))) throw new InputError(nothingInCommon);
}

/** A check for each record: it fails where one of its values has changed. */
const checksOf = ({ records }: ResultComparison, reader: Reader): Check[] =>
  records.map(({ table, record, changes }) => ({
    suite: table === "" ? "document" : table,
    name: record,
    failure: changes.length === 0 ? undefined : changes.map((change) => toldOf(change, reader)).join("; "),
  }));

function toldOf({ kind, field, before, after }: Change, { say }: Reader): string {
  const name = field === null ? "" : `${field} `;
  return kind === "changed" ? `${name}${before} → ${after}` : `${name}${say(changeKinds[kind])}`;
}
