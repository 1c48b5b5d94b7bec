import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";

const survey = [
  "id,sex,age,owns,town",
  '1,f,34,1,"Sète, ""port"""',
  "2,m,51.5,2,=1+1",
  "3,f,,9,Nîmes",
  "4,,28,1,",
].join("\n");
const labels = "variable,code,label\nowns,,Owns a car\nowns,1,Yes\nowns,2,No\nsex,f,Woman\nsex,m,Man\n";

async function convert(...words: readonly string[]) {
  return runIn(80, ["convert", ...words, "--lang", "en"]);
}

describe("rows are the same in each format that is written", () => {
  test.each([".csv", ".xlsx", ".parquet", ".arrow"])("%s", async (end) => {
    const folder = folderWith({ "survey.csv": survey });
    const [file, out, back] = ["survey.csv", `out${end}`, "back.csv"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    expect((await convert(file, out)).status).toBe(0);
    expect((await convert(out, back)).status).toBe(0);
    expect(readFileSync(back, "utf8")).toBe(
      [
        "id,sex,age,owns,town",
        '1,f,34,1,"Sète, ""port"""',
        "2,m,51.5,2,'=1+1",
        "3,f,,9,Nîmes",
        "4,,28,1,",
        "",
      ].join("\n"),
    );
    expect(existsSync(join(folder, "out.yaml"))).toBe(false);
  });

  test("Parquet is read by another program", async () => {
    const folder = folderWith({ "survey.csv": survey });
    await convert(join(folder, "survey.csv"), join(folder, "out.parquet"));
    const connection = await (await DuckDBInstance.create()).connect();
    const read = await connection.run(`SELECT * FROM read_parquet('${folder}/out.parquet') ORDER BY id`);
    expect(await read.getRowsJS()).toEqual([
      [1, "f", 34, 1, 'Sète, "port"'],
      [2, "m", 51.5, 2, "=1+1"],
      [3, "f", null, 9, "Nîmes"],
      [4, null, 28, 1, null],
    ]);
  });
});

describe("what another format cannot hold is in a declaration beside", () => {
  const converted = async (...flags: readonly string[]) => {
    const folder = folderWith({ "survey.csv": survey, "labels.csv": labels });
    const files = [join(folder, "survey.csv"), join(folder, "out.parquet")];
    const { status, stderr } = await convert(
      ...files,
      "--labels",
      join(folder, "labels.csv"),
      "--missing-code",
      "owns=9",
      ...flags,
    );
    return { folder, status, stderr };
  };

  test("labels, and codes of missing answers", async () => {
    const { folder, status, stderr } = await converted();
    expect(status, stderr).toBe(0);
    expect(stderr).toContain("panel describe --data");
    const { stdout } = await runIn(100, ["describe", "--data", join(folder, "out.yaml"), "--format", "json"]);
    const { rows } = JSON.parse(stdout) as { rows: Record<string, unknown>[] };
    const owns = rows.find(({ variable }) => variable === "owns");
    expect(owns).toMatchObject({
      label: "Owns a car",
      answers: 3,
      missing: 1,
      levels: [
        { name: "1", label: "Yes", n: 2 },
        { name: "2", label: "No", n: 1 },
      ],
    });
  });

  test("with what was concluded of the design, which is told", async () => {
    const folder = folderWith({});
    const out = join(folder, "out.parquet");
    const { status, stderr } = await convert(
      ...[`${root}data/examples/survey.csv`, out],
      ...["--labels", `${root}data/examples/labels.csv`],
    );
    expect(status, stderr).toBe(0);
    const declared = readFileSync(join(folder, "out.yaml"), "utf8");
    expect(declared).toMatch(/^ +weight: w$/m);
    expect(stderr).toMatch(/weight.*\bw\b/);
  });

  test("which replaces none that is there, unless that is said", async () => {
    const { folder } = await converted();
    const again = await convert(
      join(folder, "survey.csv"),
      join(folder, "out.csv"),
      "--missing-code",
      "owns=9",
    );
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("out.yaml")]);
    expect(existsSync(join(folder, "out.csv"))).toBe(false);
    const forced = await convert(
      ...[join(folder, "survey.csv"), join(folder, "out.csv")],
      ...["--missing-code", "owns=9", "--force"],
    );
    expect(forced.status, forced.stderr).toBe(0);
  });

  test("and says of synthetic rows that they are", async () => {
    const folder = folderWith({});
    const panel = `${root}data/panel4/panel4.xlsx`;
    const { status, stderr } = await convert(panel, join(folder, "rows.csv"), "--sheet", "2022");
    expect(status, stderr).toBe(0);
    expect(stderr).toContain("synthetic");
    expect(readFileSync(join(folder, "rows.yaml"), "utf8")).toContain("kind: synthetic");
  });
});

test("a file of a format that is not written is refused, and nothing is written", async () => {
  const folder = folderWith({ "survey.csv": survey });
  const { status, stderr } = await convert(join(folder, "survey.csv"), join(folder, "out.sav"));
  expect([status, stderr]).toEqual([2, expect.stringMatching(/out\.sav.*\.csv, \.xlsx, \.parquet, \.arrow/)]);
  expect(existsSync(join(folder, "out.sav"))).toBe(false);
});

test("a text that no cell holds is refused for a workbook", async () => {
  const folder = folderWith({ "long.csv": `a,b\n1,${"x".repeat(40_000)}\n` });
  const { status, stderr } = await convert(join(folder, "long.csv"), join(folder, "out.xlsx"));
  expect([status, stderr]).toEqual([2, expect.stringContaining("column b")]);
});

test("weights of a file of columns are written as CSV", async () => {
  const folder = folderWith({});
  const data = join(folder, "survey.parquet");
  await convert(`${root}data/examples/survey.csv`, data);
  const run = (out: string) =>
    runIn(80, [
      ...["weight", "calibrate", "--data", data, "--weight", "w", "--method", "raking"],
      ...["--margins", `${root}data/examples/margins.csv`, "--out", join(folder, out), "--lang", "en"],
    ]);
  const refused = await run("weighted.parquet");
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining(".csv")]);
  const { status, stderr } = await run("weighted.csv");
  expect(status, stderr).toBe(0);
  const [header] = readFileSync(join(folder, "weighted.csv"), "utf8").split("\n");
  const [own] = readFileSync(`${root}data/examples/survey.csv`, "utf8").split("\n");
  expect(header).toMatch(new RegExp(`^${own},\\w+$`));
});

test("a declaration beside, which this conversion has not written, is told", async () => {
  const folder = folderWith({ "survey.csv": survey, "out.yaml": "id: earlier\n" });
  const { status, stderr } = await convert(join(folder, "survey.csv"), join(folder, "out.csv"));
  expect(status).toBe(0);
  expect(stderr.replace(/\s+/g, " ")).toContain("out.yaml is not of this conversion");
  expect(readFileSync(join(folder, "out.yaml"), "utf8")).toBe("id: earlier\n");
});
