import {
  type Change,
  compareInputs,
  compareResults,
  type ResultComparison,
} from "../analyses/compareResults.ts";
import { comparisonReport } from "../reports/comparisonReport.ts";
import { type Check, checkFormats, renderChecks } from "../reports/formats/checks.ts";
import type { ReportFormat } from "../reports/formats/renderReport.ts";
import { readResults } from "../sources/results/resultFiles.ts";
import { changeKinds, changesFound, inputsDiffer } from "../text/messages/comparisons.ts";
import { type Reader, readerOf } from "../text/reader.ts";
import { checkName, formatOf, type OutputOptions, openFor, putFiles, putReport } from "./output.ts";
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
  const [first, second] = await openFor([out], () => Promise.all([readResults(before), readResults(after)]));
  const comparison = compareResults(first.tables, second.tables, tolerance);
  const inputs = compareInputs(first.inputs, second.inputs);
  if (format) {
    const content = renderChecks[format](checksOf(comparison, reader), reader.say(changesFound));
    if (out === undefined) process.stdout.write(content);
    else await putFiles([{ file: out, content }]);
    if (inputs.length > 0) tell(inputsDiffer(inputs.map(({ name }) => name)));
  } else {
    const report = comparisonReport(comparison, inputs, { command: "compare", before, after, tolerance });
    await putReport(report, { ...options, format: options.format as ReportFormat });
  }
  return comparison.changes.length === 0 ? 0 : 1;
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
