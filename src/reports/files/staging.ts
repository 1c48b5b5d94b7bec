import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { InputError } from "../../text/errors.ts";
import { languageOf } from "../../text/locale.ts";
import { nothingWritten, writtenByAnother } from "../../text/messages/outputs.ts";

/**
 * A hidden folder beside the outputs: what is new is written there first, what is replaced stays there until all is in
 * place. Its name comes from that of the output, so that it is a lock too: one run at a time writes an output.
 */
export interface Stage {
  readonly folder: string;
  readonly fresh: (name: string) => string;
  readonly saved: (name: string) => string;
}

const hidden = /^\.panel-[0-9a-f]{16}$/;

/** The stages of this run, each with the highest folder that was made for it, if any. */
const stages = new Map<string, string | undefined>();

/** Signals that end a process unless it asks for them, and their numbers. */
const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 } as const;
const signalNames = Object.keys(signals) as (keyof typeof signals)[];

/** A run waits as many milliseconds for another one that writes the same output. */
const patience = 30_000;
/** Nothing takes as many milliseconds to write: what is older was left by a run of which nothing else is known. */
const longest = 3_600_000;
/** A run names itself within as many milliseconds after it has made a stage. */
const nameless = 10_000;

/** Makes the stage of an output, and the folders above that there are not; waits for a run that has it. */
export async function makeStage(beside: string, name: string): Promise<Stage> {
  const id = createHash("sha256").update(name).digest("hex").slice(0, 16);
  const folder = join(beside, `.panel-${id}`);
  const stage = {
    folder,
    fresh: (of: string) => join(folder, "new", of),
    saved: (of: string) => join(folder, "old", of),
  };
  // Before there is anything to take away: a signal may come at any time.
  listen();
  let isOurs = false;
  try {
    const top = mkdirSync(beside, { recursive: true });
    await waitFor(folder, join(beside, name));
    stages.set(folder, top);
    isOurs = true;
    writeFileSync(join(folder, "owner"), `${process.pid} ${hostname()}`);
    for (const part of ["new", "old"]) mkdirSync(join(folder, part));
    return stage;
  } catch (error) {
    if (isOurs) clear(folder);
    unlisten();
    throw error;
  }
}

/** Takes a stage away with all that is left in it. */
export function clearStage({ folder }: Stage): void {
  clear(folder);
  unlisten();
}

/** Makes a stage's folder, as soon as no other run has it. */
async function waitFor(folder: string, output: string): Promise<void> {
  const end = Date.now() + patience;
  while (!isMade(folder)) {
    if (isAbandoned(folder) && isTakenAway(folder)) continue;
    if (Date.now() > end) throw new InputError(writtenByAnother(folder), { file: output });
    await wait(50);
  }
}

/** How many stages are made, or are being made. */
let listeners = 0;

function listen(): void {
  if (listeners === 0) for (const signal of signalNames) process.on(signal, interrupted);
  listeners++;
}

function unlisten(): void {
  listeners--;
  if (listeners === 0) for (const signal of signalNames) process.off(signal, interrupted);
}

/** Removes a stage, and the folders that were made for it where nothing came to be in them. */
function clear(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const top = stages.get(folder);
  if (top !== undefined) removeEmpty(dirname(folder), top);
  stages.delete(folder);
}

/** Takes away what runs that were killed have left in a folder; returns what it was. */
export function clearLeftovers(folder: string): readonly string[] {
  const found = entriesOf(folder)
    .filter((name) => hidden.test(name))
    .map((name) => join(folder, name))
    .filter(isAbandoned);
  return found.filter(isTakenAway);
}

/**
 * Takes an abandoned stage away. One run at a time looks whether it still is one, and does so: as soon as it is gone, another run
 * may make its own of that name.
 */
function isTakenAway(folder: string): boolean {
  const guard = `${folder}.clearing`;
  if (!isMade(guard)) {
    if (ageOf(guard) > nameless) rmSync(guard, { recursive: true, force: true });
    return false;
  }
  try {
    if (!isAbandoned(folder)) return false;
    rmSync(folder, { recursive: true, force: true });
    return true;
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** Milliseconds since something was put into a folder; 0 where it is gone. */
function ageOf(folder: string): number {
  try {
    return Date.now() - statSync(folder).mtimeMs;
  } catch {
    return 0;
  }
}

/** Takes folders away, from one upwards to another, as long as they are empty: others may have put files there. */
function removeEmpty(from: string, upTo: string): void {
  try {
    rmdirSync(from);
  } catch {
    return;
  }
  if (from !== upTo) removeEmpty(dirname(from), upTo);
}

/** Outputs are moved into place at once, without a chance for a signal: here nothing of them is in place yet. */
function interrupted(signal: NodeJS.Signals): void {
  for (const folder of [...stages.keys()]) clear(folder);
  process.stderr.write(`panel: ${nothingWritten(signal)[languageOf(process.env)]}\n`);
  process.exit(128 + signals[signal as keyof typeof signals]);
}

/** Whether this run has made the folder: of several that try, one has. */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Whether no run has a stage any more. One without an owner is being made, unless some time has gone by. */
function isAbandoned(folder: string): boolean {
  const age = ageOf(folder);
  const owner = readOwner(folder);
  if (owner === undefined) return age > nameless;
  return age > longest || (owner.host === hostname() && !isRunning(owner.pid, folder));
}

function readOwner(folder: string): { readonly pid: number; readonly host: string } | undefined {
  try {
    const [pid, host] = readFileSync(join(folder, "owner"), "utf8").split(" ");
    return host === undefined ? undefined : { pid: Number(pid), host };
  } catch {
    return undefined;
  }
}

/** A process with our own number is an earlier one, as in a container, unless the stage is ours. */
function isRunning(pid: number, folder: string): boolean {
  if (pid === process.pid) return stages.has(folder);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
