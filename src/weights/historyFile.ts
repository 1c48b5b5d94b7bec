import { lstatSync, realpathSync } from "node:fs";

/** The file beside a file of data, or beside the one that a link stands for, that tells how its weights were made. */
export const historyFile = (data: string): string => `${behindLinks(data)}.json`;

/** The file that a path leads to, as it is written where no link is on the way or none leads anywhere. */
function behindLinks(file: string): string {
  try {
    return isLink(file) ? realpathSync(file) : file;
  } catch {
    return file;
  }
}

const isLink = (file: string) => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink();
