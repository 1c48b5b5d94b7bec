import { setFlagsFromString } from "node:v8";
import { once } from "../numerics/once.ts";
import { loadHighs } from "./highs.ts";
import type { Program } from "./linearProgram.ts";
import { type OpenProgram, openProgram } from "./openProgram.ts";
import { mostCells } from "./tooManyCells.ts";

/** Solves linear programs. */
export interface Solver {
  /** Of cliques with more cells than these the columns are generated. */
  readonly mostCells: number;
  open(program: Program): OpenProgram;
}

const load = once(async (): Promise<Solver> => {
  const highs = await loadHighs();
  return { mostCells, open: (program) => openProgram(highs, program) };
});

/**
 * The solver, loaded once. For a few programs V8 does not optimise its code: that would take longer than they do, and twice the
 * time of a bound in all.
 */
export function loadSolver(programs: "few" | "many"): Promise<Solver> {
  if (programs === "few") setFlagsFromString("--liftoff-only");
  return load();
}
