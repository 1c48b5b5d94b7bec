import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { filesRead } from "../../sources/files/filesRead.ts";
import { InputError } from "../../text/errors.ts";
import { notRegularFile, overwritesRead, sameOutput, unwritable } from "../../text/messages/outputs.ts";
import { historyFile } from "../../weights/historyFile.ts";

/** Where an output goes. */
export interface Target {
  /** The path as the user wrote it, for messages. */
  readonly named: string;
  /** The folder and the name of the file that is made or replaced, links followed. */
  readonly folder: string;
  readonly name: string;
  /** The permissions of the file that is replaced, if there is one. */
  readonly mode?: number | undefined;
}

/**
 * Where the outputs of a run go. Throws before anything is written: for what is no regular file, for a place where nothing
 * can be written, for two outputs that are one file, and for one that the run has read.
 */
export function targetsOf(files: readonly string[]): readonly Target[] {
  const targets = files.map(targetOf);
  const seen = new Set<string>();
  for (const { named, folder, name } of targets) {
    const path = join(folder, name);
    refuseRead(path, named);
    const identity = identityOf(path) ?? path;
    if (seen.has(identity)) throw new InputError(sameOutput, { file: named });
    seen.add(identity);
  }
  return targets;
}

/** Throws where a path leads to a file that the run has read. */
export function refuseRead(path: string, named: string): void {
  if (isRead(path)) throw new InputError(overwritesRead, { file: named });
}

/** Whether a path leads to a file that the run has read, or to the one beside it that tells of its weights. */
export function isRead(path: string): boolean {
  const identity = identityOf(path);
  if (identity === undefined) return false;
  return filesRead().some((file) => [file, historyFile(file)].map(identityOf).includes(identity));
}

/** What is the same for all names of one file: links of both kinds, other spellings, other mounts. */
function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

function targetOf(named: string): Target {
  try {
    const path = placeOf(named);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && !isOrdinary(found, path)) throw new InputError(notRegularFile, { file: named });
    return {
      named,
      folder: dirname(path),
      name: basename(path),
      mode: found && found.mode & 0o777,
    };
  } catch (error) {
    throw unwritableFile(named, error);
  }
}

/** What the system makes up as it is read is no file that can be replaced. */
const isOrdinary = (found: Stats, path: string) => found.isFile() && !/^\/(proc|sys)\//.test(path);

/** The path of a file, or of one to be made, without links; throws where it cannot be written. */
export function placeOf(file: string): string {
  if (file === "") throw Object.assign(new Error(file), { code: "ENOENT" });
  const path = lstatSync(file, { throwIfNoEntry: false }) ? realpathSync(file) : placeOfNew(resolve(file));
  accessSync(nearestFolder(path), constants.W_OK);
  return path;
}

function placeOfNew(path: string): string {
  const folder = dirname(path);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return join(found ? realpathSync(folder) : placeOfNew(folder), basename(path));
}

/** The folder in which a path has to be made: its own, or the first above that there is. */
function nearestFolder(path: string): string {
  const folder = dirname(path);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) return nearestFolder(folder);
  if (!found.isDirectory()) throw Object.assign(new Error(path), { code: "ENOTDIR" });
  return folder;
}

/** A refusal of the system as bad input; all else is a defect and stays what it is. */
export function unwritableFile(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof InputError || code === undefined) return error;
  return new InputError(unwritable(code), { file });
}
