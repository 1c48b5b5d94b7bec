import { copyFileSync, linkSync, lstatSync, renameSync, rmSync } from "node:fs";

/** A file that is put into its place; without a new one, the file there goes. */
export interface Move {
  readonly from?: string | undefined;
  readonly to: string;
  /** Where the file that is replaced is kept until all are in place. */
  readonly saved: string;
}

/**
 * Makes all moves or none. Each puts a whole file in the place of another in one step, so that a run that is killed between
 * two of them leaves no output missing. It is done at once, so that no signal is handled between two of them.
 */
export function moveAll(moves: readonly Move[]): void {
  const done: (() => void)[] = [];
  try {
    for (const { from, to, saved } of moves) {
      const existed = keep(to, saved);
      if (from !== undefined) renameSync(from, to);
      else rmSync(to, { force: true });
      done.push(() => (existed ? renameSync(saved, to) : rmSync(to, { force: true })));
    }
  } catch (error) {
    for (const undo of done.reverse()) undo();
    throw error;
  }
}

/** Keeps a second name of a file, or a copy where the system has none; whether there is one. A folder stops the move. */
function keep(file: string, saved: string): boolean {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return false;
  if (found.isDirectory()) throw Object.assign(new Error(file), { code: "EISDIR" });
  try {
    linkSync(file, saved);
  } catch {
    copyFileSync(file, saved);
  }
  return true;
}
