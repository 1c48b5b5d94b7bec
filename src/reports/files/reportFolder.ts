import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InputError } from "../../text/errors.ts";
import { notOfReport, unwritable } from "../../text/messages/outputs.ts";
import { visibleJson } from "../../text/visible.ts";
import { type Move, moveAll } from "./moves.ts";
import type { FileContent } from "./outputs.ts";
import { clearLeftovers, clearStage, makeStage, type Stage } from "./staging.ts";
import { isRead, placeOf, refuseRead, unwritableFile } from "./targets.ts";

/** The files of a report by their paths in its folder: a name, or a sub-folder, a slash and a name. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** A file as a report wrote it. */
interface Entry {
  /** Its path in the folder. */
  readonly name: string;
  readonly sha256: string;
}

/** The file that tells which files of a folder a report wrote, and what they held. */
const manifestName = "manifest.json";

/**
 * Throws where a report cannot be written into a folder: where it is no folder or closed, where a file would be replaced that
 * the run has read so far, and, unless it is forced, where one would be that no report wrote. Takes away what killed runs have
 * left there, and returns what it was.
 */
export function checkReportFolder(
  named: string,
  names: readonly string[],
  force: boolean,
): readonly string[] {
  try {
    const folder = folderOf(named);
    checkFiles(folder, named, [...names, manifestName], force);
    return [dirname(folder), folder].flatMap(clearLeftovers);
  } catch (error) {
    throw unwritableFile(named, error);
  }
}

/** Writes a report into a folder, all of its files or none; other files of the folder stay as they are. */
export async function writeReportFolder(
  named: string,
  files: Files,
  about: object,
  force: boolean,
): Promise<void> {
  try {
    const folder = folderOf(named);
    const entries = [...files].map(([name, content]) => ({ name, sha256: digest(content) }));
    if (existsSync(folder) || !(await placeNew(folder, files, manifest(about, entries))))
      await replaceFiles(folder, named, files, { about, entries, force });
  } catch (error) {
    throw unwritableFile(named, error);
  }
}

/** A folder's path without links; throws where there is something else, or where it cannot be made. */
function folderOf(named: string): string {
  const folder = placeOf(named);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw Object.assign(new Error(folder), { code: "ENOTDIR" });
  if (found) accessSync(folder, constants.W_OK);
  return folder;
}

/** Puts a whole folder into place in one step; false where there is one by now. */
async function placeNew(folder: string, files: Files, list: FileContent): Promise<boolean> {
  const stage = await makeStage(dirname(folder), basename(folder));
  try {
    if (existsSync(folder)) return false;
    await writeAll(stage, [...files, [manifestName, list]]);
    renameSync(dirname(stage.fresh(manifestName)), folder);
    return true;
  } finally {
    clearStage(stage);
  }
}

/** Puts files into the place of those of an earlier report, and takes away the sub-folders that nothing is left in. */
async function replaceFiles(
  folder: string,
  named: string,
  files: Files,
  {
    about,
    entries,
    force,
  }: { readonly about: object; readonly entries: readonly Entry[]; readonly force: boolean },
): Promise<void> {
  const stage = await makeStage(folder, manifestName);
  try {
    const earlier = checkFiles(folder, named, [...files.keys(), manifestName], force);
    const stale = earlier.filter(({ name }) => isStale(name, folder, files, earlier));
    // Until all is in place the list has both, so that the next run knows what a killed one has left.
    const both = `both-${manifestName}`;
    await writeAll(stage, [
      [both, manifest(about, [...earlier, ...entries])],
      ...files,
      [manifestName, manifest(about, entries)],
    ]);
    for (const name of [both, ...files.keys(), manifestName]) {
      const mode = modeOf(join(folder, name === both ? manifestName : name));
      if (mode !== undefined) chmodSync(stage.fresh(name), mode);
    }
    const move = (name: string, from: string | undefined, saved = name): Move => ({
      from: from && stage.fresh(from),
      to: join(folder, name),
      saved: stage.saved(saved),
    });
    const gone = [...new Set(stale.map(({ name }) => name))];
    const subfolders = new Set([...files.keys(), ...gone].map(dirname).filter((own) => own !== "."));
    for (const own of subfolders) mkdirSync(stage.saved(own));
    try {
      for (const own of subfolders) mkdirSync(join(folder, own), { recursive: true });
      moveAll([
        move(manifestName, both),
        ...[...files.keys()].map((name) => move(name, name)),
        ...gone.map((name) => move(name, undefined)),
        move(manifestName, manifestName, both),
      ]);
    } finally {
      for (const own of subfolders) removeEmpty(join(folder, own));
    }
  } finally {
    clearStage(stage);
  }
}

/** The permissions of a file that is replaced; none of a link. */
function modeOf(path: string): number | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.mode & 0o777 : undefined;
}

/** Whether a file of the earlier report is none of the new one, and would be taken for it. */
const isStale = (name: string, folder: string, files: Files, earlier: readonly Entry[]) =>
  !files.has(name) && isWritten(folder, name, earlier) && !isRead(join(folder, name));

async function writeAll({ fresh }: Stage, files: Iterable<readonly [string, FileContent]>): Promise<void> {
  for (const [name, content] of files) {
    mkdirSync(dirname(fresh(name)), { recursive: true });
    await writeFile(fresh(name), content);
  }
}

/** Takes a folder away where nothing is in it. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Others have put files there.
  }
}

/** Throws for a file that must not be replaced; returns what the folder's list tells. */
function checkFiles(
  folder: string,
  named: string,
  names: readonly string[],
  force: boolean,
): readonly Entry[] {
  const entries = readManifest(folder);
  for (const own of new Set(names.map(dirname))) checkSubfolder(join(folder, own), join(named, own));
  for (const name of names) {
    const shown = join(named, name);
    refuseRead(join(folder, name), shown);
    if (force || !lstatSync(join(folder, name), { throwIfNoEntry: false })) continue;
    const isOurs = name === manifestName ? entries !== undefined : isWritten(folder, name, entries ?? []);
    if (!isOurs) throw new InputError(notOfReport, { file: shown });
  }
  return entries ?? [];
}

/** Throws where a sub-folder is a file or closed; or a link, which might lead anywhere. */
function checkSubfolder(path: string, named: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new InputError(unwritable("ENOTDIR"), { file: named });
  if (found) accessSync(path, constants.W_OK);
}

/** Whether a file is as a report wrote it; a link is none, nor is what a link leads to. */
function isWritten(folder: string, name: string, entries: readonly Entry[]): boolean {
  const path = join(folder, name);
  const own = entries.filter((entry) => entry.name === name);
  if (own.length === 0 || !lstatSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) return false;
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const found = digest(readFileSync(path));
  return own.some(({ sha256 }) => sha256 === found);
}

function manifest(about: object, files: readonly Entry[]): string {
  return visibleJson({ ...about, files });
}

/** What the folder's list tells; undefined where there is none, or a file of that name that is another thing. */
function readManifest(folder: string): readonly Entry[] | undefined {
  const path = join(folder, manifestName);
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  try {
    const { files } = JSON.parse(readFileSync(path, "utf8")) as { readonly files: readonly Entry[] };
    return files.every(({ name, sha256 }) => isInside(name) && typeof sha256 === "string")
      ? files
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a path is that of a file in the folder, or in a sub-folder of it. */
function isInside(path: string): boolean {
  const parts = path.split("/");
  return parts.length <= 2 && parts.every((part) => basename(part) === part && !/^\.{0,2}$/.test(part));
}

const digest = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
