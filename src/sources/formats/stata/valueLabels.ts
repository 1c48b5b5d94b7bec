import { stataParts } from "../../../text/messages/stata.ts";
import type { BlockReader } from "../blocks.ts";
import type { ValueLabel } from "../storedTable.ts";
import { type Description, endOfText, expectAt } from "./description.ts";
import { labelled, unsigned } from "./numbers.ts";
import { another, expectText } from "./tags.ts";

/** More bytes than this no set of labels takes. */
const mostBytes = 2 ** 28;

/** The sets of value labels by their names, as far as they are wanted. A label of a missing value has its name, such as .a. */
export async function readValueLabels(
  reader: BlockReader,
  file: Description,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly ValueLabel[]>> {
  const { layout, littleEndian, texts } = file;
  const sets = new Map<string, readonly ValueLabel[]>();
  const more = layout.tagged ? () => another(reader, "<lbl>", "value_labels") : async () => reader.left > 0;
  if (layout.tagged) await expectAt(reader, file.valueLabelsAt, "value_labels");
  else reader.at = file.valueLabelsAt;
  while (await more()) {
    const head = await reader.take(4 + layout.name + 3);
    const length = unsigned(head, 0, 4, littleEndian);
    const name = texts.find(head, 4, endOfText(head, 4, 4 + layout.name));
    const end = reader.at + length;
    reader.check(length);
    if (name !== undefined && wanted.has(name)) sets.set(name, await labelsIn(reader, length, file));
    reader.at = end;
    if (layout.tagged) await expectText(reader, "</lbl>", "value_labels");
  }
  return sets;
}

/** A set: how many labels, how many bytes their texts take, where the text of each begins, its value, and the texts. */
async function labelsIn(
  reader: BlockReader,
  length: number,
  { littleEndian, texts }: Description,
): Promise<ValueLabel[]> {
  const damaged = reader.damaged(stataParts.valueLabels);
  if (length < 8 || length > mostBytes) throw damaged;
  const table = await reader.take(length);
  const count = unsigned(table, 0, 4, littleEndian);
  const textsAt = 8 + 8 * count;
  const end = textsAt + unsigned(table, 4, 4, littleEndian);
  if (end > length) throw damaged;
  return Array.from({ length: count }, (_, at) => {
    const begins = textsAt + unsigned(table, 8 + 4 * at, 4, littleEndian);
    if (begins > end) throw damaged;
    const label = texts.read(table, begins, endOfText(table, begins, end));
    const place = 8 + 4 * (count + at);
    return { value: labelled(littleEndian ? table.readInt32LE(place) : table.readInt32BE(place)), label };
  });
}
