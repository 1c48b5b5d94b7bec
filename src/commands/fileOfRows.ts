import { createWriteStream, existsSync } from "node:fs";
import { extname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { InputError } from "../text/errors.ts";
import { fileFirst, noFileOfRows, twoFiles } from "../text/messages/flags.ts";

/**
 * The options with the file of rows, wherever the command line names it; what comes on standard input is put into a file first. `subject`
 * is the argument before it: throws where that is the file.
 */
export async function rowsOf<Options extends { readonly data?: string }>(
  file: string | undefined,
  options: Options,
  subject?: string,
): Promise<Options> {
  if (subject !== undefined && isFileName(subject) && (file === undefined || !existsSync(file)))
    throw new InputError(fileFirst(subject), {}, { value: subject });
  if (file !== undefined && options.data !== undefined)
    throw new InputError(twoFiles, { field: "--data" }, { value: options.data });
  const data = file ?? options.data;
  return { ...options, data: data === "-" ? await fileOfInput() : data };
}

/** Variables seldom end as files do, and then no file has their name. */
const isFileName = (text: string) => extname(text) !== "" && existsSync(text);

/** The same where rows are needed: they are weighted, and no dataset stands for them. */
export async function rowsToWeight<Options extends { readonly data?: string }>(
  file: string | undefined,
  options: Options,
): Promise<Options & { readonly data: string }> {
  const { data, ...others } = await rowsOf(file, options);
  if (data === undefined) throw new InputError(noFileOfRows);
  return { ...(others as Options), data };
}

/** Standard input as a file that its owner alone can read, and that goes with the process: rows are read more than once. */
async function fileOfInput(): Promise<string> {
  const { temporaryFolder } = await import("../sources/engines/temporaryFolder.ts");
  const file = join(temporaryFolder().path, "stdin.csv");
  await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }));
  return file;
}
