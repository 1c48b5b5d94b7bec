import { type BookFormat, type BookTable, bookFormats, renderBook } from "../reports/tableBook.ts";
import type { Sample } from "../samples/sample.ts";
import { select, variablesOfSelection } from "../samples/selection.ts";
import { InputError, InputErrors } from "../text/errors.ts";
import { unknownVariableFor, type VariableUse } from "../text/messages/datasets.ts";
import { formatOfTables } from "../text/messages/tables.ts";
import { readerOf } from "../text/reader.ts";
import { makeTable, variablesOfTable } from "./crosstabTable.ts";
import { openSample } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putRendered } from "./output.ts";
import { type AskedTable, at, readTableSpec, type TableSpec } from "./tableSpec.ts";

export type TableOptions = Omit<OutputOptions, "csvDialect">;

/** `panel table`: the tables that a file asks for, of rows that are read once; all that is wrong is told in one run. */
export async function tableCommand(file: string, options: TableOptions, dataFolder: string): Promise<void> {
  const { out, lang } = options;
  const format = formatOf(options, "--out", bookFormats);
  if (!isBookFormat(format))
    throw new InputError(formatOfTables(bookFormats), { file: out }, { value: format });
  const spec = readTableSpec(file, lang);
  const opened = await openFor([out], () => openRows(spec, dataFolder));
  const faults = [...spec.faults, ...spec.tables.flatMap((table) => table.faults)];
  const tables: BookTable[] = [];
  if (opened instanceof InputError) faults.push(opened);
  else if (opened)
    for (const table of spec.tables) {
      const made = await tableOf(table, opened);
      if (Array.isArray(made)) faults.push(...made);
      else tables.push(made);
    }
  if (faults.length > 0) throw new InputErrors(inOrder(faults));
  const book = { title: spec.title!, tables };
  await putRendered((layout) => renderBook[format](book, readerOf(lang), layout), options);
}

const isBookFormat = (format: string): format is BookFormat => bookFormats.some((own) => own === format);

/** Faults by their lines. */
const inOrder = (faults: readonly InputError[]) =>
  [...faults].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));

/** The sample with the variables of all tables, or why there is none; undefined where it is not known what is asked for. */
async function openRows(
  { source, sourcePlace, tables }: TableSpec,
  dataFolder: string,
): Promise<Sample | InputError | undefined> {
  if (!source) return undefined;
  const needed = new Set(tables.flatMap((table) => needsOf(table).map(({ name }) => name)));
  try {
    return await openSample(source, (header) => header.filter((name) => needed.has(name)), dataFolder);
  } catch (error) {
    return at(sourcePlace, error);
  }
}

/** A variable that a table needs, and the field that names it. */
interface Need {
  readonly name: string;
  readonly field: "outcome" | "by" | "where";
  readonly use: VariableUse;
}

/** The variables that a table needs; conditions are read where nothing is wrong in the table. */
function needsOf({ outcomes, where, options, faults }: AskedTable): Need[] {
  const of = (field: Need["field"], use: VariableUse, names: readonly string[]) =>
    names.map((name) => ({ name, field, use }));
  return [
    ...of("outcome", "the outcome", variablesOfTable(outcomes, {})),
    ...of("by", "--by", options.by ?? []),
    ...of("where", "--where", faults.length > 0 ? [] : variablesOfSelection([], where)),
  ];
}

/** A table, or what is wrong with it: first the names that the data lack. */
async function tableOf(table: AskedTable, opened: Sample): Promise<BookTable | InputError[]> {
  const { outcomes, where, options, placeOf, title, faults } = table;
  const { codebook } = opened.table;
  const known = [...new Set([...codebook.keys(), ...(opened.file?.header ?? [])])];
  const unknown = needsOf(table)
    .filter(({ name }) => !codebook.has(name))
    .map(
      ({ name, field, use }) =>
        new InputError(unknownVariableFor(use, name, known), placeOf(field), { value: name }),
    );
  if (unknown.length > 0 || faults.length > 0) return unknown;
  try {
    const { where: common, derive } = opened.selection;
    const selection =
      where.length === 0 ? opened.selection : select(opened.table, { where: [...common, ...where], derive });
    const { report } = await makeTable({ ...opened, selection }, outcomes, options);
    return { report, title };
  } catch (error) {
    return [at(placeOf(), error)];
  }
}
