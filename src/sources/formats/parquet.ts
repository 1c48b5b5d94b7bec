import type { ColumnMetaData, FileMetaData } from "hyparquet";
import { InputError } from "../../text/errors.ts";
import {
  brokenFooter,
  brokenRows,
  encrypted,
  nestedColumn,
  severalFiles,
  typeNotRead,
} from "../../text/messages/columnar.ts";
import { cutShort, notOfFormat } from "../../text/messages/formats.ts";
import { answersRead, type ColumnAnswers, type Meaning, place } from "./columnar/answers.ts";
import { Damage, Refusal, told, undamaged } from "./columnar/damage.ts";
import { labelsKey, labelsOf } from "./columnar/labels.ts";
import { checkedRows } from "./columnar/rows.ts";
import { pagesOf } from "./parquet/pages.ts";
import { columnsOf, meaningOf, type ParquetColumn, typeName } from "./parquet/schema.ts";
import type { StoredBytes, StoredColumn, StoredReader } from "./storedTable.ts";

const format = "Parquet";

/**
 * Reads a Parquet file (Apache Parquet format 2.11), column by column and page by page: numbers, booleans as 0 and 1, decimals as the
 * nearest numbers, whole numbers beyond 2^53 as texts of their digits, dates and times in seconds, and texts. Throws an InputError
 * that names a variable which was asked for and has lists or structures, or a type without such a meaning.
 */
export const readParquet: StoredReader = (bytes, { columns: chosen, encoding }) =>
  told(format, { file: bytes.file }, async () => {
    const metadata = await footerOf(bytes);
    const all = columnsOf(metadata);
    const header = all.map(({ name }) => name);
    const nested = all.filter((column) => column.nested).map(({ name }) => name);
    const wanted = new Set(chosen?.(header, nested) ?? header);
    const rows = checkedRows(Number(metadata.num_rows), bytes);
    const groups = metadata.row_groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
    if (groups !== rows) throw new Damage(brokenRows);
    const labels = labelsOf(metadata.key_value_metadata?.find(({ key }) => key === labelsKey)?.value);
    const asked = all
      .filter(({ name }) => wanted.has(name))
      .map((column) => ({ column, meaning: checkedMeaning(column, bytes) }));
    const columns: StoredColumn[] = [];
    for (const { column, meaning } of asked) {
      const { name } = column;
      const answers = await told(format, { file: bytes.file, variable: name }, () =>
        answersRead(rows, meaning, encoding, (into) => readColumn(bytes, metadata, column, into)),
      );
      const time = "time" in meaning ? meaning.time : undefined;
      columns.push({ name, label: labels.get(name), valueLabels: [], time, answers });
    }
    return { header, rows, columns };
  });

/** The magic numbers of a file, and of one whose footer is encrypted. */
const [magic, encryptedMagic] = ["PAR1", "PARE"] as const;

async function footerOf(bytes: StoredBytes): Promise<FileMetaData> {
  const start = (await bytes.read(0, 4)).toString("latin1");
  if (start === encryptedMagic) throw new InputError(encrypted(format), { file: bytes.file });
  if (start !== magic) throw new InputError(notOfFormat(format), { file: bytes.file });
  const tail = await bytes.read(Math.max(bytes.size - 8, 0), 8);
  if (bytes.size < 12 || tail.toString("latin1", 4) !== magic)
    throw new InputError(cutShort(format), { file: bytes.file });
  const length = tail.readUInt32LE(0) + 8;
  if (length > bytes.size - 4) throw new Damage(brokenFooter);
  const footer = await bytes.read(bytes.size - length, length);
  const { parquetMetadata } = await import("hyparquet");
  return undamaged(brokenFooter, () => parquetMetadata(footer, { geoparquet: false }));
}

function checkedMeaning(column: ParquetColumn, { file }: StoredBytes): Meaning {
  const place = { file, variable: column.name };
  if (column.nested) throw new InputError(nestedColumn, place);
  const meaning = meaningOf(column.element);
  if (!meaning) throw new InputError(typeNotRead, place, { value: typeName(column.element) });
  return meaning;
}

async function readColumn(
  bytes: StoredBytes,
  metadata: FileMetaData,
  column: ParquetColumn,
  into: ColumnAnswers,
): Promise<void> {
  let first = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const chunk = chunkOf(group.columns[column.leaf], column, rows, bytes);
    let known: Float64Array | Int32Array | undefined;
    for await (const page of pagesOf(bytes, chunk, column, rows)) {
      if ("dictionary" in page) {
        known = into.decode(page.dictionary);
        continue;
      }
      const { content, present } = page;
      const dictionary = known;
      const answers = "values" in content ? into.decode(content.values) : undefined;
      const places = "places" in content ? content.places : undefined;
      const answer = answers ? (at: number) => answers[at]! : (at: number) => dictionary![places![at]!]!;
      place(into.rows, first, page.rows, present, answer);
      first += page.rows;
    }
  }
}

function chunkOf(
  chunk: FileMetaData["row_groups"][number]["columns"][number] | undefined,
  { element }: ParquetColumn,
  rows: number,
  { file }: StoredBytes,
): ColumnMetaData {
  if (chunk?.file_path) throw new Refusal(severalFiles, chunk.file_path);
  if (chunk?.crypto_metadata) throw new InputError(encrypted(format), { file });
  const metadata = chunk?.meta_data;
  if (metadata?.type !== element.type || Number(metadata?.num_values) !== rows) throw new Damage(brokenRows);
  return metadata!;
}
