import { InputError } from "../../text/errors.ts";
import { damagedZip, largeZip, otherInZip, severalInZip } from "../../text/messages/files.ts";
import { WorkbookFault } from "../xlsx/faults.ts";
import { readInput } from "./input.ts";
import { endOf, isOfKind } from "./kinds.ts";

/** Whether a text is in a zip archive, as its name ends. */
export const isZipped = (file: string) => endOf(file) === ".zip";

/** What systems put into archives beside the files of people. */
const ofSystems = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$)|\/$/;

/** The bytes of the only file in a zip archive, which is a text, piece by piece. */
export async function* unzipped(file: string): AsyncGenerator<Buffer> {
  const archive = await readInput(file);
  const { bytesOfEntry, zipEntries } = await import("../xlsx/zip.ts");
  try {
    const entries = [...zipEntries(archive).values()].filter(({ name }) => !ofSystems.test(name));
    const [entry] = entries;
    if (!entry || entries.length > 1)
      throw new InputError(severalInZip(entries.map(({ name }) => name)), { file });
    if (!isOfKind("text", entry.name) || isZipped(entry.name) || /\.gz$/i.test(entry.name))
      throw new InputError(otherInZip, { file }, { value: entry.name });
    yield* bytesOfEntry(archive, entry);
  } catch (error) {
    if (!(error instanceof WorkbookFault)) throw error;
    throw new InputError(error.kind === "too large" ? largeZip : damagedZip, { file });
  }
}
