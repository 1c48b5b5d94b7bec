import { InputError } from "../../text/errors.ts";
import { brokenBuffer, brokenFooter, nestedColumn, typeNotRead } from "../../text/messages/columnar.ts";
import { cutShort, notOfFormat, versionNotRead } from "../../text/messages/formats.ts";
import { type BatchValues, type Position, valuesIn } from "./arrow/batchValues.ts";
import { type Batch, footerFields, type Messages, messagesOf } from "./arrow/messages.ts";
import type { ArrowField, ArrowType } from "./arrow/schema.ts";
import { answersRead, type ColumnAnswers, place } from "./columnar/answers.ts";
import { Damage, told } from "./columnar/damage.ts";
import { labelKey } from "./columnar/labels.ts";
import { checkedRows } from "./columnar/rows.ts";
import type { StoredBytes, StoredColumn, StoredReader } from "./storedTable.ts";

const format = "Arrow";

/**
 * Reads an Arrow IPC file, which Feather version 2 is too, or an IPC stream (Apache Arrow columnar format 1.5), column by column and
 * batch by batch: numbers, booleans as 0 and 1, decimals as the nearest numbers, whole numbers beyond 2^53 as texts of their digits,
 * dates and times in seconds, durations as numbers of seconds, texts, and dictionaries, whose order levels keep. Throws an
 * InputError that names a variable which was asked for and has lists or structures, or a type without such a meaning.
 */
export const readArrow: StoredReader = (bytes, { columns: chosen, encoding }) =>
  told(format, { file: bytes.file }, async () => {
    const { fields, batches } = await contentOf(bytes);
    const header = fields.map(({ name }) => name);
    const nested = fields.filter((field) => field.nested).map(({ name }) => name);
    const wanted = new Set(chosen?.(header, nested) ?? header);
    const rows = checkedRows(
      batches.reduce((sum, { rows, dictionary }) => sum + (dictionary ? 0 : rows), 0),
      bytes,
    );
    const asked = fields.flatMap((field, at) =>
      wanted.has(field.name) ? [{ field, at, type: checkedType(field, bytes) }] : [],
    );
    const columns: StoredColumn[] = [];
    for (const { field, at, type } of asked) {
      const { name, metadata } = field;
      const answers = await told(format, { file: bytes.file, variable: name }, () =>
        answersRead(rows, type.meaning, encoding, (into) =>
          readField({ bytes, batches, field, type, before: fields.slice(0, at) }, into),
        ),
      );
      const time = "time" in type.meaning ? type.meaning.time : undefined;
      columns.push({ name, label: metadata.get(labelKey), valueLabels: [], time, answers });
    }
    return { header, rows, columns };
  });

const [magic, featherMagic] = ["ARROW1", "FEA1"] as const;

async function contentOf(bytes: StoredBytes): Promise<Messages> {
  const { file, size } = bytes;
  const start = await bytes.read(0, 12);
  if (start.toString("latin1", 0, 4) === featherMagic)
    throw new InputError(versionNotRead("Feather", "2"), { file });
  if (start.toString("latin1", 0, magic.length) !== magic) {
    if (!beginsStream(start)) throw new InputError(notOfFormat(format), { file });
    return messagesOf(bytes, 0, size);
  }
  const tail = await bytes.read(Math.max(size - 10, 0), 10);
  if (size < 20 || tail.toString("latin1", 4) !== magic) throw new InputError(cutShort(format), { file });
  const end = size - 10 - tail.readInt32LE(0);
  if (!(end >= 8 && end <= size)) throw new Damage(brokenFooter);
  const known = footerFields(await bytes.read(end, size - 10 - end));
  const { fields, batches } = await messagesOf(bytes, 8, end, known);
  // Dictionaries of a file may come behind what refers to them; those of a stream may not, but may change.
  const first = ({ dictionary }: Batch) => (dictionary ? 0 : 1);
  return { fields, batches: [...batches].sort((a, b) => first(a) - first(b)) };
}

/** The greatest length of a schema, which the first message of a stream has. */
const longestSchema = 2 ** 28;

/** A stream begins with a message's length, behind four bytes of ones since version 0.15. */
function beginsStream(start: Buffer): boolean {
  if (start.length < 8) return false;
  const marked = start.readInt32LE(0) === -1;
  const length = start.readInt32LE(marked ? 4 : 0);
  return length > 0 && length < longestSchema && length % 4 === 0;
}

/** The type of a column that can be read. */
function checkedType(field: ArrowField, { file }: StoredBytes): ArrowType {
  const place = { file, variable: field.name };
  if (field.nested) throw new InputError(nestedColumn, place);
  if (!field.type) throw new InputError(typeNotRead, place, { value: field.typeName });
  return field.type;
}

interface Source {
  readonly bytes: StoredBytes;
  readonly batches: readonly Batch[];
  readonly field: ArrowField;
  readonly type: ArrowType;
  /** The fields whose parts come before in each batch. */
  readonly before: readonly ArrowField[];
}

async function readField(
  { bytes, batches, field, type, before }: Source,
  into: ColumnAnswers,
): Promise<void> {
  const { dictionary } = field;
  let known: Float64Array | Int32Array | undefined;
  let first = 0;
  for (const batch of batches) {
    if (batch.dictionary) {
      if (batch.dictionary.id !== dictionary?.id) continue;
      const entries = await valuesIn(bytes, batch, { node: 0, buffer: 0, view: 0 }, type.layout);
      known =
        batch.dictionary.more && known ? joined(known, entriesOf(entries, into)) : entriesOf(entries, into);
      continue;
    }
    const layout = (dictionary?.places ?? type).layout;
    const values = await valuesIn(bytes, batch, positionOf(before, batch), layout);
    const entries = known;
    const places = dictionary && placesIn(values, entries?.length ?? 0);
    const answers = dictionary ? undefined : into.decode(values.values);
    const answer = places ? (at: number) => entries![places[at]!]! : (at: number) => answers![at]!;
    place(into.rows, first, values.length, values.present, answer);
    first += values.length;
  }
}

function positionOf(before: readonly ArrowField[], { views }: Batch): Position {
  const sum = (part: "nodes" | "buffers" | "views") =>
    before.reduce((total, field) => total + field[part], 0);
  const view = sum("views");
  const texts = views.slice(0, view).reduce((total, count) => total + count, 0);
  return { node: sum("nodes"), buffer: sum("buffers") + texts, view };
}

/** The entries of a dictionary as answers; one may be missing. */
function entriesOf({ length, present, values }: BatchValues, into: ColumnAnswers): Float64Array | Int32Array {
  const decoded = into.decode(values);
  const entries =
    decoded instanceof Float64Array
      ? new Float64Array(length).fill(Number.NaN)
      : new Int32Array(length).fill(-1);
  place(entries, 0, length, present, (at) => decoded[at]!);
  return entries;
}

function joined(known: Float64Array | Int32Array, more: Float64Array | Int32Array) {
  const all =
    known instanceof Float64Array
      ? new Float64Array(known.length + more.length)
      : new Int32Array(known.length + more.length);
  all.set(known);
  all.set(more, known.length);
  return all;
}

/** The places in a dictionary that has so many entries. */
function placesIn({ values }: BatchValues, entries: number): Int32Array {
  const places = Int32Array.from(values as Int32Array, Number);
  if (places.some((at) => !(at >= 0 && at < entries))) throw new Damage(brokenBuffer);
  return places;
}
