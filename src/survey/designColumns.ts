import { checkWeights } from "../sources/datasets/decode.ts";
import { crossFactors, type Factor } from "../sources/tables/factor.ts";
import { type Table, variableOf } from "../sources/tables/table.ts";
import { InputError } from "../text/errors.ts";
import type { VariableUse } from "../text/messages/datasets.ts";
import { type RowRole, roleMissing } from "../text/messages/designs.ts";
import { type Design, type LonelyRule, makeDesign } from "./design.ts";

/** The variables of a table that describe its sampling design. */
export interface DesignColumns {
  /** Without weights every row counts once. */
  readonly weight?: string | undefined;
  /** Several are crossed. */
  readonly strata: readonly string[];
  readonly cluster?: string | undefined;
  readonly fpc?: string | undefined;
  readonly lonely?: LonelyRule | undefined;
}

/** The design of a table's rows; refuses bad weights, and rows that lack their stratum, cluster or correction. */
export function designOf(table: Table, { weight, strata, cluster, fpc, lonely }: DesignColumns): Design {
  const known = (name: string, option: VariableUse) => variableOf(table, name, option) && name;
  const levels = (name: string, option: VariableUse, role: RowRole): Factor => {
    const factor = table.factor(known(name, option));
    const missing = factor.codes.indexOf(-1);
    if (missing >= 0) throw new InputError(roleMissing(role), table.place(missing, name));
    return factor;
  };
  const { aggregates } = table;
  const weights =
    weight === undefined
      ? (aggregates?.rows ?? new Float64Array(table.rows).fill(1))
      : weightsOf(table, known(weight, "--weight"));
  return makeDesign(weights, {
    strata: crossed(
      table.rows,
      strata.map((name) => levels(name, "--strata", "stratum")),
    ),
    clusters: cluster === undefined ? undefined : levels(cluster, "--cluster", "cluster"),
    fpc: fpc === undefined ? undefined : table.numbers(known(fpc, "--fpc")),
    correctionAt: (row) => table.place(row, fpc),
    lonely,
    aggregates,
    place: table.place(),
  });
}

function weightsOf(table: Table, name: string): Float64Array {
  const weights = table.numbers(name);
  checkWeights(
    weights,
    (row) => table.place(row, name),
    (row) => (Number.isNaN(weights[row]!) ? null : weights[row]!),
    "allowed",
  );
  return weights;
}

/** The crossing of the stratification variables; undefined where there are none. */
export function crossed(rows: number, factors: readonly Factor[]): Factor | undefined {
  return factors.length > 1 ? crossFactors(rows, factors) : factors[0];
}
