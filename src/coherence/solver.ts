import { setFlagsFromString } from "node:v8";
import { once } from "../numerics/once.ts";
import { GeneratingProgram } from "./generatingProgram.ts";
import { loadHighs } from "./highs.ts";
import type { Program } from "./linearProgram.ts";
import { type OpenProgram, TabulatedProgram } from "./openProgram.ts";

/** Programs with larger tables take longer than columns that are generated one after the other. */
const mostCells = 4000;

/** Solves linear programs. */
export interface Solver {
  /** Of cliques with more cells than these the columns are generated. */
  readonly mostCells: number;
  open(program: Program): OpenProgram;
}

const load = once(async (): Promise<Solver> => {
  const highs = await loadHighs();
  return {
    mostCells,
    open: (program) => {
      const Program = program.generated.length > 0 ? GeneratingProgram : TabulatedProgram;
      return new Program(highs, program);
    },
  };
});

/**
 * The solver, loaded once. For a few programs V8 does not optimise its code: that would take longer than they do, and twice the
 * time of a bound in all.
 */
export function loadSolver(programs: "few" | "many"): Promise<Solver> {
  if (programs === "few") setFlagsFromString("--liftoff-only");
  return load();
}
