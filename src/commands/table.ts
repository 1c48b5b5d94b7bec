import { type BookFormat, type BookTable, bookFormats, renderBook } from "../reports/tableBook.ts";
import type { Sample } from "../samples/sample.ts";
import {
  definitionsOf,
  derived,
  parseDerivations,
  select,
  variablesOfSelection,
} from "../samples/selection.ts";
import type { ColumnChoice } from "../sources/files/fileTable.ts";
import { isOfKind } from "../sources/files/kinds.ts";
import { RowsNeeded } from "../sources/tables/aggregates.ts";
import { errorOf, InputError } from "../text/errors.ts";
import { unknownVariableFor, type VariableUse } from "../text/messages/datasets.ts";
import { formatOfTables, rowsForTables } from "../text/messages/tables.ts";
import { readerOf } from "../text/reader.ts";
import { makeTable, variablesOfTable } from "./crosstabTable.ts";
import { type SampleOptions, withGroups } from "./openSample.ts";
import { formatOf, type OutputOptions, openFor, putRendered } from "./output.ts";
import { type AskedTable, at, faultIn, readTableSpec, type TableSpec } from "./tableSpec.ts";

export type TableOptions = Omit<OutputOptions, "csvDialect">;

/** `panel table`: the tables that a file asks for, of rows that are read once; all that is wrong is told in one run. */
export async function tableCommand(file: string, options: TableOptions, dataFolder: string): Promise<void> {
  const { out, lang } = options;
  const format = formatOf(options, "--out", bookFormats);
  if (!isBookFormat(format))
    throw new InputError(formatOfTables(bookFormats), { file: out }, { value: format });
  if (isOfKind("workbook", file) || isOfKind("text", file)) throw new InputError(rowsForTables, { file });
  const spec = readTableSpec(file, lang);
  const { tables, faults } = await openFor([out], () =>
    withGroups((open) => madeTables(spec, (rows, names) => open(rows, names, dataFolder))),
  );
  if (faults.length > 0) throw errorOf(faults);
  const book = { title: spec.title!, tables };
  await putRendered((layout) => renderBook[format](book, readerOf(lang), layout), options);
}

/** The tables that can be made, and all that is wrong. */
async function madeTables(spec: TableSpec, open: OpenRows) {
  const { opened, faults: ofRows } = await openRows(spec, open);
  const faults = [...spec.faults, ...ofRows, ...spec.tables.flatMap((table) => table.faults)];
  const tables: BookTable[] = [];
  if (opened && (ofRows.length > 0 || spec.isDoubtful))
    faults.push(...spec.tables.flatMap((table) => unknownIn(table, opened, spec)));
  else if (opened)
    for (const table of spec.tables) {
      const made = await tableOf(table, opened, spec);
      if (Array.isArray(made)) faults.push(...made);
      else tables.push(made);
    }
  return { tables, faults };
}

const isBookFormat = (format: string): format is BookFormat => bookFormats.some((own) => own === format);

type OpenRows = (rows: SampleOptions, names: ColumnChoice) => Promise<Sample>;

/** The rows as far as they can be read, and what is wrong with what is asked of them. */
interface OpenedRows {
  readonly opened?: Sample;
  readonly faults: readonly InputError[];
}

/** The sample with the variables of all tables, or what is wrong; nothing where it is not known what is asked for. */
async function openRows(spec: TableSpec, open: OpenRows): Promise<OpenedRows> {
  const { source, placeOfSource, tables, isDoubtful } = spec;
  if (!source) return { faults: [] };
  const needed = tables.flatMap((table) => needsOf(table).map(({ name }) => name));
  const { derive = [], where = [], ...rows } = source;
  try {
    // What was not understood may be why something else fails.
    if (isDoubtful) return await openPlain({ derive, where, rows, needed });
    return { opened: await open(source, among(needed)), faults: [] };
  } catch (error) {
    if (error instanceof RowsNeeded) throw error;
    if (isDoubtful) return { faults: [] };
    const fault = at(placeOfSource(), error);
    if (derive.length + where.length === 0) return { faults: [fault] };
    const plain = await openPlain({ derive, where, rows, needed }).catch(() => undefined);
    return plain && plain.faults.length > 0 ? plain : { faults: [fault] };
  }

  /** The rows without definitions and conditions, with what is wrong in each of these. */
  async function openPlain(asked: PlainRows): Promise<OpenedRows> {
    const definitions = readable(asked.derive, (text) => namesIn(text));
    const conditions = readable(asked.where, (text) => variablesOfSelection([], [text]));
    const names = [...definitions, ...conditions].flatMap((own) => own.names);
    const opened = await open(asked.rows, among([...asked.needed, ...names]));
    const failed = new Set<string>();
    let { table } = opened;
    const faults = definitions.flatMap(({ text, names, at: index }) => {
      const own = parseDerivations([text]);
      if (names.some((name) => failed.has(name))) return [];
      const found = faultIn(placeOfSource("derive", index), () => {
        table = derived(table, own, opened.file?.header);
      });
      if (found.length > 0) failed.add(own[0]!.name);
      return found;
    });
    const ofConditions = conditions.flatMap(({ text, names, at: index }) =>
      names.some((name) => failed.has(name))
        ? []
        : faultIn(placeOfSource("where", index), () => select(table, { where: [text] })),
    );
    return { opened: { ...opened, table }, faults: [...faults, ...ofConditions] };
  }
}

/** Rows that are read without definitions and conditions. */
interface PlainRows extends Required<Pick<SampleOptions, "derive" | "where">> {
  readonly rows: SampleOptions;
  readonly needed: readonly string[];
}

const among = (names: readonly string[]) => (header: readonly string[]) =>
  header.filter((name) => names.includes(name));

const namesIn = (definition: string) => variablesOfSelection(parseDerivations([definition]), []);

/** The texts that can be read, with the variables that they are about; the others are told as they stand in the file. */
const readable = (texts: readonly string[], read: (text: string) => readonly string[]) =>
  texts.flatMap((text, at) => {
    try {
      return [{ text, at, names: read(text) }];
    } catch {
      return [];
    }
  });

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

/** The names that a table needs and the data lack; what a definition makes is there. */
function unknownIn(table: AskedTable, opened: Sample, { source }: TableSpec): InputError[] {
  const { codebook } = opened.table;
  const defined = readable(source?.derive ?? [], (text) => parseDerivations([text]).map(({ name }) => name));
  const known = [
    ...new Set([
      ...codebook.keys(),
      ...(opened.file?.header ?? []),
      ...defined.flatMap(({ names }) => names),
    ]),
  ];
  return needsOf(table)
    .filter(({ name }) => !known.includes(name))
    .map(
      ({ name, field, use }) =>
        new InputError(unknownVariableFor(use, name, known), table.placeOf(field), { value: name }),
    );
}

/** A table, or what is wrong with it: first the names that the data lack. */
async function tableOf(
  table: AskedTable,
  opened: Sample,
  spec: TableSpec,
): Promise<BookTable | InputError[]> {
  const { outcomes, where, options, placeOf, title, faults, isDoubtful } = table;
  const unknown = unknownIn(table, opened, spec);
  if (unknown.length > 0 || faults.length > 0 || isDoubtful) return unknown;
  try {
    const { where: common, derive } = opened.selection;
    const selection =
      where.length === 0 ? opened.selection : select(opened.table, { where: [...common, ...where], derive });
    const { weight, strata, cluster, fpc } = opened.names;
    const used = [
      ...[...needsOf(table).map(({ name }) => name), ...variablesOfSelection([], common)],
      ...[weight, ...strata, cluster, fpc].filter((name) => name !== undefined),
    ];
    const told = { ...selection, derive: definitionsOf(used, derive) };
    const { report } = await makeTable({ ...opened, selection: told }, outcomes, options);
    return { report, title };
  } catch (error) {
    return [at(placeOf(), error)];
  }
}
