import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { estimate, type Statistic } from "../../src/analyses/estimate.ts";
import { model } from "../../src/analyses/model.ts";
import { makeRandom } from "../../src/numerics/random.ts";
import { replicatedByDesign } from "../../src/samples/replicated.ts";
import type { Sample } from "../../src/samples/sample.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import type { ReplicateMethod } from "../../src/weights/replicates.ts";
import { folderWith } from "../support/files.ts";

const { uniform, pick } = makeRandom(1);
const rows = Array.from({ length: 60 }, (_, at) => [
  `h${at % 6}`,
  `c${Math.floor(at / 6) % 2}`,
  ...[1 + uniform(), 10 * uniform(), 1 + uniform(), pick(["a", "b", "c"]), pick(["yes", "no"])],
]);
const csv = `h,c,w,y,z,g,owns\n${rows.map((row) => row.join()).join("\n")}\n`;
const folder = folderWith({ "survey.csv": csv });
const weight = "w";
const variables = ["y", "z", "g", "owns"];

async function madeBy(method: ReplicateMethod): Promise<Sample> {
  const strata = method === "jk1" ? [] : ["h"];
  const path = join(folder, "survey.csv");
  const cluster = method === "jk1" ? undefined : "c";
  const sample = await sampleOfFile(path, { variables, weight, strata, cluster });
  return replicatedByDesign(sample, { method, count: 70, seed: 3, fay: method === "brr" ? 0.3 : 0 });
}

/** The same replicates in columns of a file. */
async function readBack(method: ReplicateMethod, { design }: Sample): Promise<Sample> {
  const { weights, scale, factors } = design.replication!;
  const columns = Array.from(weights, (own, at) => [`r${at + 1}`, ...own]);
  const path = join(folder, `${method}.csv`);
  const lines = readFileSync(join(folder, "survey.csv"), "utf8").trimEnd().split("\n");
  writeFileSync(path, lines.map((line, at) => [line, ...columns.map((own) => own[at])].join()).join("\n"));
  const variance = { kind: "replicated", prefix: "r", scale, factors: Array.from(factors) } as const;
  return sampleOfFile(path, { variables, weight, variance });
}

/** The same replicates in one array, which the next replicate overwrites. */
function lentOneByOne(sample: Sample): Sample {
  const { replication, rows } = sample.design;
  const lent = new Float64Array(rows);
  const weights = {
    *[Symbol.iterator]() {
      for (const own of replication!.weights) {
        lent.set(own);
        yield lent;
        lent.fill(Number.NaN);
      }
    },
  };
  return { ...sample, design: { ...sample.design, replication: { ...replication!, weights } } };
}

const statistics: Statistic[] = [
  { kind: "mean" },
  { kind: "total" },
  { kind: "ratio", denominator: "z" },
  { kind: "quantile", probability: 0.5 },
];

function everything(sample: Sample) {
  const [fitted] = model(sample, {
    formula: "owns ~ y + g",
    family: "logistic",
    margins: ["g", "y"],
    contrasts: ["g"],
  });
  if ("refusal" in fitted!.result) throw new Error(fitted!.result.refusal.en);
  const { terms, tests, margins, effects, contrasts, discardedFits, design } = fitted!.result;
  return {
    crosstabs: (["second", "adjusted-wald"] as const).map((test) =>
      crosstab(sample, { outcome: "owns", by: ["g"], test }),
    ),
    estimates: statistics.map((statistic) => estimate(sample, { variable: "y", statistic, by: ["g"] })),
    compared: estimate(sample, { variable: "y", statistic: { kind: "mean" }, by: ["owns"], test: true }),
    model: { terms, tests, margins, effects, contrasts, discardedFits, design },
  };
}

test.each(["jk1", "jkn", "brr", "bootstrap"] as const)(
  "estimates with %s replicates that are made are those with the same replicates read, to the last bit",
  async (method) => {
    const made = await madeBy(method);
    expect(everything(await readBack(method, made))).toEqual(everything(made));
  },
);

test("no estimate needs more than one replicate at a time", async () => {
  const made = await madeBy("bootstrap");
  expect(everything(lentOneByOne(made))).toEqual(everything(made));
});
