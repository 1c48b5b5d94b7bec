import { op } from "arquero";
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
    // Under a name of our own, so that no name of a user's becomes part of an expression.
    const answers = table.select({ [variable.name]: "answer" });
    const found =
      variable.type === "categorical" ? countLevels(answers, levelNames(variable)) : rangeOf(answers);
    return { variable, ...found, missing: table.rows - found.answers };
  });
}

type Found = Omit<VariableSummary, "variable" | "missing">;

function countLevels(table: Table, levels: readonly string[]): Found {
  const groups = table.groupby("answer").count().objects() as { answer: string | null; count: number }[];
  const countOf = new Map(groups.map(({ answer, count }) => [answer, count]));
  const counts = levels.map((level) => countOf.get(level) ?? 0);
  return { answers: table.rows - (countOf.get(null) ?? 0), min: null, max: null, counts };
}

function rangeOf(table: Table): Found {
  const { answers, min, max } = table
    .rollup({ answers: op.valid("answer"), min: op.min("answer"), max: op.max("answer") })
    .object() as { answers: number; min?: number; max?: number };
  return { answers, min: min ?? null, max: max ?? null, counts: null };
}
