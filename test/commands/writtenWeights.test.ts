import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { csvParse } from "d3-dsv";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { openSample, type SampleOptions } from "../../src/commands/openSample.ts";
import { compute } from "../support/estimates.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { dataFolder, expectClose, given, oracle, root } from "../support/oracle.ts";
import { weighInto } from "../support/weighting.ts";
import { panel } from "./run.ts";

/** Weights that a command has written are read again, with what the file beside them tells, by those that estimate. */

const data = (name: string) => `${root}test/oracle/public/data/${name}.csv`;
const survey = "sex,age,w,y\nF,old,1,2\nF,young,2,3\nM,old,2,5\nM,young,1,4\nM,young,2,1\n";
const margins = "variable,level,total\nsex,F,4\nsex,M,6\nage,old,5\nage,young,5\n";
const surveyFolder = (more: Record<string, string> = {}) =>
  folderWith({ "survey.csv": survey, "margins.csv": margins, ...more });
const raking = { data: "survey.csv", weight: "w", margins: ["margins.csv"], out: "out.csv" };

type Options = Partial<SampleOptions>;

/** A mean over a file in a folder. */
async function mean(folder: string, variable: string, { data: file, calibrated, ...options }: Options) {
  const named = {
    ...(file !== undefined && { data: resolve(folder, file) }),
    ...(calibrated !== undefined && {
      calibrated: calibrated === true ? calibrated : resolve(folder, calibrated),
    }),
  };
  const sample = await openSample({ ...options, ...named }, [variable], dataFolder);
  return { ...compute(sample, { statistic: "mean", variable, by: "", group: "", where: "" }), sample };
}

const se = async (...args: Parameters<typeof mean>) => (await mean(...args)).se;
const refused = (...args: Parameters<typeof mean>) => expect(mean(...args)).rejects;

describe("estimates of a calibrated file", () => {
  const of = oracle("weights/cases.csv").find(({ case: name }) => name === "c003")!;
  const expected = oracle("weights/estimates.csv").find(
    (row) => row.case === "c003" && row.statistic === "mean" && row.by === "" && row.where === "",
  )!;
  const marginRows = oracle("weights/margins.csv")
    .filter((row) => row.case === "c003")
    .map(({ variable, level, total }) => `${variable},${level},${total}`);
  const folder = folderWith({ "margins.csv": `variable,level,total\n${marginRows.join("\n")}\n` });
  const design = { strata: [of.strata!], fpc: of.fpc! };
  const api = { data: "api.csv", weight: "pw_calibrated" };

  test("have R's standard errors with the margins that the file beside it tells, or with their own file", async () => {
    const calibrating = { data: data("apistrat"), weight: "pw", margins: ["margins.csv"], out: "api.csv" };
    await weighInto(folder, "calibrate", { ...calibrating, method: "raking", scale: "none" });
    const variances: Options[] = [
      { calibrated: true },
      { calibrated: "margins.csv", baseWeight: "pw" },
      { calibrated: "api.csv.json", baseWeight: "pw" },
    ];
    for (const variance of variances) {
      const found = await mean(folder, expected.variable!, { ...api, ...design, ...variance });
      expectClose(found.estimate, given(expected.estimate), 1e-8, "estimate");
      expectClose(found.se, given(expected.se), 1e-8, "standard error");
    }
    const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const plain = await se(folder, expected.variable!, { ...api, ...design });
    expect(plain).not.toBeCloseTo(Number(expected.se), 3);
    expect(told.mock.calls.join("")).toContain(
      "The weights pw_calibrated are calibrated; standard errors take no account of it",
    );
    told.mockRestore();
  });

  test("say in their notes that their errors are of residuals", () => {
    const args = "crosstab awards --data api.csv --weight pw_calibrated --calibrated".split(" ");
    const { stdout } = panel(args, folder);
    expect(stdout).toContain("calibrated on");
    expect(stdout).toContain("Linearised standard errors of calibration residuals");
  });

  test("are refused where the weights do not meet the margins", async () => {
    const pw = { data: "api.csv", weight: "pw" };
    await refused(folder, "api00", { ...pw, calibrated: "margins.csv" }).toThrow(
      "the weights pw do not meet the margin",
    );
    await refused(folder, "api00", { ...pw, calibrated: true }).toThrow(
      "nothing tells on which margins the weights are calibrated",
    );
  });

  test("take the rows that were calibrated, and those alone, for their regression", async () => {
    const rows = survey
      .split("\n")
      .slice(1, 6)
      .map((line) => `${line},${line.split(",")[2]}\n`)
      .join("");
    const own = surveyFolder({ "all.csv": `sex,age,w,y,d\n${rows}X,,3,9,0\nM,old,4,7,0\n` });
    await weighInto(own, "rake", { ...raking, data: "all.csv", where: ["d > 0"] });
    const out = { data: "out.csv", weight: "w_raked" };
    const told = await se(own, "y", { ...out, calibrated: true });
    const base = await se(own, "y", { ...out, calibrated: "margins.csv", baseWeight: "d" });
    expectClose(told, base, 1e-12, "standard error");
  });

  test("regress with a weight of 1 where there was none before", async () => {
    const own = surveyFolder({ "survey.csv": survey.replaceAll("\n", ",1\n").replace("y,1", "y,one") });
    const { weight: _, ...unweighted } = raking;
    await weighInto(own, "rake", unweighted);
    const out = { data: "out.csv", weight: "weight_raked" };
    const told = await se(own, "y", { ...out, calibrated: true });
    const base = await se(own, "y", { ...out, calibrated: "margins.csv", baseWeight: "one" });
    expectClose(told, base, 1e-12, "standard error");
    expect(told).not.toBe(await se(own, "y", { ...out, calibrated: "margins.csv" }));
  });

  test("make the variables again that the margins are of, and meet a total of zero", async () => {
    const own = surveyFolder({ "margins.csv": "variable,level,total\nsex,F,4\nsex,M,6\ncentred,,0\n" });
    await weighInto(own, "calibrate", { ...raking, method: "linear", derive: ["centred = y - 2.5"] });
    expect(await se(own, "y", { data: "out.csv", weight: "w_calibrated", calibrated: true })).toBe(0);
  });

  test("are refused where the weights were changed since", async () => {
    const own = surveyFolder();
    await weighInto(own, "rake", raking);
    const trimming = { data: "out.csv", weight: "w_raked", out: "trimmed.csv" };
    await weighInto(own, "trim", { ...trimming, bounds: { low: 1, high: 2.6 } });
    const trimmed = { data: "trimmed.csv", weight: "w_raked_trimmed", calibrated: true } as const;
    await refused(own, "y", trimmed).toThrow("the weights were changed after they were calibrated");
  });

  test("tell that an earlier calibration is left out of account", async () => {
    const own = surveyFolder({ "sex.csv": "sex,total\nF,4\nM,6\n" });
    await weighInto(own, "rake", raking);
    const again = { data: "out.csv", weight: "w_raked", margins: ["sex.csv"], out: "twice.csv" };
    await weighInto(own, "rake", again);
    const args = "estimate y --stat mean --data twice.csv --weight w_raked_raked --calibrated".split(" ");
    expect(panel(args, own).stdout).toContain("calibrated on sex (the last of several calibrations");
  });

  test("of a workbook take the margins of their own sheet", async () => {
    const own = folderWith({ "a.csv": "g,total\nx,3\ny,4\n", "b.csv": "g,total\nx,10\ny,20\n" });
    const rows = [
      ["g", "w", "y"],
      ["x", 1, 1],
      ["x", 1, 3],
      ["y", 2, 2],
      ["y", 1, 5],
    ];
    await writeWorkbook(join(own, "in.xlsx"), { one: rows, two: rows });
    const of = { weight: "w", column: "c" };
    const first = { data: "in.xlsx", out: "one.xlsx", sheet: "one", margins: ["a.csv"] };
    const second = { data: "one.xlsx", out: "both.xlsx", sheet: "two", margins: ["b.csv"] };
    await weighInto(own, "rake", { ...of, ...first });
    await weighInto(own, "rake", { ...of, ...second });
    for (const sheet of ["one", "two"])
      expect(await se(own, "y", { data: "both.xlsx", weight: "c", calibrated: true, sheet })).toBeGreaterThan(
        0,
      );
  });

  test("and of a dataset have the design that it declares", async () => {
    const flags: [string, Options][] = [
      ["--replicate-method", { replicateMethod: "jkn" }],
      ["--calibrated", { calibrated: "margins.csv" }],
      ["--mse", { mse: true }],
      ["--base-weight", { baseWeight: "x" }],
    ];
    for (const [flag, options] of flags)
      await refused(folder, "nb_canaux", { dataset: "panel4", ...options }).toThrow(
        `a dataset declares its own design; leave out ${flag}`,
      );
  });
});

describe("replicate weights of a file", () => {
  const apiclus1 = { data: data("apiclus1"), cluster: "dnum", method: "jk1" } as const;
  const folder = folderWith({ "stype.csv": "stype,total\nE,4421\nH,755\nM,1018\n" });
  beforeAll(async () => {
    await weighInto(folder, "replicate", { ...apiclus1, weight: "pw", prefix: "jk_", out: "jk.csv" });
    writeFileSync(join(folder, "foreign.csv"), readFileSync(join(folder, "jk.csv")));
  });
  const expectedOf = (design: string) =>
    oracle("replicates/estimates.csv").find(
      (row) =>
        row.design === design &&
        row.statistic === "mean" &&
        row.variable === "api00" &&
        row.by + row.where! === "",
    )!;

  test.each<[string, Options]>([
    ["read with what the file beside them tells", { data: "jk.csv", replicates: "jk_" }],
    ["read with their method", { data: "foreign.csv", replicates: "jk_", replicateMethod: "jk1" }],
    ["read with their scale", { data: "foreign.csv", replicates: "jk_", replicateScale: 14 / 15 }],
    ["made from the design", { data: data("apiclus1"), cluster: "dnum", replicateMethod: "jk1" }],
  ])("give R's standard errors: %s", async (_, options) => {
    const expected = expectedOf("jk1-clus1");
    const found = await mean(folder, "api00", { weight: "pw", ...options });
    expectClose(found.estimate, given(expected.estimate), 1e-8, "estimate");
    expectClose(found.se, given(expected.se), 1e-8, "standard error");
    expect(found.df).toBe(Number(expected.df));
  });

  test("that are calibrated give R's standard errors", async () => {
    const calibrating = { weight: "pw", margins: ["stype.csv"], out: "raked.csv" };
    await weighInto(folder, "replicate", { ...apiclus1, ...calibrating });
    const raked = { data: "raked.csv", weight: "pw_calibrated", replicates: "rep" };
    const found = await se(folder, "api00", raked);
    expectClose(found, given(expectedOf("post-clus1").se), 1e-8, "standard error");
  });

  test("without weights before are read without weights too", async () => {
    await weighInto(folder, "replicate", { ...apiclus1, out: "one.csv" });
    const made = await se(folder, "api00", {
      data: data("apiclus1"),
      cluster: "dnum",
      replicateMethod: "jk1",
    });
    const one = { data: "one.csv", replicates: "rep" };
    expectClose(await se(folder, "api00", one), made, 1e-12, "standard error");
    await refused(folder, "api00", { ...one, weight: "pw" }).toThrow("Leave out --weight");
  });

  test("are refused beside other weights than theirs", async () => {
    await refused(folder, "api00", { data: "jk.csv", weight: "api99", replicates: "jk_" }).toThrow(
      "They belong to --weight pw",
    );
  });

  test("the same seed writes the same bytes", async () => {
    const make = (out: string, seed: number) =>
      weighInto(folder, "replicate", {
        ...apiclus1,
        ...{ weight: "pw", method: "bootstrap", replicates: 30, seed, out },
      });
    await make("a.csv", 5);
    await make("b.csv", 5);
    await make("c.csv", 6);
    const read = (file: string) => readFileSync(join(folder, file), "utf8");
    expect(read("a.csv")).toBe(read("b.csv"));
    expect(read("a.csv.json")).toBe(read("b.csv.json"));
    expect(read("a.csv")).not.toBe(read("c.csv"));
    expect(csvParse(read("a.csv")).columns.slice(-1)).toEqual(["rep30"]);
  });

  test.each<[Options, string]>([
    [{ data: "jk.csv", replicates: "no" }, "there are no replicate weights of this prefix"],
    [{ data: "jk.csv", replicates: "jk_", cluster: "dnum" }, "leave out --cluster"],
    [
      { data: "foreign.csv", replicates: "jk_", replicateMethod: "jkn" },
      "Give their common factor with --replicate-scale, or one for each replicate, or the strata with --strata",
    ],
    [
      { data: "jk.csv", replicates: "jk_", replicateMethod: "bootstrap" },
      "the file beside the data tells how the replicate weights were made",
    ],
    [{ data: data("apiclus1"), replicateMethod: "bootstrap" }, "a bootstrap needs a seed"],
    [
      { data: "jk.csv", replicates: "jk_", calibrated: true },
      "replicate weights take account of calibration themselves",
    ],
    [{ data: "jk.csv", mse: true }, "there are no replicate weights"],
    [{ data: "jk.csv", fay: 0.5, replicates: "jk_" }, "Fay's factor belongs to --replicate-method brr"],
  ])("%j is refused", async (options, message) => {
    await refused(folder, "api00", { weight: "pw", ...options }).toThrow(message);
  });

  test("a model that does not exist in a replicate is told", () => {
    const rows = ["a,0", "a,1", "a,1", "b,0", "b,0", "b,1"].map((row) => `1,${row}\n`).join("");
    writeFileSync(join(folder, "separated.csv"), `w,g,z\n${rows}`);
    const flags = "--family logistic --data separated.csv --weight w --replicate-method jk1".split(" ");
    const { stdout, stderr } = panel(["model", "z ~ g", ...flags], folder);
    for (const text of [stdout, stderr])
      expect(text.replace(/\s+/g, " ")).toContain("In 2 of the 6 replicates the model does not exist");
    const json = JSON.parse(panel(["model", "z ~ g", ...flags, "--format", "json"], folder).stdout);
    expect(json.fit.discardedReplicates).toBe(2);
  });

  test("a replicate weight that is no number is named", async () => {
    writeFileSync(join(folder, "bad.csv"), "w,y,r1,r2\n1,2,1,2\n1,3,x,0\n");
    const bad = { data: "bad.csv", weight: "w", replicates: "r", replicateMethod: "jk1" } as const;
    await refused(folder, "y", bad).toThrow('line 3, column r1: r1 is not a number; found "x"');
  });
});
