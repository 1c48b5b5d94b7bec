import { beforeAll, expect, test } from "vitest";
import { type Audit, audit } from "../../src/coherence/audit.ts";
import { type AllBounds, boundEstimands } from "../../src/coherence/estimandBounds.ts";
import { loadSolver } from "../../src/coherence/solver.ts";
import { parseDomain } from "../../src/study/domain.ts";
import { openRegistry } from "../../src/study/registry.ts";
import { loadStudy } from "../../src/study/study.ts";
import { folderWith } from "../support/files.ts";

/** Twelve questions with four answers, of which 95% give the first one, and another one, whether one has a pet. */
const questions = Array.from({ length: 12 }, (_, at) => `q${at + 1}`);
const condition = questions.map((name) => `${name}=a`).join("; ");
const levels = (names: string) =>
  `[${[...names].map((name, at) => `{ code: ${at + 1}, name: ${name}, en: ${name} }`).join(", ")}]`;
const figure = (id: string, variable: string, level: string, domain: string, published: number) =>
  `${id},s,1,,2022,percent,${variable},${level},${domain},${published},,,,%,calibrated,F,F,\n`;

const folder = folderWith({
  "lexicon.yaml": "{}\n",
  "small/dataset.yaml": `kind: synthetic
title: { fr: Enquête, en: Survey }
units: { "%": { fr: "%", en: "%" } }
waves: { "2022": { file: 2022.csv, weight: 1 } }
variables:
  - { name: pet, fr: Animal, en: Pet, levels: ${levels("yn")} }
${questions.map((name) => `  - { name: ${name}, fr: Q, en: Q, levels: ${levels("abcd")} }`).join("\n")}
`,
  "studies/one/study.yaml":
    "id: one\ndataset: small\ntitle: { fr: T, en: T }\nsource: { fr: S, en: S }\nsections: [{ id: s, fr: S, en: S }]\ntables: []\nmodels: []\ncharts: []\n",
  "studies/one/figures.csv": [
    "id,section,page,chart,wave,statistic,variable,level,domain,published,low,high,words,unit,use,fr,en,note\n",
    figure("pet", "pet", "y", "", 30),
    ...questions.map((name) => figure(name, name, "a", "", 95)),
    figure("pet-among", "pet", "y", condition, 95),
  ].join(""),
  "studies/one/findings.csv":
    "id,section,page,model,first,second,variable,level,versus,sign,basis,fr,en,note\nc,s,1,,pet-among,pet,,,,+,descriptive,F,F,\n",
});

let bounds: AllBounds;
let found: Audit;
beforeAll(async () => {
  const solver = await loadSolver("many");
  const { declaration } = await loadStudy("one", folder);
  const figures = [...(await openRegistry(declaration, folder)).figures.values()];
  const among = {
    statistic: "percent",
    wave: "2022",
    variable: "pet",
    levels: ["y"],
    domain: parseDomain(condition, {}),
  } as const;
  const others = figures.filter(({ figure: { id } }) => id !== "pet-among");
  bounds = boundEstimands(declaration, others, [among], solver);
  found = audit(declaration, figures, [], solver);
});

// By Bonferroni at least 1 − 12 · 5.5% = 34% give all first answers; of these at most 30.5% of all have a pet.
test("a condition on twelve questions, 33 million cells, is bounded through who is in all its clauses", () => {
  expect(bounds.bounds[0]!.found).toMatchObject({ low: 0, high: expect.closeTo((100 * 30.5) / 34, 6) });
});

test("a figure under it contradicts all others where it is larger than they allow", () => {
  expect(found.unseen).toEqual([]);
  expect(found.conflicts).toEqual([["pet", "pet-among", ...questions].map((id) => `one:${id}`).sort()]);
});
