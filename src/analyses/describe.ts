import type { Variable } from "../sources/tables/codebook.ts";
import { levelNames } from "../sources/tables/codebook.ts";
import type { Table } from "../sources/tables/table.ts";

/** A variable of a table and its answers. */
export interface VariableSummary {
  readonly variable: Variable;
  readonly answers: number;
  readonly missing: number;
  /** Of a numeric variable with answers. */
  readonly min: number | null;
  readonly max: number | null;
  /** Rows of each level, of a categorical variable. */
  readonly counts: readonly number[] | null;
}

/** The variables of a table in its order, with how many answers, which levels or which range they have. */
export function describe(table: Table): VariableSummary[] {
  return [...table.codebook.values()].map((variable) => {
    const found =
      variable.type === "categorical"
        ? countLevels(table, variable.name, levelNames(variable).length)
        : rangeOf(table.numbers(variable.name));
    return { variable, ...found, missing: table.rows - found.answers };
  });
}

type Found = Omit<VariableSummary, "variable" | "missing">;

function countLevels(table: Table, name: string, size: number): Found {
  const counts = new Array<number>(size).fill(0);
  for (const code of table.factor(name).codes) if (code >= 0) counts[code]!++;
  return { answers: counts.reduce((sum, count) => sum + count, 0), min: null, max: null, counts };
}

function rangeOf(values: Float64Array): Found {
  let answers = 0;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    answers++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { answers, min: answers === 0 ? null : min, max: answers === 0 ? null : max, counts: null };
}
