import { describe, expect, test } from "vitest";
import { hadamard } from "../../src/numerics/hadamard.ts";
import { makeRandom } from "../../src/numerics/random.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { type Design, makeDesign } from "../../src/survey/design.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { estimateMean, estimateTotal } from "../../src/survey/estimators.ts";
import { rankOf } from "../../src/survey/replication.ts";
import { makeReplicates, type ReplicateMethod, replicateMethodNames } from "../../src/weights/replicates.ts";
import { expectClose, groupBy, oracle, root } from "../support/oracle.ts";
import { replicateSample } from "../support/replicates.ts";

const options = { replicates: 40, seed: 1, fay: 0 };

/** The design whose variances come from replicates that are made of it. */
function replicated(design: Design, method: ReplicateMethod, more = {}): Design {
  const made = makeReplicates(design, method, { ...options, ...more });
  const replication = { ...made, centredOnEstimate: false };
  return { ...makeDesign(design.weights), replication };
}

async function designOfR(row: Record<string, string>): Promise<Design> {
  const { table } = await replicateSample(row.design!);
  return designOf(table, {
    weight: "w",
    strata: row.strata ? [row.strata] : [],
    cluster: row.cluster || undefined,
    fpc: row.fpc || undefined,
    lonely: "certainty",
  });
}

describe("jackknife replicates are R's", () => {
  const made = oracle("replicates/designs.csv").filter(
    ({ type, from, design }) => /^jk/.test(type!) && from === "" && design !== "jkn-zones-census",
  );
  expect(made.length).toBeGreaterThan(8);
  test.each(made)("$design", async (row) => {
    const { design } = await replicateSample(row.design!);
    const own = makeReplicates(await designOfR(row), row.type as ReplicateMethod, options);
    const base = await designOfR(row);
    const replication = design.replication!;
    const [made, given] = [[...own.weights], [...replication.weights]];
    expect(made.length).toBe(given.length);
    // R lists the clusters as they come in the data.
    const dropped = (weights: Float64Array) =>
      weights.findIndex((weight, at) => weight === 0 && base.weights[at]! > 0);
    const ours = made
      .map((weights, at) => ({ weights, factor: own.scale * own.factors[at]! }))
      .sort((a, b) => dropped(a.weights) - dropped(b.weights));
    const theirs = given
      .map((weights, at) => ({ weights, factor: replication.scale * replication.factors[at]! }))
      .sort((a, b) => dropped(a.weights) - dropped(b.weights));
    theirs.forEach(({ weights, factor }, at) => {
      expectClose(ours[at]!.factor, factor, 1e-12, `factor ${at}`);
      weights.forEach((weight, k) => {
        expectClose(ours[at]!.weights[k], weight, 1e-12, `replicate ${at}, row ${k}`);
      });
    });
  });
});

test.each(oracle("replicates/brrvariances.csv"))(
  "balanced half samples of $design give R's standard error of the total of $variable",
  async (row) => {
    const spec = oracle("replicates/designs.csv").find(({ design }) => design === row.design)!;
    const { table } = await replicateSample(row.design!);
    const design = replicated(await designOfR(spec), "brr", { fay: Number(spec.rho) });
    const values =
      row.variable === "one" ? new Float64Array(table.rows).fill(1) : table.numbers(row.variable!);
    const found = estimateTotal(design, values)!;
    expectClose(found.estimate, Number(row.estimate), 1e-10, "estimate");
    expectClose(found.se, Number(row.se), 1e-8, "standard error");
  },
);

test("the columns of a Hadamard matrix are balanced and orthogonal, and it is hardly larger than it must be", () => {
  for (let least = 1; least <= 70; least++) {
    const { order, entry } = hadamard(least);
    expect(order).toBeGreaterThanOrEqual(least);
    expect(order).toBeLessThanOrEqual(least + 12);
    const columns = Array.from({ length: order }, (_, j) =>
      Array.from({ length: order }, (__, i) => entry(i, j)),
    );
    expect(columns[0]!.every((value) => value === 1)).toBe(true);
    columns.forEach((first, j) => {
      columns.forEach((second, k) => {
        expect(first.reduce((sum, value, at) => sum + value * second[at]!, 0)).toBe(j === k ? order : 0);
      });
    });
  }
});

/** Of two samples, the largest distance of their distribution functions. */
function kolmogorovSmirnov(first: readonly number[], second: readonly number[]): number {
  const share = (values: readonly number[], at: number) =>
    values.filter((value) => value <= at).length / values.length;
  return Math.max(...[...first, ...second].map((at) => Math.abs(share(first, at) - share(second, at))));
}

describe("bootstrap standard errors have the distribution of R's", async () => {
  const runs = groupBy(oracle("replicates/bootstrap.csv"), ({ design, statistic, variable }) =>
    [design, statistic, variable].join(" "),
  );
  const designs: Record<string, { data: string; weight: string; strata: string[]; cluster?: string }> = {
    apistrat: { data: "public/data/apistrat", weight: "pw", strata: ["stype"] },
    apiclus1: { data: "public/data/apiclus1", weight: "pw", strata: [], cluster: "dnum" },
    districts: { data: "replicates/data/jkn-zones", weight: "w", strata: ["zone"], cluster: "dnum" },
  };
  // Six tests at 1/1000 each: a true null is rejected once in 170 times that the seeds are changed.
  const critical = (n: number, m: number) => Math.sqrt((-Math.log(0.001 / 2) / 2) * ((n + m) / (n * m)));
  test.each([...runs])("%s", async (name, rows) => {
    const [designName, statistic, variable] = name.split(" ") as [string, string, string];
    const { data, weight, strata, cluster } = designs[designName]!;
    const table = await readFileTable(`${root}test/oracle/${data}.csv`);
    const design = designOf(table, { weight, strata, cluster });
    const values = table.numbers(variable);
    const own = rows.map(({ seed }) => {
      const made = replicated(design, "bootstrap", { seed: Number(seed) });
      return (statistic === "mean" ? estimateMean : estimateTotal)(made, values)!.se;
    });
    const theirs = rows.map(({ se }) => Number(se));
    expect(kolmogorovSmirnov(own, theirs)).toBeLessThan(critical(own.length, theirs.length));
  });
});

test("a cluster is drawn as often as a draw with replacement of n − 1 of n has it", () => {
  // χ² with 5 degrees of freedom at 1/1000: 20.5.
  const design = makeDesign(new Float64Array(12).fill(1));
  const replicates = 4000;
  const { weights } = makeReplicates(design, "bootstrap", { ...options, replicates });
  const binomial = (k: number) => {
    let ways = 1;
    for (let at = 0; at < k; at++) ways = (ways * (11 - at)) / (at + 1);
    return (ways * 11 ** (11 - k)) / 12 ** 11;
  };
  const counts = new Array<number>(6).fill(0);
  for (const own of weights) counts[Math.min(5, Math.round((own[3]! * 11) / 12))]!++;
  const shares = [0, 1, 2, 3, 4].map(binomial);
  const all = [...shares, 1 - shares.reduce((sum, share) => sum + share, 0)];
  const chiSquare = counts.reduce(
    (sum, count, k) => sum + (count - replicates * all[k]!) ** 2 / (replicates * all[k]!),
    0,
  );
  expect(chiSquare).toBeLessThan(20.5);
});

test("the bootstrap's variance of a total is on average the linearised one, finite population correction included", () => {
  const weights = Float64Array.from({ length: 30 }, (_, at) => 2 + (at % 3));
  const values = Float64Array.from({ length: 30 }, (_, at) => (at * 7) % 11);
  const codes = Int8Array.from({ length: 30 }, (_, at) => at % 2);
  const fpc = new Float64Array(30).fill(40);
  const design = makeDesign(weights, { strata: { levels: ["a", "b"], codes }, fpc });
  const linearised = estimateTotal(design, values)!.se ** 2;
  const replicates = 20_000;
  const found = estimateTotal(replicated(design, "bootstrap", { replicates }), values)!.se ** 2;
  // The variance of a variance of so many near-normal replicates: four standard errors.
  expect(Math.abs(found / linearised - 1)).toBeLessThan(4 * Math.sqrt(2 / replicates));
});

test("the same seed gives the same replicates, another seed others", () => {
  const design = makeDesign(new Float64Array(20).fill(1));
  const draw = (seed: number) => [...makeReplicates(design, "bootstrap", { ...options, seed }).weights];
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

/** Strata of 2 to 4 clusters; of 2 for balanced half samples. Some clusters have no weight; of a census the clusters keep theirs. */
function randomDesign(seed: number, method: ReplicateMethod): Design {
  const random = makeRandom(seed);
  const strata = method === "jk1" ? 1 : random.integer(2, 5);
  const sizes = Array.from({ length: strata }, () => (method === "brr" ? 2 : random.integer(2, 4)));
  const clusters = sizes.flatMap((size, stratum) =>
    Array.from({ length: size }, (_, at) => ({ stratum, code: at, weight: Number(random.uniform() > 0.1) })),
  );
  const rows = clusters.flatMap((own) => [own, own]);
  const population = sizes.map((size) => size + random.integer(0, 2));
  return makeDesign(
    rows.map(({ weight }) => weight * (1 + random.uniform())),
    {
      strata: { levels: sizes.map(String), codes: Int32Array.from(rows, ({ stratum }) => stratum) },
      clusters: { levels: ["0", "1", "2", "3"], codes: Int32Array.from(rows, ({ code }) => code) },
      fpc: method === "brr" ? undefined : Float64Array.from(rows, ({ stratum }) => population[stratum]!),
    },
  );
}

describe.each(replicateMethodNames)("replicates by %s", (method) => {
  test.each([5, 70])(
    "have in every domain the rank of their columns, also where there are %i",
    (replicates) => {
      for (let seed = 1; seed <= 40; seed++) {
        const design = randomDesign(seed, method);
        const { weights, rankIn } = makeReplicates(design, method, { replicates, seed, fay: 0 });
        const { uniform } = makeRandom(seed);
        for (const share of [0, 0.3, 0.7, 1]) {
          const domain = Array.from(design.weights.keys()).filter(() => uniform() < share);
          expect(rankIn!(domain), `seed ${seed}, share ${share}`).toBe(rankOf([...weights], domain));
        }
      }
    },
  );

  test("are the same whenever they are gone through, also side by side", () => {
    const { weights, factors } = makeReplicates(randomDesign(1, method), method, options);
    const first = [...weights];
    expect(first).toHaveLength(factors.length);
    const beside = weights[Symbol.iterator]();
    let at = 0;
    for (const own of weights) {
      expect(own).toEqual(first[at]);
      expect(beside.next().value).toEqual(first[at++]);
    }
  });
});

test("of a million replicates no more are made than are asked for", () => {
  const made: number[] = [];
  const { weights } = makeReplicates(makeDesign(new Float64Array(1000).fill(1)), "bootstrap", {
    ...options,
    replicates: 1_000_000,
    progress: (at) => made.push(at),
  });
  weights[Symbol.iterator]().next();
  expect(made).toEqual([0]);
});

test("a jackknife of a mean has the variance of the linearised mean where the weights are equal", () => {
  const values = Float64Array.from([1, 4, 2, 8, 5, 7]);
  const design = makeDesign(new Float64Array(6).fill(3));
  expectClose(
    estimateMean(replicated(design, "jk1"), values)!.se,
    estimateMean(design, values)!.se,
    1e-12,
    "standard error",
  );
});

describe("designs that a method cannot replicate are refused", () => {
  const strata = { levels: ["a", "b"], codes: Int8Array.from([0, 0, 0, 1]) };
  const design = makeDesign([1, 1, 1, 1], { strata });
  test.each([
    ["jk1", "jk1 is for samples without strata"],
    ["jkn", "strata hold a single cluster"],
    ["bootstrap", "strata hold a single cluster"],
    ["brr", "balanced half samples need two clusters in every stratum"],
  ] as const)("%s", (method, message) => {
    expect(() => makeReplicates(design, method, options)).toThrow(message);
  });
  test("brr with a finite population correction", () => {
    const pairs = makeDesign([1, 1, 1, 1], {
      strata: { levels: ["a", "b"], codes: Int8Array.from([0, 0, 1, 1]) },
      fpc: new Float64Array(4).fill(10),
    });
    expect(() => makeReplicates(pairs, "brr", options)).toThrow("have no finite population correction");
  });
});
