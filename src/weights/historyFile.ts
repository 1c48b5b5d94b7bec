import { lstatSync, realpathSync } from "node:fs";

/** The file beside a file of data, or beside the one that a link stands for, that tells how its weights were made. */
export function historyFile(data: string): string {
  const isLink = lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink();
  return `${isLink ? realpathSync(data) : data}.json`;
}
