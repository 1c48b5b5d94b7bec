import { chmodSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Move, moveAll } from "./moves.ts";
import { clearLeftovers, clearStage, makeStage, type Stage } from "./staging.ts";
import { type Target, targetsOf, unwritableFile } from "./targets.ts";

/** A file's content; a long text may come in pieces. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** A file that a run writes. */
export interface Output {
  readonly file: string;
  readonly content: FileContent;
  /** Whether only its owner may read it, such as microdata; what it replaces decides where there is something. */
  readonly isPrivate?: boolean | undefined;
}

/**
 * Throws where outputs cannot be written, or would replace what the run has read so far, for a caller who would work long
 * before writing them. Takes away what killed runs have left beside them, and returns what it was.
 */
export function checkOutputs(files: readonly string[]): readonly string[] {
  const folders = new Set(targetsOf(files).map(({ folder }) => folder));
  return [...folders].flatMap(clearLeftovers);
}

/** Writes all outputs of a run or none: each first beside its place and whole, then all are put into place. */
export async function writeOutputs(outputs: readonly Output[]): Promise<void> {
  if (outputs.length === 0) return;
  const targets = targetsOf(outputs.map(({ file }) => file));
  const stages = new Map<string, Stage>();
  try {
    const moves: Move[] = [];
    for (const [at, output] of outputs.entries()) moves.push(await staged(output, targets[at]!, stages));
    moveAll(moves);
  } catch (error) {
    throw unwritableFile(outputs[0]!.file, error);
  } finally {
    for (const stage of stages.values()) clearStage(stage);
  }
}

/** Writes an output whole into the stage of its folder. */
async function staged(
  { content, isPrivate }: Output,
  { named, folder, name, mode }: Target,
  stages: Map<string, Stage>,
): Promise<Move> {
  try {
    const stage = stages.get(folder) ?? (await makeStage(folder, name));
    stages.set(folder, stage);
    const { fresh, saved } = stage;
    await writeFile(fresh(name), content, { mode: isPrivate ? 0o600 : 0o666 });
    if (mode !== undefined) chmodSync(fresh(name), mode);
    return { from: fresh(name), to: join(folder, name), saved: saved(name) };
  } catch (error) {
    throw unwritableFile(named, error);
  }
}
