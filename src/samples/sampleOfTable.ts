import { completeRows } from "../sources/tables/completeRows.ts";
import type { Table } from "../sources/tables/table.ts";
import type { Design } from "../survey/design.ts";
import { type DesignColumns, designOf } from "../survey/designColumns.ts";
import type { DesignNotice, Opened, Sample } from "./sample.ts";
import { derived, parseDerivations, type SelectionRequest, select } from "./selection.ts";

/** The variables that describe the design of a table's rows, and which rows are wanted. */
export interface TableRequest extends SelectionRequest, Omit<DesignColumns, "strata"> {
  readonly strata?: readonly string[] | undefined;
  /** What becomes of rows without a weight: they are refused, or deleted; refused by default. */
  readonly unweighted?: "refused" | "deleted" | undefined;
}

/**
 * The sample that is in a table: its design from some of its variables, its selection from conditions. Throws for variables that
 * it does not have, bad weights, rows that lack their stratum or cluster, and conditions that no row meets.
 */
export function sampleOfTable(table: Table, request: TableRequest = {}): Sample {
  const extended = derived(table, parseDerivations(request.derive ?? []));
  const { file } = table.place();
  const provenance = { kind: "microdata", files: file === undefined ? [] : [file] } as const;
  return designed(
    { table: extended, origin: { provenance, rows: new Map([["", table.rows]]) }, waves: [] },
    request,
  );
}

/** Opened rows, with their derived variables, as a sample. */
export function designed(
  opened: Opened,
  { weight, strata = [], cluster, fpc, lonely, where = [], derive = [], unweighted }: TableRequest,
): Sample {
  const deletes = unweighted === "deleted" && weight !== undefined;
  const table = deletes ? opened.table.reify(completeRows(opened.table, [weight])) : opened.table;
  const design = designOf(table, { weight, strata, cluster, fpc, lonely });
  return {
    ...opened,
    table,
    design,
    selection: {
      ...select(table, { where, derive }),
      deleted: opened.table.observations - table.observations,
    },
    names: { weight, strata, cluster, fpc },
    notices: noticesOf(design, weight, fpc),
  };
}

/** What a reader should know of a design: nothing, of most. */
function noticesOf(
  { weights, strata }: Design,
  weight: string | undefined,
  fpc: string | undefined,
): DesignNotice[] {
  const negative = weight === undefined ? 0 : weights.reduce((sum, value) => sum + Number(value < 0), 0);
  const isCensus = strata.every(({ fraction }) => fraction === 1);
  return [
    ...(fpc !== undefined && weight === undefined
      ? [{ kind: "correction unweighted", name: fpc } as const]
      : []),
    ...(fpc !== undefined && isCensus ? [{ kind: "everything sampled", name: fpc } as const] : []),
    ...(negative > 0 ? [{ kind: "negative weights", name: weight!, count: negative } as const] : []),
  ];
}
