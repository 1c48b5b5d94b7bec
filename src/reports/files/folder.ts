import { mkdtempSync, rmSync } from "node:fs";
import { access, constants, lstat, mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InputError } from "../../text/errors.ts";
import { languageOf } from "../../text/locale.ts";
import { nothingWritten, notRegularFile, unwritable } from "../../text/messages/outputs.ts";
import { quotable } from "../../text/visible.ts";

/** A file's content; a long text may come in pieces. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** The files of a report by name. */
export type Files = ReadonlyMap<string, FileContent>;

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Writes files into a folder, all or none: they are first written into a hidden folder inside it, then moved one by
 * one, and the files that they replace are put back when a move fails. Other files of the folder stay as they are. An
 * interruption of the process leaves nothing behind.
 */
export async function writeFiles(folder: string, files: Files, named = folder): Promise<void> {
  try {
    const created = await mkdir(folder, { recursive: true });
    const staging = mkdtempSync(join(folder, ".panel-"));
    let moving = false;
    const interrupted = (signal: NodeJS.Signals) => {
      // The files that are replaced lie in the hidden folder for that moment.
      if (moving) return;
      rmSync(created ?? staging, { recursive: true, force: true });
      process.stderr.write(`panel: ${quotable(named)}: ${nothingWritten(signal)[languageOf(process.env)]}\n`);
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    for (const signal of signals) process.on(signal, interrupted);
    try {
      for (const [name, content] of files) await writeFile(join(staging, name), content);
      moving = true;
      await moveAll([...files.keys()], staging, folder);
    } catch (error) {
      if (created !== undefined) await rm(created, { recursive: true, force: true });
      throw error;
    } finally {
      await rm(staging, { recursive: true, force: true });
      for (const signal of signals) process.off(signal, interrupted);
    }
  } catch (error) {
    throw unwritableFile(named, error);
  }
}

/** Writes one file whole: beside its place first, then renamed. */
export async function writeWhole(file: string, content: FileContent): Promise<void> {
  await writeWithSidecar(file, content, new Map());
}

/** The same of a file and of others that belong to it and lie beside it; all or none. */
export async function writeWithSidecar(file: string, content: FileContent, beside: Files): Promise<void> {
  const target = await regularFile(file);
  await writeFiles(dirname(target), new Map([[basename(target), content], ...beside]), file);
}

/** The file that a path stands for, links followed; throws for a folder, a device or a pipe. */
async function regularFile(file: string): Promise<string> {
  const target = await realpath(file).catch(() => file);
  const found = await lstat(target).catch(() => undefined);
  if (found && !found.isFile()) throw new InputError(notRegularFile, { file });
  return target;
}

/** Throws when a file cannot be written where it shall be, for a caller who would work long before writing it. */
export async function checkWritable(file: string): Promise<void> {
  await regularFile(file);
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritableFile(file, error);
  }
}

function unwritableFile(file: string, error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new InputError(unwritable(code ?? message), { file });
}

async function moveAll(names: readonly string[], from: string, to: string): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const name of names) {
      const saved = join(from, `${name}.replaced`);
      const existed = await moveIfThere(join(to, name), saved);
      undo.push(() => (existed ? rename(saved, join(to, name)) : rm(join(to, name), { force: true })));
      await rename(join(from, name), join(to, name));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

/** Whether there was a file to move; a folder of that name is no file of ours and stops the move. */
async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    if ((await lstat(from)).isDirectory()) throw Object.assign(new Error(from), { code: "EISDIR" });
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
