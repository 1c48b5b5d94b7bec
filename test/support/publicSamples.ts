import type { Sample } from "../../src/samples/sample.ts";
import { sampleOfTable, type TableRequest } from "../../src/samples/sampleOfTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import type { LonelyRule } from "../../src/survey/design.ts";
import { namesIn } from "./estimates.ts";
import { given, oracle, root } from "./oracle.ts";

const designs = new Map(oracle("public/designs.csv").map((row) => [row.design!, row]));
const tables = new Map<string, ReturnType<typeof readFileTable>>();

/** A public data set under a design of test/oracle/public/designs.csv. */
export async function publicSample(
  name: string,
  selection: Pick<TableRequest, "where" | "derive"> = {},
): Promise<Sample> {
  const { data, weight, strata, cluster, fpc, lonely } = designs.get(name)!;
  const table = tables.get(data!) ?? readFileTable(`${root}test/oracle/public/data/${data}.csv`);
  tables.set(data!, table);
  return sampleOfTable(await table, {
    ...selection,
    weight: weight || undefined,
    strata: namesIn(strata),
    cluster: cluster || undefined,
    fpc: fpc || undefined,
    lonely: lonely as LonelyRule,
  });
}

/** R's estimates with a design, those of one call together. */
export function publicEstimates(design: string, statistics: readonly string[]) {
  const calls = new Map<string, Record<string, string>[]>();
  for (const row of oracle("public/estimates.csv"))
    if (row.design === design && statistics.includes(row.statistic!))
      calls.set(row.case!, [...(calls.get(row.case!) ?? []), row]);
  return [...calls];
}

/** The conditions of a row of R's files. */
export const conditions = ({ where }: Record<string, string>) => (where ? [where] : []);

/** The groups of a row of R's estimates, as an analysis names their levels. */
export const groupOf = ({ group }: Record<string, string>) => (group ? group.split(" * ") : []);

/** Whether R gives the zero of a single cluster's deviations from itself as the standard error of a row; here it has none. */
export const isOfOneCluster = ({ se, df }: Record<string, string>) => given(se) === 0 && given(df) === 0;
