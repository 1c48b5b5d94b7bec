import { readFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { dataFolder } from "../support/oracle.ts";
import { reproduceEmbedded } from "../support/panel.ts";

const explain = async (...words: string[]) => {
  const run = await runIn(80, ["explain", ...words]);
  expect(run.status, run.stderr).toBe(0);
  return run;
};
const documentOf = async (...words: string[]) =>
  JSON.parse((await explain(...words, "--format", "json")).stdout);

/** Text without its line breaks. */
const flat = (text: string) => text.replace(/\s+/g, " ");

describe("a figure", () => {
  test("is told with its definition, its computation, what is printed and where, and the verdict", async () => {
    const { stdout, stderr } = await explain("er1245", "physique-seul");
    const text = flat(stdout);
    for (const told of [
      'Weighted percentage of the answer "Yes"',
      "wave 2022; among: Type of practice: Solo practice",
      "Taylor linearisation",
      "Design: weights poids; strata region; no clusters.",
      "symmetric on the logit scale",
      "On-site and telephone secretariats, p. 2.",
      "by a computed value from 23.5 to 24.5.",
      "reproduced: the computed value rounds to the published one",
    ])
      expect(text).toContain(told);
    expect(stdout).toContain(
      "\n    panel crosstab secretariat_physique --dataset panel4 --wave 2022 --where",
    );
    expect(stdout).toContain("\n    library(survey)\n");
    expect(stdout.startsWith("SYNTHETIC DATA")).toBe(true);
    expect(stderr).toBe("");
  });

  test("has the numbers and the verdict that reproduce has", async () => {
    const { figures } = await reproduceEmbedded("er1245");
    const { figure, result, status } = figures.find((own) => own.figure.id === "canaux-moyenne")!;
    const [row] = (await documentOf("er1245", figure.id)).figures;
    expect(row).toMatchObject({ ...result, status });
  });

  test("is bounded by other printed figures, each with its publication", async () => {
    const { others, bounds } = await documentOf("er1245", "reduction-du-champ");
    expect(others).toMatchObject([{ kind: "same", published: -15 }]);
    expect(others[0]).toMatchObject({ published_low: -15.5, published_high: -14.5 });
    expect(others[0].figure).toMatch(/^collaboration-2022:/);
    // Sizes are not what shares bound.
    expect(bounds).toBeUndefined();
  });

  test("is bounded by those of other quantities, of which those are listed that bind: 92 and 64% of 68.5 to 69.5% and the others", async () => {
    const { others, bounds, explanation } = await documentOf("er1245", "secretariat-2022");
    expect(bounds.low).toBeCloseTo(0.685 * 91.5 + 0.315 * 63.5, 6);
    expect(bounds.high).toBeLessThan(0.695 * 92.5 + 0.305 * 64.5 + 1e-6);
    expect(bounds).toMatchObject({
      standing: "narrowed",
      leftOut: expect.arrayContaining(["er1245:physique-2022"]),
    });
    expect(explanation.find(({ key }: { key: string }) => key === "allowed").text).toContain("they bound it");
    const kinds = new Map(others.map(({ figure, kind }: { figure: string; kind: string }) => [figure, kind]));
    expect(kinds.get("er1245:resume-avec-secretariat")).toBe("same");
    expect(kinds.get("collaboration-2022:intro-groupe")).toBe("below");
    expect(kinds.get("er1245:secretariat-seul")).toBe("both");
  });

  test("that is in a contradiction is told to be", async () => {
    const { stdout } = await explain("er1245", "physique-2022");
    expect(flat(stdout)).toContain("it is one of those that contradict one another");
  });

  test("that no data give is told as it is printed, and nothing is computed", async () => {
    const document = await documentOf("er1245", "sans-secretariat-2011");
    expect(document.data).toBeUndefined();
    expect(document.code).toEqual({});
    expect(document.figures).toMatchObject([{ published: 44, computed: null, status: "context" }]);
    const definition = document.explanation.find(({ key }: { key: string }) => key === "definition");
    expect(definition.text).toContain("wave 2011");
  });

  test("is computed from data in the place of the embedded ones, to which no command leads", async () => {
    const folder = folderWith({ "mine.xlsx": readFileSync(join(dataFolder, "panel4", "panel4.xlsx")) });
    const document = await documentOf("er1245", "secretariat-2022", "--data", join(folder, "mine.xlsx"));
    expect(document.data.files).toEqual(["mine.xlsx"]);
    expect(Object.keys(document.code)).toEqual(["r"]);
  });
});

test("a finding has both quantities, and a model its coefficients", async () => {
  const finding = await documentOf("collaboration-2022", "c-infirmieres-generalistes");
  expect(finding.findings).toMatchObject([{ id: "c-infirmieres-generalistes", status: "confirmed" }]);
  expect(finding.code.panel.split("\n")).toHaveLength(2);
  const model = await documentOf("er1245", "model:nb-canaux-2022");
  expect(model.terms.map(({ role }: { role: string }) => role)).toContain("reference");
  expect(model.code.r).toContain("family = quasipoisson()");
});

test("a model whose id a figure has is told", async () => {
  const { stderr } = await explain("er1245", "secretariat-2022", "--lang", "fr", "--format", "csv");
  expect(stderr).toContain("see also model:secretariat-2022");
});

describe("code stands as it is typed", () => {
  const code = "panel crosstab secretariat --dataset panel4 --wave 2022";
  const words = ["er1245", "secretariat-2022"];

  test("in Markdown and on a page", async () => {
    const markdown = (await explain(...words, "--format", "markdown")).stdout;
    expect(markdown).toContain(`\`\`\`sh\n${code}\n\`\`\``);
    expect(markdown).toContain("```r\nlibrary(survey)\n");
    const page = (await explain(...words, "--format", "html")).stdout;
    expect(page).toContain(`<pre tabindex="0"><code>${code}</code></pre>`);
  });

  test("in documents and workbooks", async () => {
    const folder = folderWith();
    for (const [file, part] of [
      ["a.docx", "word/document.xml"],
      ["a.xlsx", "xl/sharedStrings.xml"],
    ] as const) {
      await explain(...words, "--out", join(folder, file));
      const zip = await JSZip.loadAsync(readFileSync(join(folder, file)));
      expect(await zip.file(part)!.async("string")).toContain(`>${code}<`);
    }
  });
});

test("a name that the study lacks is refused", async () => {
  const { status, stderr } = await runIn(80, ["explain", "er1245", "secretariat-2021"]);
  expect(status).toBe(2);
  expect(stderr).toContain("unknown figure, finding or model");
});
