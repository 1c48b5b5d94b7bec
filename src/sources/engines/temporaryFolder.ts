import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for files that go with the process, which its owner alone can read. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

const signals = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const;
const folders = new Set<string>();

/** Makes a folder, which is removed at the latest when the process ends, be it by a signal. */
export function temporaryFolder(): TemporaryFolder {
  if (folders.size === 0) {
    process.on("exit", removeAll);
    for (const signal of signals) process.on(signal, interrupted);
  }
  const path = mkdtempSync(join(tmpdir(), "panel-"));
  folders.add(path);
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
      folders.delete(path);
      if (folders.size === 0) unlisten();
    },
  };
}

function unlisten(): void {
  process.off("exit", removeAll);
  for (const signal of signals) process.off(signal, interrupted);
}

function removeAll(): void {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
  folders.clear();
}

/** Ends the process as the signal would have, unless somebody else listens, who ends it. */
function interrupted(signal: NodeJS.Signals): void {
  removeAll();
  unlisten();
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
