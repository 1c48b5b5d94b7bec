import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { type Answer, usualDialect } from "../../src/sources/engines/engine.ts";
import {
  partsOfWeights,
  sumsOfWeights,
  weightsOfGroup,
  wholeWeights,
} from "../../src/sources/engines/exactWeights.ts";

const shards = 100;
const largest = 40;
const { whole, scale } = wholeWeights(usualDialect, "w", largest);

/** Weights between 0.5 and 40 that use all digits of a double, 20,000 rows in three groups, on shards of unequal sizes. */
const rows = `(SELECT i % 3 AS g, 0.5 + 39.5 * (hash(i) / 18446744073709551616.0) AS w,
  CAST(floor(${shards} * sqrt(hash(i + 1000000) / 18446744073709551616.0)) AS INTEGER) AS shard FROM range(20000) AS r (i))`;

/** What each group of some rows is asked for. */
const sumsOf = (condition: string) =>
  `SELECT g, ${sumsOfWeights(usualDialect)} FROM (SELECT g, ${partsOfWeights(usualDialect)} FROM
   (SELECT g, ${whole} AS whole_ FROM ${rows} AS a WHERE ${condition}) AS b) AS c GROUP BY 1 ORDER BY 1`;

test("the sums of a hundred shards add up, in any order, to the bits that all rows give at once", async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  const ask = async (sql: string) => (await (await connection.run(sql)).getRowsJS()) as Answer[][];
  const atOnce = await ask(sumsOf("true"));
  const added = new Map<Answer, bigint[]>();
  // The shards answer in an order of their own.
  for (let at = 0; at < shards; at++)
    for (const [group, ...sums] of await ask(sumsOf(`shard = ${(at * 37) % shards}`))) {
      const known = added.get(group!) ?? sums.map(() => 0n);
      added.set(
        group!,
        known.map((sum, k) => sum + BigInt(sums[k]!)),
      );
    }
  expect(added.size).toBe(3);
  for (const [group, ...sums] of atOnce)
    expect(weightsOfGroup(added.get(group!)!, scale)).toEqual(weightsOfGroup(sums, scale));
});
