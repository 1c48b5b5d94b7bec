import { InputError } from "../../text/errors.ts";
import { noEncodingOfStored } from "../../text/messages/formats.ts";
import type { StoredBytes, StoredOptions, StoredReader, StoredTable } from "../formats/storedTable.ts";
import { openInput } from "./input.ts";
import { endOf, type StoredEnd } from "./kinds.ts";

/** A format of files that know their variables. */
interface StoredFormat {
  readonly reader: () => Promise<StoredReader>;
  /** Whether its texts may be in an encoding that the file does not tell. */
  readonly hasEncodings: boolean;
}

/** The formats by the ends of names; each reader is loaded when a file of it is read. */
const formats: Readonly<Record<StoredEnd, StoredFormat>> = {
  ".sav": {
    reader: async () => (await import("../formats/spss/systemFile.ts")).readSystemFile,
    hasEncodings: true,
  },
  ".zsav": {
    reader: async () => (await import("../formats/spss/systemFile.ts")).readSystemFile,
    hasEncodings: true,
  },
  ".por": {
    reader: async () => (await import("../formats/spss/portable.ts")).readPortable,
    hasEncodings: true,
  },
  ".dta": { reader: async () => (await import("../formats/stata.ts")).readStata, hasEncodings: true },
  ".sas7bdat": {
    reader: async () => (await import("../formats/sas/dataSet.ts")).readSas,
    hasEncodings: true,
  },
  ".xpt": { reader: async () => (await import("../formats/transport.ts")).readTransport, hasEncodings: true },
  ".parquet": {
    reader: async () => (await import("../formats/parquet.ts")).readParquet,
    hasEncodings: false,
  },
  ".arrow": { reader: async () => (await import("../formats/arrow.ts")).readArrow, hasEncodings: false },
  ".feather": { reader: async () => (await import("../formats/arrow.ts")).readArrow, hasEncodings: false },
  ".rds": { reader: async () => (await import("../formats/rds.ts")).readRds, hasEncodings: false },
};

/** How a file is read: what is wanted of it, and what else tells of it. */
interface FileOptions extends Omit<StoredOptions, "catalog"> {
  readonly catalog?: string | undefined;
}

/** Reads a file that knows its variables. */
export async function readStored(file: string, { catalog, ...options }: FileOptions): Promise<StoredTable> {
  const { reader, hasEncodings } = formats[endOf(file) as StoredEnd];
  if (options.encoding !== undefined && !hasEncodings) throw new InputError(noEncodingOfStored, { file });
  const read = await reader();
  return withBytes(file, (bytes) =>
    catalog === undefined
      ? read(bytes, options)
      : withBytes(catalog, (ofCatalog) => read(bytes, { ...options, catalog: ofCatalog })),
  );
}

/** The columns but those of lists and structures, which hold no answers: what is read where nobody names columns. */
export const withoutNested = (header: readonly string[], nested: readonly string[] = []): string[] =>
  header.filter((name) => !nested.includes(name));

async function withBytes<Result>(
  file: string,
  work: (bytes: StoredBytes) => Promise<Result>,
): Promise<Result> {
  const handle = await openInput(file);
  try {
    const { size } = await handle.stat();
    return await work(bytesOf(file, size, handle));
  } finally {
    await handle.close();
  }
}

const bytesOf = (file: string, size: number, handle: Awaited<ReturnType<typeof openInput>>): StoredBytes => ({
  file,
  size,
  read: async (at, length) => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - at)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, at + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  },
});
