import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { stringify } from "csv-stringify/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { ownBases } from "../../src/study/findings.ts";
import { changeColumn, embeddedWaves, type Row } from "../support/embedded.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { dataFolder, root } from "../support/oracle.ts";
import { publishedWorkbook } from "../support/publishedWorkbook.ts";
import { panel } from "./run.ts";

/** The paths of the files in a folder and its sub-folders. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? relative(folder, join(entry.parentPath, entry.name)) : []))
    .sort();

let waves: Record<"2019" | "2022", Row[]>;
beforeAll(async () => {
  waves = await embeddedWaves();
});

const reproduceJson = (...args: string[]) => {
  const run = panel(["reproduce", "er1245", "--format", "json", ...args], folderWith());
  return { ...run, json: JSON.parse(run.stdout) };
};
const computedIn = ({ json }: ReturnType<typeof reproduceJson>): (number | null)[] =>
  json.figures.map(({ computed }: { computed: number | null }) => computed);

describe("panel reproduce --min-cell", () => {
  test("no file of the report has a number of what is withheld, and standard error says how much that is", () => {
    const folder = folderWith();
    const { status, stdout, stderr } = panel(
      ["reproduce", "er1245", "--min-cell", "30", "--only", "report,data", "--format", "json"],
      folder,
    );
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^disclosure control: quantities of fewer than 30 respondents withheld: \d+; others/,
    );
    const guarded = JSON.parse(stdout);
    const open = reproduceJson("--no-out").json;
    const hidden = open.figures.filter(
      ({ computed }: { computed: number | null }, at: number) =>
        computed !== null && guarded.figures[at].computed === null,
    );
    expect(hidden.length).toBeGreaterThan(3);
    // A quantity that the publication prints several times is withheld once.
    const quantities = new Set(hidden.map(({ computed }: { computed: number }) => computed)).size;
    expect(guarded.disclosure.quantities).toBeGreaterThanOrEqual(quantities);
    const report = join(folder, "reports", "er1245");
    const written = filesIn(report)
      .filter((file) => /\.(csv|html|md)$/.test(file))
      .map((file) => readFileSync(join(report, file), "utf8"))
      .join("\n");
    for (const { computed, se } of hidden)
      for (const value of [computed, se]) expect(written).not.toContain(String(value).slice(0, 10));
    // What is told is there in full precision, so that the search above could find the rest.
    const { computed } = guarded.figures.find((figure: { se: number | null }) => figure.se !== null);
    expect(written).toContain(String(computed).slice(0, 10));
  });
});

describe("panel reproduce er1245", () => {
  test("says in its first line that the data are synthetic, with seed and rows, and writes the report", () => {
    const folder = folderWith();
    const { status, stdout, stderr } = panel(["reproduce", "er1245"], folder);
    expect(status).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(
      /^SYNTHETIC DATA \(panel4, seed 1245\).*Rows 3,100 \(2019\), 1,552 \(2022\)/,
    );
    expect(stderr).toBe("Report written to reports/er1245\n");
    const report = join(folder, "reports", "er1245");
    const charts = [
      "evolution",
      "graphique-1",
      ...["abandon-en-ligne-2019-2022", "adoption-2019-2022", "nb-canaux-2022", "tableau-a"].map(
        (id) => `models-${id}`,
      ),
      "published-computed",
      "schema-2",
    ];
    expect(filesIn(report)).toEqual([
      ...charts.flatMap((id) => ["png", "svg", "vl.json"].map((kind) => `charts/${id}.${kind}`)),
      "figures.csv",
      "findings.csv",
      "manifest.json",
      "models.csv",
      "report.html",
      "report.md",
      "tables.xlsx",
      "tables/graphique-1.csv",
      "tables/schema-2.csv",
    ]);
    for (const file of filesIn(report).filter((name) => !/\.(?:xlsx|png)$/.test(name)))
      expect(readFileSync(join(report, file), "utf8"), file).toMatch(/synthetic/i);
    expect(readFileSync(join(report, "report.md"), "utf8")).toMatch(
      /### Use of a secretariat.*\n\n!\[Use of a secretariat.*]\(charts\/graphique-1\.svg\)\n\n!\[.*]\(charts\/evolution\.svg\)\n\n\|/,
    );
    expect(readdirSync(join(folder, "reports")), "nothing is left behind").toEqual(["er1245"]);
  });

  test("two runs write the same bytes, whatever the time zone and locale", () => {
    const folders = [
      { TZ: "Asia/Tokyo", LC_ALL: "fr_FR.UTF-8" },
      { TZ: "UTC", LC_ALL: "C" },
    ].map((env) => {
      const folder = folderWith();
      return {
        stdout: panel(["reproduce", "er1245"], folder, env).stdout,
        report: join(folder, "reports", "er1245"),
      };
    });
    const [first, second] = folders;
    expect(first!.stdout).toBe(second!.stdout);
    for (const file of filesIn(first!.report))
      expect(readFileSync(join(first!.report, file)), file).toEqual(readFileSync(join(second!.report, file)));
  });

  test("--only writes some parts of the report, and --no-out none", () => {
    const folder = folderWith();
    const run = (...args: string[]) => panel(["reproduce", "er1245", ...args], folder);
    const { stdout } = run("--no-out");
    expect(readdirSync(folder)).toEqual([]);
    expect(run("--only", "data,report", "--out", "r").stdout).toBe(stdout);
    expect(filesIn(join(folder, "r")).filter((name) => !name.endsWith(".csv"))).toEqual([
      "manifest.json",
      "report.html",
      "report.md",
    ]);
    expect(readFileSync(join(folder, "r/report.md"), "utf8")).not.toContain("](charts/");
    expect(run("--only", "tables", "--out", "r").status).toBe(0);
    expect(filesIn(join(folder, "r")), "those of the last run").toEqual(["manifest.json", "tables.xlsx"]);
    expect(run("--only", "pictures").stderr).toContain("report, tables, charts, data");
  });

  test("the JSON document fits its published schema and is all that standard output holds", () => {
    const { json, status } = reproduceJson();
    expect(status).toBe(0);
    const schema = JSON.parse(readFileSync(join(dataFolder, "schemas", "reproduce.json"), "utf8"));
    const validate = new Ajv2020().compile(schema);
    expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
    expect(json.data).toMatchObject({ kind: "synthetic", seed: 1245, rows: { "2019": 3100, "2022": 1552 } });
    expect(json.summary.agrees).toBe(true);
  });

  test("--strict fails when a figure is only compatible", () => {
    expect(panel(["reproduce", "er1245", "--strict"], folderWith()).status).toBe(1);
  });

  test("--lang fr and --format markdown", () => {
    const { stdout, status } = panel(
      ["reproduce", "er1245", "--lang", "fr", "--format", "markdown"],
      folderWith(),
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^DONNÉES SYNTHÉTIQUES \(panel4, graine 1245\)/);
    expect(stdout).toMatch(/\| Ont un secrétariat physique en 2022 \| 2 \| 51 % \| 51,\d \|/);
  });
});

describe("on other data", () => {
  const write = (name: string, sheets: Record<string, Row[]>) =>
    writeWorkbook(join(folderWith(), name), sheets);

  test("flipping one answer in 10 % of the rows makes figures differ", async () => {
    const flipped = changeColumn(waves["2022"], "secretariat_physique", (cell, row) =>
      row % 10 === 0 && cell !== 9 ? 3 - Number(cell) : cell,
    );
    const { json, status } = reproduceJson(
      "--data",
      await write("flipped.xlsx", { ...waves, "2022": flipped }),
    );
    expect(status).toBe(1);
    expect(json.summary.figures.calibrated.differs).toBeGreaterThan(0);
    expect(json.data.kind).toBe("microdata");
  });

  test("a second variance stands beside the default in the report and its files, where it is asked for", () => {
    const folder = folderWith();
    const report = (name: string) => readFileSync(join(folder, "reports", "er1245", name), "utf8");
    const files = ["figures.csv", "findings.csv", "models.csv", "tables/graphique-1.csv"];
    panel(["reproduce", "er1245"], folder);
    for (const name of files) expect(report(name), name).not.toMatch(/_known/);
    const { stdout, status } = panel(["reproduce", "er1245", "--variance", "fpc,calibrated"], folder);
    expect(status).toBe(0);
    for (const text of [stdout, report("report.md")]) {
      expect(text).toContain("std. error (calibrated, fpc)");
      expect(text).toContain("p (calibrated, fpc)");
    }
    expect(report("report.md")).toMatch(
      /calibrated on — Sex, Age class, .*low medical density \(2019, 2022\), and the share/,
    );
    for (const name of files) expect(report(name), name).toMatch(/,se,se_known,/);
    for (const name of ["findings.csv", "models.csv"]) expect(report(name), name).toMatch(/,p,p_known,/);
  });

  test("doubling all weights changes no percentage and no standard error", async () => {
    const double = (rows: Row[]) => changeColumn(rows, "poids", (cell) => 2 * Number(cell));
    const doubled = reproduceJson(
      "--data",
      await write("doubled.xlsx", { "2019": double(waves["2019"]), "2022": double(waves["2022"]) }),
    );
    const plain = reproduceJson();
    doubled.json.figures.forEach((figure: { computed: number; se: number }, at: number) => {
      const other = plain.json.figures[at];
      if (other.computed === null) return;
      expect(Math.abs(figure.computed / other.computed - 1)).toBeLessThan(1e-12);
      if (other.se !== null) expect(Math.abs(figure.se / other.se - 1)).toBeLessThan(1e-12);
    });
  });

  test("the order of rows and columns is of no matter", async () => {
    const shuffle = ([header, ...rows]: Row[]) =>
      [header!, ...rows.sort((a, b) => (String(a.at(-1)) < String(b.at(-1)) ? -1 : 1))].map((row) =>
        [...row].reverse(),
      );
    const shuffled = reproduceJson(
      "--data",
      await write("shuffled.xlsx", {
        "2019": shuffle([...waves["2019"]]),
        "2022": shuffle([...waves["2022"]]),
      }),
    );
    const plain = computedIn(reproduceJson());
    computedIn(shuffled).forEach((computed, at) => {
      const other = plain[at] ?? null;
      if (computed === null || other === null) expect(computed).toBe(other);
      else expect(Math.abs(computed / other - 1)).toBeLessThan(1e-12);
    });
  });

  test("researchers' CSV files with their own columns and codes give the same figures; what they lack is said", () => {
    const folder = folderWith({
      "dataset.yaml": `
extends: panel4
waves:
  "2019": { file: vague2019.csv, weight: PONDERATION, strata: [region] }
  "2022": { file: vague2022.csv, weight: PONDERATION, strata: [region], link: "2019" }
variables:
  - { name: sexe, column: SEXE_MED, levels: [{ code: H, name: Homme, en: Man }, { code: F, name: Femme, en: Woman }] }
absent: [teleconsultation]
`,
    });
    for (const wave of ["2019", "2022"] as const) {
      const recoded = changeColumn(waves[wave], "sexe", (cell) => (cell === 1 ? "H" : "F"));
      recoded[0] = recoded[0]!.map((name) =>
        name === "sexe" ? "SEXE_MED" : name === "poids" ? "PONDERATION" : name,
      );
      writeFileSync(join(folder, `vague${wave}.csv`), stringify(recoded, { delimiter: ";" }));
    }
    const own = reproduceJson("--data", folder);
    const plain = reproduceJson();
    expect(own.status).toBe(0);
    expect(own.json.data).toMatchObject({
      kind: "microdata",
      seed: null,
      files: ["vague2019.csv", "vague2022.csv"],
    });
    own.json.figures.forEach(
      (figure: { id: string; status: string; note: string; computed: number }, at: number) => {
        if (figure.id.includes("teleconsult") || figure.id === "en-ligne-plateforme") {
          if (figure.status === "context") return;
          expect(figure.status).toBe("not computable");
          expect(figure.note).toMatch(/^the data lack teleconsult/);
        } else expect(figure.computed).toBe(plain.json.figures[at].computed);
      },
    );
    const report = (...flags: string[]) =>
      panel(["reproduce", "er1245", "--data", folder, "--only", "report", "--summary", ...flags], folder);
    const lacking = report();
    const uncomputed = [...own.json.figures, ...own.json.findings].filter(
      ({ status, use, basis }) =>
        status === "not computable" && use !== "irreconcilable" && (!basis || ownBases.includes(basis)),
    ).length;
    expect(uncomputed).toBeGreaterThan(0);
    expect(lacking.stdout.replace(/\s+/g, " ")).toMatch(
      new RegExp(
        `Reproduced, as far as it could be computed: .*that count, ${uncomputed} could not be computed\\.`,
      ),
    );
    expect([lacking.status, report("--strict").status]).toEqual([0, 1]);
    const ids = (wave: "2019" | "2022") => {
      const [header, ...rows] = waves[wave];
      return rows.map((row) => row[header!.indexOf("id")]);
    };
    const linked = ids("2022").filter((id) => ids("2019").includes(id)).length;
    expect(linked).toBeGreaterThan(1000);
    expect(lacking.stderr.replaceAll(",", "")).toContain(
      `${linked} of the 1552 respondents of 2022 are in 2019`,
    );
    const page = readFileSync(join(folder, "reports/er1245/report.html"), "utf8");
    expect(page).not.toContain("Synthetic data");
    expect(page).not.toContain("made up");
    const uncalibrated = panel(["reproduce", "er1245", "--data", folder, "--variance", "calibrated"], folder);
    expect(uncalibrated).toMatchObject({ status: 2, stdout: "" });
    expect(uncalibrated.stderr).toMatch(/dataset\.yaml, field waves: no wave tells the variables/);
  });
});

describe("bad input is one message, exit 2, and nothing written", () => {
  type Sheets = Record<string, Row[]>;
  const broken: [string, (sheets: Sheets) => Sheets, RegExp][] = [
    ["an absent sheet", ({ "2022": _, ...rest }) => rest, /file .*bad\.xlsx: sheet "2022" is absent/],
    [
      "an absent column",
      (sheets) => ({ ...sheets, "2022": sheets["2022"]!.map((row) => row.slice(0, -1)) }),
      /sheet 2022: column "poids" is absent/,
    ],
    [
      "an unknown level",
      (sheets) => ({
        ...sheets,
        "2022": changeColumn(sheets["2022"]!, "regroupement", (cell, row) => (row === 4 ? 7 : cell)),
      }),
      /sheet 2022, row 5, column regroupement: unknown code of regroupement; found 7\. Expected 1 \(seul\)/,
    ],
    [
      "a weight that is no number",
      (sheets) => ({
        ...sheets,
        "2022": changeColumn(sheets["2022"]!, "poids", (cell, row) => (row === 1 ? "x" : cell)),
      }),
      /sheet 2022, row 2, column poids: the weight is not a number; found "x"/,
    ],
    [
      "a negative weight",
      (sheets) => ({
        ...sheets,
        "2022": changeColumn(sheets["2022"]!, "poids", (cell, row) => (row === 1 ? -1 : cell)),
      }),
      /row 2, column poids: the weight is negative; found -1/,
    ],
    [
      "a missing weight",
      (sheets) => ({
        ...sheets,
        "2022": changeColumn(sheets["2022"]!, "poids", (cell, row) => (row === 1 ? null : cell)),
      }),
      /row 2, column poids: the weight is missing/,
    ],
    ["an empty sheet", (sheets) => ({ ...sheets, "2019": [] }), /sheet 2019: there are no rows/],
    [
      "a duplicate identifier",
      (sheets) => ({ ...sheets, "2022": [...sheets["2022"]!, sheets["2022"]![1]!] }),
      /row 1554, column id: the identifier stands twice/,
    ],
  ];

  test.each(broken)("%s", async (_, change, message) => {
    const folder = folderWith();
    const file = await writeWorkbook(join(folder, "bad.xlsx"), change({ ...waves }));
    const { status, stdout, stderr } = panel(["reproduce", "er1245", "--data", file], folder);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n"), "one message, no stack trace").toHaveLength(1);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(readdirSync(folder)).toEqual(["bad.xlsx"]);
  });

  test.each([
    [
      ["reproduce", "er1245", "--data", "none.xlsx"],
      "panel: file none.xlsx: there is no such file or folder",
    ],
    [
      ["reproduce", "er1245", "--data", "damaged.xlsx"],
      "panel: file damaged.xlsx: this is no readable xlsx workbook",
    ],
    [["reproduce", "er1245", "--data", "page.ods"], "panel: file page.ods: this kind of file cannot be read"],
    [["reproduce", "er12"], 'panel: unknown study; found "er12". Did you mean "er1245"?'],
    [["reproduce"], "error: missing required argument 'study'"],
    [
      ["reproduce", "er1245", "--format", "pdf"],
      "error: option '--format <format>' argument 'pdf' is invalid",
    ],
    [["recompute"], "error: unknown command 'recompute'"],
    [["synth", "er1245", "--seed", "-1", "--out", "a.xlsx"], "It is a whole number from 0 to"],
    [
      ["synth", "er1245", "--seed", "1", "--out", "a.csv"],
      "panel: file a.csv: the panel is written as .xlsx",
    ],
  ])("%j", (args, message) => {
    const folder = folderWith({ "damaged.xlsx": "no workbook", "page.ods": "?" });
    const { status, stdout, stderr } = panel(args, folder);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe("");
    expect(status).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(["damaged.xlsx", "page.ods"]);
  });

  test("a run that fails while it writes leaves the old report whole", () => {
    const folder = folderWith({
      "reports/er1245/report.md": "the old report",
      "reports/er1245/charts/schema-2.svg/x": "a folder",
    });
    const { status, stdout, stderr } = panel(["reproduce", "er1245", "--force"], folder);
    expect(stderr).toMatch(/^panel: file reports\/er1245: it cannot be written \(EISDIR\)/);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(join(folder, "reports"))).toEqual(["er1245"]);
    expect(readdirSync(join(folder, "reports/er1245")).sort()).toEqual(["charts", "report.md"]);
    expect(readFileSync(join(folder, "reports/er1245/report.md"), "utf8")).toBe("the old report");
  });

  test("neither the study nor the data are overwritten, by whatever name; a force does not help", () => {
    const folder = folderWith();
    cpSync(join(root, "data/studies/er1245"), join(folder, "study"), { recursive: true });
    cpSync(join(root, "data/panel4"), join(folder, "data"), { recursive: true });
    mkdirSync(join(folder, "data/charts"));
    linkSync(join(folder, "data/panel4.xlsx"), join(folder, "data/charts/graphique-1.svg"));
    const before = ["study/figures.csv", "data/panel4.xlsx"].map((file) => readFileSync(join(folder, file)));
    for (const out of ["study", "data"]) {
      const args = ["reproduce", "./study", "--data", "data", "--out", out, "--force"];
      const { status, stdout, stderr } = panel(args, folder);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(
        /(study.figures\.csv|data.charts.graphique-1\.svg): the output would overwrite the data/,
      );
      expect(existsSync(join(folder, out, "report.md"))).toBe(false);
    }
    const after = ["study/figures.csv", "data/panel4.xlsx"].map((file) => readFileSync(join(folder, file)));
    expect(after).toEqual(before);
    const table = ["crosstab", "secretariat", "--data", "data/dataset.yaml", "--out"];
    for (const out of [["data/dataset.yaml", "--format", "csv"], ["data/panel4.xlsx"]])
      expect(panel([...table, ...out], folder).stderr).toContain("would overwrite the data");
  });

  test("a second report replaces the first, but no file that somebody changed", () => {
    const folder = folderWith();
    const args = ["reproduce", "er1245", "--out", "r"];
    expect(panel(args, folder).status).toBe(0);
    expect(panel(args, folder).status).toBe(0);
    writeFileSync(join(folder, "r/report.md"), "edited");
    const { status, stderr } = panel(args, folder);
    expect(status).toBe(2);
    expect(stderr).toContain("file r/report.md: no report wrote this file as it is");
    expect(panel([...args, "--force"], folder).status).toBe(0);
    expect(readFileSync(join(folder, "r/report.md"), "utf8")).toMatch(/^SYNTHETIC DATA|synthetic/i);
  });

  test("a folder that cannot be written", () => {
    const folder = folderWith({ taken: "a file" });
    const { status, stderr } = panel(["reproduce", "er1245", "--out", "taken"], folder);
    expect(stderr).toMatch(/panel: file taken: it cannot be written \(ENOTDIR\)/);
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(["taken"]);
    expect(readFileSync(join(folder, "taken"), "utf8")).toBe("a file");
  });
});

describe("panel reproduce er1245 --workbook", () => {
  const schema = JSON.parse(readFileSync(`${dataFolder}/schemas/reproduce.json`, "utf8"));

  test("compares the publisher's workbook, and says what of it is not compared", async () => {
    const folder = folderWith({
      "ER1245.xlsx": await publishedWorkbook((cells) => {
        cells.set("Graphique 1!C5", 61.2);
        cells.set("Graphique 1!B6", "Standard téléphonique");
      }),
    });
    const { status, stdout } = panel(
      ["reproduce", "er1245", "--workbook", "ER1245.xlsx", "--lang", "fr"],
      folder,
    );
    expect(status, "a number of the workbook differs").toBe(1);
    expect(stdout).toMatch(/^Graphique 1 +5 +0 +1 +0 +6$/m);
    expect(stdout).toMatch(
      /^Graphique 1 +C5 +Secrétariat physique \(sur place\) \/ 2019 .* 61,2 .* diffère/m,
    );
    expect(stdout).toMatch(/^Graphique 1 +Standard téléphonique +libellé inconnu/m);
    const rows = readFileSync(join(folder, "reports/er1245/workbook.csv"), "utf8").split("\n");
    expect(rows[1]).toMatch(/^"synthetic, seed 1245",Graphique 1,/);
    const json = panel(["reproduce", "er1245", "--workbook", "ER1245.xlsx", "--format", "json"], folder);
    const document = JSON.parse(json.stdout);
    expect(new Ajv2020().validate(schema, document)).toBe(true);
    expect(document.workbook.file).toBe("ER1245.xlsx");
    expect(document.workbook.unmatched).toHaveLength(2);
    expect(document.summary.agrees).toBe(false);
  });

  test("a workbook that is none is refused in a sentence, and nothing is written", () => {
    const folder = folderWith({ "ER1245.xlsx": "no workbook" });
    const { status, stderr } = panel(["reproduce", "er1245", "--workbook", "ER1245.xlsx"], folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^panel: file ER1245\.xlsx: /);
    expect(existsSync(join(folder, "reports"))).toBe(false);
  });
});

describe("what is printed", () => {
  const strict = ["reproduce", "er1245", "--no-out", "--strict"];

  test("--summary is the verdict with the counts, and --quiet the exit status alone", async () => {
    const summary = await runIn(80, ["reproduce", "er1245", "--no-out", "--summary"]);
    expect(summary.status).toBe(0);
    expect(summary.stdout).toMatch(/Reproduced: no figure that counts differs/);
    expect(summary.stdout).toMatch(/^held-out +7 +16 +0/m);
    expect(summary.stdout).not.toContain("Women: have a");
    expect(await runIn(80, [...strict, "--quiet"])).toEqual({ status: 1, stdout: "", stderr: "" });
    const document = await runIn(80, [...strict, "--summary", "--format", "json"]);
    expect(Object.keys(JSON.parse(document.stdout))).toEqual([
      ...["panel", "inputs", "study", "data", "variance", "extent", "summary"],
    ]);
  });

  test("a quiet run that writes a report says nothing of it, and tells errors", async () => {
    const out = join(folderWith(), "report");
    const words = ["reproduce", "er1245", "--only", "data", "--out", out, "--quiet"];
    expect(await runIn(80, words)).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(filesIn(out)).toContain("figures.csv");
    const { status, stderr } = await runIn(80, ["reproduce", "er", "--quiet"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("unknown study")]);
  });

  test("--differs is what speaks against the publication: with --strict what is only compatible too", async () => {
    const none = JSON.parse(
      (await runIn(80, ["reproduce", "er1245", "--no-out", "--differs", "--format", "json"])).stdout,
    );
    expect([none.figures, none.findings, none.summary.agrees]).toEqual([[], [], true]);
    const { status, stdout } = await runIn(80, [...strict, "--differs", "--format", "json"]);
    const { figures, findings, summary } = JSON.parse(stdout);
    const statusesOf = (rows: { status: string }[]) => [...new Set(rows.map((row) => row.status))];
    expect([status, statusesOf(figures), statusesOf(findings)]).toEqual([
      1,
      ["compatible"],
      ["not confirmed"],
    ]);
    expect(figures).toHaveLength(summary.figures["held-out"].compatible);
    const text = (await runIn(80, [...strict, "--differs"])).stdout;
    expect(text).toContain("Not reproduced: of what counts");
    expect(text).toContain("Women: have a");
    expect(text).not.toContain("Under 50: have a");
  });

  test("checks are those that fail, and have no summary", async () => {
    const junit = (await runIn(80, [...strict, "--differs", "--format", "junit"])).stdout;
    const [, tests, failures] = /tests="(\d+)" failures="(\d+)"/.exec(junit)!;
    expect([Number(tests) > 0, tests]).toEqual([true, failures]);
    const refused = await runIn(80, [...strict, "--summary", "--format", "github"]);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("have no summary")]);
  });

  test("one of them is asked for at a time", async () => {
    for (const two of [
      ["--summary", "--quiet"],
      ["--differs", "--quiet"],
      ["--differs", "--summary"],
    ])
      expect((await runIn(80, [...strict, ...two])).status).toBe(2);
  });
});
