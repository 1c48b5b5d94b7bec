import { stataParts } from "../../../text/messages/stata.ts";
import type { BlockReader } from "../blocks.ts";

/** Reads a text that stands in every file; `section` is what is damaged where it does not. */
export async function expectText(reader: BlockReader, text: string, section: string): Promise<void> {
  const found = await reader.take(text.length);
  if (found.toString("latin1") !== text) throw reader.damaged(stataParts.section(section));
}

/** Whether another item of a section begins, or else the section ends; both are read. */
export async function another(reader: BlockReader, opening: string, section: string): Promise<boolean> {
  const found = (await reader.take(opening.length)).toString("latin1");
  if (found === opening) return true;
  const closing = `</${section}>`;
  if (!closing.startsWith(found)) throw reader.damaged(stataParts.section(section));
  await expectText(reader, closing.slice(opening.length), section);
  return false;
}
