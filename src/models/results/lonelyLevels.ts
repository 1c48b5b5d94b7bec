import { weightedAt } from "../../sources/tables/aggregates.ts";
import type { FittedModel } from "../fit/model.ts";

/** A level of a factor that a single cluster (or row) holds. */
export interface LonelyLevel {
  readonly variable: string;
  readonly level: string;
}

/**
 * The levels whose rows of positive weight all belong to one cluster, or are a single row: their residuals add up to zero
 * there, so that design-based and robust standard errors know nothing of the variance between such clusters.
 */
export function lonelyLevels({ fitted, frame }: FittedModel): LonelyLevel[] {
  const { design, group } = fitted;
  return frame.bases.flatMap(({ factor }, base) => {
    if (!factor) return [];
    const holder = new Int32Array(factor.levels.length).fill(nobody);
    let unknown = holder.length;
    for (let row = 0; row < design.rows && unknown > 0; row++) {
      const pattern = group[row]!;
      if (pattern < 0 || design.weights[row] === 0) continue;
      const level = frame.values[base]![pattern]!;
      // Of several rows without clusters no one holds the level alone.
      const isOne = design.cluster !== undefined || weightedAt(design.aggregates, row, 1) === 1;
      const cluster = isOne ? (design.cluster?.[row] ?? row) : several;
      if (holder[level] === nobody) {
        holder[level] = cluster;
        if (cluster === several) unknown--;
      } else if (holder[level] !== several && holder[level] !== cluster) {
        holder[level] = several;
        unknown--;
      }
    }
    return factor.declared
      .filter((level) => holder[factor.levels.indexOf(level)]! >= 0)
      .map((level) => ({ variable: factor.variable, level }));
  });
}

const nobody = -1;
const several = -2;
