import { spawnSync } from "node:child_process";
import { root } from "../support/oracle.ts";

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that has not ended after as many milliseconds never would. */
const longest = 300_000;

/** Runs the built program as a user does, in a folder; lines are long enough for most texts. */
export function panel(args: readonly string[], cwd: string, env: Record<string, string> = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}bin/panel.js`, ...args], {
    cwd,
    encoding: "utf8",
    timeout: longest,
    killSignal: "SIGKILL",
    env: { ...process.env, LC_ALL: "C.UTF-8", COLUMNS: "140", ...env },
  });
  return { status, stdout, stderr };
}
