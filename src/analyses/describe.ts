import { isDateVariable } from "../sources/expressions/dates.ts";
import { type Aggregates, rowsAt } from "../sources/tables/aggregates.ts";
import type { Variable } from "../sources/tables/codebook.ts";
import type { Factor } from "../sources/tables/factor.ts";
import type { Table } from "../sources/tables/table.ts";

/** A variable of a table and its answers. */
export interface VariableSummary {
  readonly variable: Variable;
  readonly answers: number;
  readonly missing: number;
  /** Of a numeric variable with answers. */
  readonly min: number | null;
  readonly max: number | null;
  /** The earliest and the latest answer, of a variable of dates with answers. */
  readonly first: string | null;
  readonly last: string | null;
  /** Rows of each level, of a categorical variable. */
  readonly counts: readonly number[] | null;
}

/** The variables of a table in its order, with how many answers, which levels or which range they have. */
export function describe(table: Table): VariableSummary[] {
  return Array.from(table.codebook, ([name, variable]) => {
    const { aggregates } = table;
    const found =
      variable.type === "categorical"
        ? countLevels(table.factor(name), aggregates)
        : rangeOf(table.numbers(name), aggregates);
    const dates = isDateVariable(variable) ? spanOf(table.factor(name), found.counts!) : undated;
    return { variable, ...found, ...dates, missing: table.observations - found.answers };
  });
}

type Span = Pick<VariableSummary, "first" | "last">;
type Found = Omit<VariableSummary, "variable" | "missing" | keyof Span>;

const undated: Span = { first: null, last: null };

/** The first and the last of the dates that occur: those of one notation are in the order of their texts. */
function spanOf({ levels }: Factor, counts: readonly number[]): Span {
  const occurring = levels.filter((_, code) => counts[code]! > 0).sort();
  return { first: occurring[0] ?? null, last: occurring.at(-1) ?? null };
}

function countLevels({ levels, codes }: Factor, aggregates: Aggregates | undefined): Found {
  const counts = levels.map(() => 0);
  let answers = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0) continue;
    const rows = rowsAt(aggregates, row);
    counts[codes[row]!]! += rows;
    answers += rows;
  }
  return { answers, min: null, max: null, counts };
}

function rangeOf(numbers: Float64Array, aggregates: Aggregates | undefined): Found {
  let answers = 0;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    if (Number.isNaN(value)) continue;
    answers += rowsAt(aggregates, row);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return answers > 0 ? { answers, min, max, counts: null } : { answers, min: null, max: null, counts: null };
}
