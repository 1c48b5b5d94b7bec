import { resolve } from "node:path";

/** The files that the run has read, whatever they hold: no output may take the place of one. */
const files = new Set<string>();

/** Keeps that a file is read; all that reads one does so, and nothing can be forgotten by whoever writes. */
export function noteRead(file: string): void {
  files.add(resolve(file));
}

export const filesRead = (): readonly string[] => [...files];

/** A new run has read nothing; a process may do several. */
export function forgetReads(): void {
  files.clear();
}
