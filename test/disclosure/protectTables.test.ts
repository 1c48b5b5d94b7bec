import { expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import type { EstimateRow } from "../../src/analyses/estimateRow.ts";
import { loadHighs } from "../../src/coherence/highs.ts";
import { attackerIntervals } from "../../src/disclosure/attacker.ts";
import type { Relation } from "../../src/disclosure/cellTable.ts";
import { protectTables } from "../../src/disclosure/protectTables.ts";
import { makeRandom } from "../../src/numerics/random.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { type PercentBase, percentBases } from "../../src/survey/crosstab.ts";
import { tableWith } from "../support/table.ts";

const highs = await loadHighs();
const least = 5;
const levels = [
  ["a", "b", "c"],
  ["d", "e"],
  ["x", "y", "z"],
] as const;

type Key = readonly (string | null)[];
const nameOf = (key: Key) => key.map((level) => level ?? "*").join("");

/** Respondents of a random population of few, with weights. */
async function randomSample(seed: number) {
  const random = makeRandom(seed);
  const rows = Array.from({ length: 150 }, () =>
    levels.map((own) => own[Math.floor(own.length * random.uniform() ** 2)]!),
  );
  const answers = Object.fromEntries(
    ["g", "h", "q"].map((name, at) => [name, rows.map((row) => row[at]!)] as const),
  );
  const w = rows.map(() => random.integer(10, 20));
  return sampleOfTable(await tableWith({ ...answers, w }), { weight: "w" });
}

/** All margins of the three variables, told or not, as the attack sees them. */
function cube() {
  const keys = [...levels[0], null].flatMap((g) =>
    [...levels[1], null].flatMap((h) => [...levels[2], null].map((q): Key => [g, h, q])),
  );
  const index = new Map(keys.map((key, at) => [nameOf(key), at]));
  const relations = keys.flatMap((key, total): Relation[] =>
    key.flatMap((level, at) =>
      level === null
        ? [{ total, parts: levels[at]!.map((own) => index.get(nameOf(key.with(at, own)))!) }]
        : [],
    ),
  );
  return { index, table: { size: keys.length, relations } };
}

const baseOf: Readonly<Record<PercentBase, (key: Key) => Key>> = {
  by: ([g, h]) => [g!, h!, null],
  outcome: ([, , q]) => [null, null, q!],
  total: () => [null, null, null],
};

test.each(percentBases)("no reader tells a small cell of tables with percentages of %s", async (percent) => {
  let small = 0;
  for (const seed of [1, 2, 3, 4]) {
    const sample = await randomSample(seed);
    const result = crosstab(sample, { outcome: "q", by: ["g", "h"], percent, subtotals: true });
    const { tables } = protectTables([{ kind: "levels", outcome: "q", result }], least, highs);
    const partsOf = (own: typeof result) => [...own.rows, ...own.subtotals, ...own.overall];
    const keyOf = (row: EstimateRow): Key =>
      percent === "outcome" ? [...row.levels.slice(1), row.levels[0]!] : row.levels;
    const { index, table } = cube();
    const printed: ({ low: number; high: number } | undefined)[] = Array(table.size).fill(undefined);
    const print = (key: Key, value: number) => {
      printed[index.get(nameOf(key))!] = { low: value, high: value };
    };
    print([null, null, null], result.design.used);
    for (const row of partsOf(tables[0]!.result as typeof result)) {
      if (row.withheld) continue;
      print(keyOf(row), row.n!);
      print(baseOf[percent](keyOf(row)), row.base!);
    }
    const found = attackerIntervals(table, printed, highs)!;
    for (const row of partsOf(result)) {
      if (row.n! === 0 || row.n! >= least) continue;
      small++;
      const { low, high } = found[index.get(nameOf(keyOf(row)))!]!;
      expect(low).toBeCloseTo(0, 6);
      expect(high).toBeGreaterThan(least - 1e-6);
    }
  }
  expect(small).toBeGreaterThan(10);
});
