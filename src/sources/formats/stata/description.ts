import { notOfFormat, versionNotRead } from "../../../text/messages/formats.ts";
import { stataParts } from "../../../text/messages/stata.ts";
import type { BlockReader } from "../blocks.ts";
import { ByteTexts } from "../byteTexts.ts";
import { type Layout, layouts } from "./layouts.ts";
import { type Storage, storageOf, unsigned, widthOf } from "./numbers.ts";
import { another, expectText } from "./tags.ts";

export interface StataVariable {
  readonly name: string;
  readonly label: string;
  readonly format: string;
  /** The name of its set of value labels; empty where it has none. */
  readonly labelSet: string;
  readonly storage: Storage;
  /** Where its cell begins in a row. */
  readonly offset: number;
}

/** What a .dta file tells before its rows, and where the rest begins. */
export interface Description {
  readonly layout: Layout;
  readonly littleEndian: boolean;
  readonly texts: ByteTexts;
  readonly label: string;
  readonly variables: readonly StataVariable[];
  readonly rows: number;
  /** Bytes of a row. */
  readonly width: number;
  readonly weight: string | undefined;
  readonly dataAt: number;
  readonly longTextsAt: number;
  readonly valueLabelsAt: number;
}

/** What the first bytes tell. */
interface Header {
  readonly layout: Layout;
  readonly littleEndian: boolean;
  readonly variables: number;
  readonly rows: number;
  readonly label: Buffer;
}

export async function describeStata(reader: BlockReader, said: string | undefined): Promise<Description> {
  const header = await headerOf(reader);
  const { layout, littleEndian } = header;
  const texts = new ByteTexts(reader, [said ?? layout.encoding]);
  const textOf = (bytes: Buffer, at: number, length: number) =>
    texts.read(bytes, at, endOfText(bytes, at, at + length));
  const map = layout.tagged ? await mapOf(reader, littleEndian) : undefined;
  const label = textOf(header.label, 0, header.label.length);
  const variables = await variablesOf(reader, header, textOf);
  const weight = await (layout.tagged ? taggedWeight : oldWeight)(reader, header, textOf);
  if (map) await expectAt(reader, map.dataAt, "data");
  const dataAt = reader.at;
  const width = variables.reduce((sum, { storage }) => sum + widthOf(storage), 0);
  reader.check(width * header.rows);
  const end = dataAt + width * header.rows;
  return {
    layout,
    littleEndian,
    texts,
    label,
    variables,
    width,
    dataAt,
    // Rows of no variables take no room, so that their number could be any.
    rows: width === 0 ? 0 : header.rows,
    weight: variables.some(({ name }) => name === weight) ? weight : undefined,
    longTextsAt: map?.longTextsAt ?? end,
    valueLabelsAt: map?.valueLabelsAt ?? end,
  };
}

/** Where a text ends: before its byte 0, or with its field. */
export function endOfText(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== 0) at++;
  return at;
}

/** As many variables as Stata allows. */
const mostVariables = 120_000;
const tagOfFile = "<stata_dta>";
const read = "113, 114, 115 (Stata 8–12), 117, 118, 119 (Stata 13–18)";

async function headerOf(reader: BlockReader): Promise<Header> {
  const start = await reader.take(Math.min(tagOfFile.length, reader.left));
  if (start.toString("latin1") === tagOfFile) return taggedHeader(reader);
  const [release, order, kind] = start;
  if (release === undefined || release < 102 || release > 116 || (order !== 1 && order !== 2) || kind !== 1)
    throw reader.fault(notOfFormat("Stata"));
  const layout = layouts[release];
  if (!layout) throw reader.fault(versionNotRead("Stata", read));
  reader.at = 0;
  const header = await reader.take(109);
  const littleEndian = order === 2;
  return {
    layout,
    littleEndian,
    variables: unsigned(header, 4, layout.variableCount, littleEndian),
    rows: unsigned(header, 6, layout.rowCount, littleEndian),
    label: header.subarray(10, 91),
  };
}

async function taggedHeader(reader: BlockReader): Promise<Header> {
  const expect = (text: string) => expectText(reader, text, "header");
  await expect("<header><release>");
  const layout = layouts[(await reader.take(3)).toString("latin1")];
  if (!layout?.tagged) throw reader.fault(versionNotRead("Stata", read));
  await expect("</release><byteorder>");
  const order = (await reader.take(3)).toString("latin1");
  if (order !== "LSF" && order !== "MSF") throw reader.damaged(stataParts.section("header"));
  const littleEndian = order === "LSF";
  const number = async (length: number) => unsigned(await reader.take(length), 0, length, littleEndian);
  await expect("</byteorder><K>");
  const variables = await number(layout.variableCount);
  if (variables > mostVariables) throw reader.damaged(stataParts.section("header"));
  await expect("</K><N>");
  const rows = await number(layout.rowCount);
  await expect("</N><label>");
  const label = Buffer.from(await reader.take(await number(layout.labelLength)));
  await expect("</label><timestamp>");
  reader.skip(await number(1));
  await expect("</timestamp></header>");
  return { layout, littleEndian, variables, rows, label };
}

/** Where the large sections begin; that of characteristics is read up to its end. */
async function mapOf(reader: BlockReader, littleEndian: boolean) {
  await expectText(reader, "<map>", "map");
  const map = Buffer.from(await reader.take(14 * 8));
  await expectText(reader, "</map>", "map");
  const place = (entry: number) => unsigned(map, entry * 8, 8, littleEndian);
  return { dataAt: place(9), longTextsAt: place(10), valueLabelsAt: place(11) };
}

/** Goes to a section and reads its tag. */
export async function expectAt(reader: BlockReader, at: number, section: string): Promise<void> {
  reader.at = 0;
  reader.skip(at);
  await expectText(reader, `<${section}>`, section);
}

type TextOf = (bytes: Buffer, at: number, length: number) => string;

async function variablesOf(
  reader: BlockReader,
  { layout, littleEndian, variables }: Header,
  textOf: TextOf,
): Promise<StataVariable[]> {
  const section = async <Part>(
    name: string,
    length: number,
    part: (bytes: Buffer) => Part,
  ): Promise<Part> => {
    if (layout.tagged) await expectText(reader, `<${name}>`, name);
    const found = part(await reader.take(length));
    if (layout.tagged) await expectText(reader, `</${name}>`, name);
    return found;
  };
  const texts = (name: string, length: number) =>
    section(name, variables * length, (bytes) =>
      listOf(variables, (at) => textOf(bytes, at * length, length)),
    );
  const types = await section("variable_types", variables * layout.type, (bytes) =>
    listOf(variables, (at) => unsigned(bytes, at * layout.type, layout.type, littleEndian)),
  );
  const names = await texts("varnames", layout.name);
  await section("sortlist", (variables + 1) * layout.sorted, () => undefined);
  const formats = await texts("formats", layout.format);
  const labelSets = await texts("value_label_names", layout.name);
  const labels = await texts("variable_labels", layout.variableLabel);
  let offset = 0;
  return names.map((name, at) => {
    const storage = storageOf(types[at]!, layout.tagged);
    if (storage === undefined) throw reader.damaged(stataParts.types);
    const variable = {
      name,
      label: labels[at]!,
      format: formats[at]!,
      labelSet: labelSets[at]!,
      storage,
      offset,
    };
    offset += widthOf(storage);
    return variable;
  });
}

const listOf = <Part>(length: number, part: (at: number) => Part) =>
  Array.from({ length }, (_, at) => part(at));

/** The name of the weights that `svyset` keeps among the characteristics. */
async function taggedWeight(
  reader: BlockReader,
  header: Header,
  textOf: TextOf,
): Promise<string | undefined> {
  let weight: string | undefined;
  await expectText(reader, "<characteristics>", "characteristics");
  while (await another(reader, "<ch>", "characteristics")) {
    const length = unsigned(await reader.take(4), 0, 4, header.littleEndian);
    weight = (await weightIn(reader, length, header.layout, textOf)) ?? weight;
    await expectText(reader, "</ch>", "characteristics");
  }
  return weight;
}

/** The same before Stata 13, when a kind and a length stood before each; both are 0 at the end. */
async function oldWeight(reader: BlockReader, header: Header, textOf: TextOf): Promise<string | undefined> {
  let weight: string | undefined;
  for (;;) {
    const start = await reader.take(5);
    const length = unsigned(start, 1, 4, header.littleEndian);
    if (start[0] === 0 && length === 0) return weight;
    weight = (await weightIn(reader, length, header.layout, textOf)) ?? weight;
  }
}

/** Reads a characteristic: the name of what it belongs to, its own, and its content. */
async function weightIn(reader: BlockReader, length: number, { name }: Layout, textOf: TextOf) {
  const end = reader.at + length;
  reader.check(length);
  const names = await reader.take(Math.min(length, 2 * name));
  const isWeight =
    length > 2 * name && textAt(names, 0, name) === "_dta" && textAt(names, name, name) === "_svy_wvar";
  const content = isWeight ? await reader.take(Math.min(end - reader.at, name)) : undefined;
  reader.at = end;
  return content && textOf(content, 0, content.length);
}

const textAt = (bytes: Buffer, at: number, length: number) =>
  bytes.toString("latin1", at, endOfText(bytes, at, at + length));
