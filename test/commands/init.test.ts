import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { runIn, shellWords } from "../support/inProcess.ts";
import { systemFile } from "../support/systemFile.ts";

/** What `panel init` makes of a file in a folder. */
interface Declared {
  readonly folder: string;
  readonly file: string;
  readonly yaml: string;
  readonly told: readonly string[];
}

async function initOf(file: string, folder: string, ...flags: string[]): Promise<Declared> {
  const { status, stdout, stderr } = await runIn(80, ["init", file, "--lang", "en", ...flags]);
  expect([status, stdout], stderr).toEqual([0, ""]);
  const yaml = readFileSync(join(folder, "dataset.yaml"), "utf8");
  return { folder, file, yaml, told: stderr.trimEnd().split("\n") };
}

function initCsv(content: string | Buffer, ...flags: string[]): Promise<Declared> {
  const folder = folderWith({ "survey.csv": content });
  return initOf(join(folder, "survey.csv"), folder, ...flags);
}

/** The rows that a command computes, as JSON. */
async function rowsOf(line: string, ...data: readonly string[]): Promise<unknown[]> {
  const { status, stdout, stderr } = await runIn(80, [...shellWords(line), ...data, "--format", "json"]);
  expect(status, stderr).toBe(0);
  const { rows } = JSON.parse(stdout) as { rows: unknown[] };
  expect(rows.length).toBeGreaterThan(0);
  return rows;
}

/** Expects of a declaration the same results as of the plain file with flags. */
async function expectSame({ folder, file }: Declared, line: string, flags = ""): Promise<void> {
  const declared = await rowsOf(line, "--data", folder);
  expect(declared).toEqual(await rowsOf(line, "--data", file, ...(flags === "" ? [] : shellWords(flags))));
}

/** The live lines of a declaration, without those of variables. */
const designOf = ({ yaml }: Declared) =>
  yaml
    .slice(0, yaml.indexOf("variables:"))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

const csv = (header: string, rows: number, cells: (row: number) => readonly unknown[], mark = ",") =>
  `${header}\n${Array.from({ length: rows }, (_, row) => cells(row).join(mark)).join("\n")}\n`;

describe("a survey is declared from what its file tells, and read at once with the same results", () => {
  test("with semicolons and decimal commas", async () => {
    const comma = (value: number) => value.toFixed(2).replace(".", ",");
    const made = await initCsv(
      csv(
        "ident;poids;sexe;revenu",
        40,
        (k) => [`a${k}`, comma(1 + k / 7), k % 3 ? "F" : "H", comma(k * 11.5)],
        ";",
      ),
    );
    expect(designOf(made)).toEqual([
      "title: survey",
      "file: survey.csv",
      "key: ident",
      "waves:",
      "survey:",
      "weight: poids",
    ]);
    expect(made.told).toContain(
      "weight: column poids (by its name, and positive numbers without exception: 40 different values)",
    );
    await expectSame(made, "crosstab sexe", "--weight poids");
    await expectSame(made, "estimate revenu --by sexe --stat mean", "--weight poids");
    const { status } = await runIn(80, ["describe", "--data", made.folder]);
    expect(status).toBe(0);
  });

  test("with codes 1, 2 and 9, of which 9 is far from the others", async () => {
    const made = await initCsv(
      csv("q1,q2,age", 60, (k) => [[1, 2, 9][k % 3], k % 9 === 8 ? 9 : k % 9, 20 + k]),
    );
    expect(made.yaml).toContain("  - name: q1\n    missing: ['9']\n");
    expect(made.yaml, "7 and 9 of a scale are near each other").not.toMatch(/q2\n {4}missing/);
    expect(made.told).toContain("missing answers: 9 of q1 (far from the other codes)");
    expect(made.told.join()).toContain("No column looks like weight, strata, or clusters.");
    await expectSame(made, "estimate q1 --stat mean", "--missing-code q1=9");
    await expectSame(made, "crosstab q1 --by q2", "--missing-code q1=9");
  });

  test("in a workbook with a sheet of labels, which tell codes of no answer", async () => {
    const folder = folderWith();
    const file = await writeWorkbook(join(folder, "enquete.xlsx"), {
      Réponses: [
        ["id", "sexe", "avis", "age"],
        ...Array.from({ length: 30 }, (_, k) => [
          k + 1,
          1 + (k % 2),
          [1, 2, 3, 99][k % 4]!,
          k % 9 ? 20 + k : 999,
        ]),
      ],
      Dictionnaire: [
        ["Variable", "Code", "Libellé"],
        ["sexe", "", "Sexe : déclaré"],
        ["sexe", 1, "Un homme"],
        ["sexe", 2, "Une dame"],
        ["avis", 1, "Pour"],
        ["avis", 2, "Contre"],
        ["avis", 3, "Entre les deux"],
        ["avis", 99, "Ne sait pas"],
        ["age", 999, "Refus"],
      ],
    });
    const made = await initOf(file, folder);
    expect(made.yaml).toContain("sheet: Réponses");
    expect(made.yaml).toContain("  - name: sexe\n    label: 'Sexe : déclaré'\n");
    expect(made.yaml).toContain("{code: '1', label: Un homme}");
    expect(made.yaml).toContain("missing: {codes: ['99'], label: Ne sait pas}");
    expect(made.yaml).toContain("  - name: age\n    missing: {codes: ['999'], label: Refus}\n");
    expect(made.told).toContain("missing answers: 99 of avis (by their labels)");
    const flags = `--sheet Réponses --labels ${file} --missing-code avis=99 --missing-code age=999`;
    await expectSame(made, "crosstab avis --by sexe", flags);
    await expectSame(made, "estimate age --by avis --stat mean", flags);
    const described = await rowsOf("describe", "--data", folder);
    const plain = (await rowsOf("describe", "--data", file, ...shellWords(flags))) as { variable: string }[];
    expect(described, "but for the key").toEqual(plain.filter(({ variable }) => variable !== "id"));
  });

  test("with dates", async () => {
    const made = await initCsv(
      csv("day,q", 30, (k) => [`2022-0${1 + (k % 3)}-0${1 + (k % 2)}`, k % 2 ? "a" : "b"]),
    );
    expect(made.yaml).toContain("levels: ['2022-01-01', '2022-01-02',");
    await expectSame(made, `crosstab q --derive "m = month(day)" --where "day >= '2022-02-01'"`);
    await expectSame(made, "describe");
  });

  test("stratified and clustered, with a finite population correction", async () => {
    const made = await initCsv(
      csv("strate,grappe,fpc,pond,y,q", 48, (k) => {
        const [strate, grappe] = [k % 2, Math.floor(k / 2) % 6];
        return [
          `S${strate}`,
          `${strate}${grappe}`,
          strate ? 20 : 30,
          strate ? 10.5 : 7.25,
          (k * 37) % 11,
          k % 5 ? "x" : "y",
        ];
      }),
    );
    expect(designOf(made).slice(-4)).toEqual([
      "weight: pond",
      "strata: [strate]",
      "cluster: grappe",
      "fpc: fpc",
    ]);
    const flags = "--weight pond --strata strate --cluster grappe --fpc fpc";
    await expectSame(made, "estimate y --stat mean --by q", flags);
    await expectSame(made, "crosstab q --by strate", flags);
  });

  test("with names and levels that YAML would take for something else", async () => {
    const made = await initCsv(
      csv('no,"a: b",âge du chef,1e3,"# x"', 40, (k) => [
        k % 2 ? "yes" : "no",
        k % 3 ? "null" : "~",
        20 + k,
        k % 2 ? "0x1" : "1:30",
        k % 4 ? '"[a, b]"' : "- c",
      ]),
    );
    await expectSame(made, 'crosstab no --by "1e3,a: b"');
    await expectSame(made, 'estimate "âge du chef" --stat median --by "# x"');
    await expectSame(made, "describe");
  });

  test("with a column without answers, which is left out", async () => {
    const made = await initCsv(csv("q,empty,marks", 30, (k) => [k % 2 ? "a" : "b", "", k % 3 ? k : "n.d."]));
    expect(made.yaml).toContain("# empty: no answers");
    expect(made.yaml).toContain("  - name: marks\n    missing: [n.d.]\n");
    expect(made.told.at(-2)).toBe("columns left out, for reasons that the declaration tells: empty");
    await expectSame(made, "crosstab q");
    await expectSame(made, "estimate marks --stat mean");
  });

  test("as Stata exports it: points for missing answers, negative codes, one household after another", async () => {
    const made = await initCsv(
      csv("hhid,persid,wgt,income,health", 60, (k) => [
        1000 + Math.floor(k / 3),
        k + 1,
        (1 + (k % 20) / 10).toFixed(3),
        k % 6 ? k * 100 : ".",
        k % 7 ? 1 + (k % 5) : -9,
      ]),
    );
    expect(designOf(made).slice(-2)).toEqual(["weight: wgt", "cluster: hhid"]);
    expect(made.told).toContain("clusters: column hhid (by its name; 20 units, known of all rows)");
    expect(made.told).toContain("missing answers: -9 of health (far from the other codes)");
    const flags = "--weight wgt --cluster hhid --missing-code health=-9";
    await expectSame(made, "estimate income --stat mean --by health", flags);
  });

  test("with text levels, in their natural order", async () => {
    const ages = ["50 ans et plus", "Moins de 30 ans", "De 30 à 49 ans"];
    const made = await initCsv(csv("age,q", 30, (k) => [ages[k % 3], k % 2 ? "Q10" : "Q2"]));
    expect(made.yaml).toContain("levels: [Moins de 30 ans, De 30 à 49 ans, 50 ans et plus]");
    expect(made.yaml).toContain("levels: [Q2, Q10]");
    await expectSame(made, "crosstab q --by age");
  });

  test("of one column", async () => {
    const made = await initCsv(csv("score", 12, (k) => [k]));
    await expectSame(made, "estimate score --stat mean");
    await expectSame(made, "describe");
  });

  test("below a title and above a note of its sheet", async () => {
    const folder = folderWith();
    const file = await writeWorkbook(join(folder, "one.xlsx"), {
      A: [
        ["A survey of somebody"],
        [],
        [null, "score", "q"],
        ...Array.from({ length: 12 }, (_, k) => [null, k, k % 2 ? "a" : "b"]),
        [],
        [null, "Note : invented."],
      ],
    });
    const made = await initOf(file, folder);
    expect(made.yaml).toContain("    range: B3:C15\n");
    await expectSame(made, "estimate score --stat mean --by q");
  });
});

test("of two columns of weights, or of units that cross, one is to be chosen before anything is computed", async () => {
  const made = await initCsv(
    csv("poids,poids_cal,psu,grappe,q", 40, (k) => [1 + k / 9, 2 + k / 7, k % 4, k % 5, k % 2 ? "a" : "b"]),
  );
  expect(designOf(made).slice(-2)).toEqual(["weight: '?'", "cluster: '?'"]);
  expect(made.told).toContain(
    "weight: to be chosen in the declaration, which is not read before (poids or poids_cal)",
  );
  const { status, stderr } = await runIn(80, ["crosstab", "q", "--data", made.folder]);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /field waves\.survey\.weight: this column is yet to be chosen(.|\n)*waves\.survey\.cluster/,
  );
});

test("what looks like weights and is none is never taken in silence", async () => {
  const body = await initCsv(csv("poids,taille,q", 30, (k) => [60 + k / 3, 150 + k, k % 2 ? "a" : "b"]));
  expect(body.told.join()).toContain("weight: to be chosen");
  expect(body.yaml).toContain("suggests what people weigh");
  const codes = await initCsv(csv("coef,q", 30, (k) => [k % 3, k % 2 ? "a" : "b"]));
  expect(codes.yaml).toContain("weight: '?'");
  const lacking = await initCsv(csv("w,q", 30, (k) => [k === 4 ? "" : 1 + k / 3, k % 2 ? "a" : "b"]));
  expect(lacking.yaml).toContain("# named as weights are, but some rows have none, or a negative one");
});

test("units within units: the largest are the clusters; replicate weights are told", async () => {
  const names = Array.from({ length: 6 }, (_, k) => `rep${k + 1}`);
  const made = await initCsv(
    csv(`psu,hhid,${names.join(",")},q`, 60, (k) => [
      Math.floor(k / 12),
      Math.floor(k / 3),
      ...names.map((_, at) => 1 + ((k + at) % 7) / 3),
      k % 2 ? "a" : "b",
    ]),
  );
  expect(designOf(made).slice(-2)).toEqual(["weight: 1", "cluster: psu"]);
  expect(made.yaml).toContain("# units within those of psu, which variances include\n    # cluster: hhid\n");
  expect(made.yaml).toContain("read the file itself with --replicates rep");
});

test("one weight within each unit is told where no name tells the units", async () => {
  const made = await initCsv(csv("town,w,q", 60, (k) => [`t${k % 6}`, 1.5 + (k % 6), k % 7 ? "a" : "b"]));
  expect(made.yaml).toContain("    # cluster: town\n");
  expect(made.told.join()).toContain(
    "clusters: column town is not taken (the rows of each of its 6 values have one weight",
  );
});

test("a correction that cannot be one is told and not taken", async () => {
  const made = await initCsv(csv("strate,fpc,q", 40, (k) => [k % 2, 12 + (k % 3), k % 7 ? "a" : "b"]));
  expect(designOf(made).slice(-2)).toEqual(["weight: 1", "strata: [strate]"]);
  expect(made.told.join()).toContain("finite population correction: column fpc is not taken");
});

test("a row of units below the header, which a declaration cannot say, is refused", async () => {
  const file = await writeWorkbook(join(folderWith(), "units.xlsx"), {
    A: [["area", "income"], ["en années", "en %"], ...Array.from({ length: 12 }, (_, k) => [k * 3, k * 100])],
  });
  const { status, stderr } = await runIn(80, ["init", file]);
  expect([status, stderr]).toEqual([2, expect.stringContaining("row 2: a row of units stands between")]);
});

const hostile = fc.string({
  unit: fc.constantFrom(...`"'#:-?[]{},&*!|>%@\`=;~ \t\n0123456789.eExoyNn/\\é\u00a0\u2028\u0007<+`),
  minLength: 1,
  maxLength: 6,
});

test("whatever names and levels are, what is declared is read", async () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(hostile, {
        minLength: 2,
        maxLength: 4,
        selector: (text) => text.trim().normalize("NFC"),
      }),
      fc.array(hostile, { minLength: 4, maxLength: 12 }),
      async (names, answers) => {
        fc.pre(names.every((name) => name.trim() !== ""));
        const rows = answers.map((answer, row) =>
          names.map((_, at) => quoted(at ? answer : `${row % 2}`)).join(","),
        );
        const folder = folderWith({ "a.csv": `${names.map(quoted).join(",")}\n${rows.join("\n")}\n` });
        const file = join(folder, "a.csv");
        fc.pre((await runIn(80, ["describe", file])).status === 0);
        const made = await runIn(80, ["init", file]);
        const yaml = made.status === 0 ? readFileSync(join(folder, "dataset.yaml"), "utf8") : "";
        expect([made.status, yaml], made.stderr).toEqual([0, yaml]);
        if (yaml.includes("'?'")) return;
        const read = await runIn(80, ["describe", "--data", folder]);
        expect([read.status, read.stderr], yaml).toEqual([0, ""]);
      },
    ),
    { numRuns: 60, seed: 1 },
  );
}, 60_000);

test("free text and mixtures of numbers and texts are told and left to the reader", async () => {
  const made = await initCsv(
    csv("q,remark,bail", 100, (k) => [
      k % 2 ? "a" : "b",
      `something ${k} of ${k * k}`,
      k % 9 ? 1000 + k : "NO BAIL",
    ]),
  );
  expect(made.yaml).toContain("# remark: 100 different values: free text, or an identifier");
  expect(made.yaml).toContain(
    '# bail: Numbers but for "NO BAIL". If these are missing answers, in place of levels:\n#   - name: bail\n#     missing: [NO BAIL]\n',
  );
  expect(made.told.join()).toContain("numbers but for few texts in bail");
});

test("codes that may be answers too are told, and stay numbers", async () => {
  const made = await initCsv(
    csv("likert,income", 40, (k) => [k % 9 ? 1 + (k % 7) : 9, k % 5 ? 500 + k * 20 : 9999]),
  );
  expect(made.yaml).toContain(
    "# To be checked: 9999 stands apart from the other values. If these are missing answers:\n    # missing: ['9999']\n",
  );
  expect(made.told).toContain(
    "missing answers: 9 of likert (perhaps answers: to be checked, they are numbers until then)",
  );
  await expectSame(made, "estimate income --stat mean");
});

test("a declaration goes where it is asked for, replaces none unless it is told, and speaks French", async () => {
  const folder = folderWith({ "a.csv": "q\nx\ny\n" });
  const file = join(folder, "a.csv");
  const out = join(folder, "mine", "other.yml");
  expect((await runIn(80, ["init", "--data", file, "--out", out, "--lang", "fr"])).status).toBe(0);
  expect(readFileSync(out, "utf8")).toMatch(
    /^# Ce que a\.csv dit de lui-même.*\ntitle: a\nfile: \.\.\/a\.csv\n/,
  );
  expect((await runIn(80, ["crosstab", "q", "--data", out])).status).toBe(0);
  const again = await runIn(80, ["init", file, "--out", out, "--lang", "en"]);
  expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("this file exists already")]);
  expect((await runIn(80, ["init", file, "--out", out, "--force"])).status).toBe(0);
});

test.each([
  [["init"], "no file of rows is named"],
  [["init", "a.csv", "--data", "b.csv"], "named twice"],
  [["init", "none.csv"], "none.csv"],
])("%j is refused", async (words, message) => {
  const { status, stderr } = await runIn(80, [...words, "--lang", "en"]);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("dates of another notation are told with what a declaration can read: the file that convert makes", async () => {
  const days = csv("id;jour", 40, (row) => [row, `${String((row % 28) + 1).padStart(2, "0")}/06/2025`], ";");
  const { told, folder, file } = await initCsv(days);
  expect(told.join(" ")).toContain("declare the file that is made by: panel convert … --dates dmy");
  const iso = join(folder, "iso.csv");
  expect((await runIn(80, ["convert", file, iso, "--dates", "dmy"])).status).toBe(0);
  const { yaml } = await initOf(iso, folder, "--force");
  expect(yaml).toContain("2025-06-01");
});

test("decimal commas in quotes are told, and read as decimals where that is said", async () => {
  const made = 'id,w,y\na,"2,91","1,5"\nb,"1,05","2,5"\nc,"1,20",4\n';
  const { told } = await initCsv(made);
  expect(told.join(" ")).toContain("w is categorical, because its numbers have a decimal comma");
  const declared = await initCsv(made, "--decimal", "comma");
  expect(designOf(declared)).toContain("weight: w");
  await expectSame(declared, "estimate y --stat mean", "--weight w --decimal comma");
});

describe("what is said of how a file is read is declared, and gives the same results", () => {
  test("lines above the header, and another encoding", async () => {
    const content = Buffer.from(
      "Enqu\xeate\n\nid;sexe;rev\na;\xe9;1,234\nb;f;2,345\nc;\xe9;1,111\n",
      "latin1",
    );
    const flags = "--skip 2 --encoding windows-1252 --decimal comma";
    const declared = await initCsv(content, ...shellWords(flags));
    expect(designOf(declared)).toEqual(
      expect.arrayContaining(["skip: 2", "encoding: windows-1252", "decimal: comma"]),
    );
    await expectSame(declared, "estimate rev --stat mean --by sexe", flags);
  });

  test("points and thousands", async () => {
    const content = 'id,rev\na,"1,234"\nb,"2,345"\nc,"3,222"\n';
    await expectSame(
      await initCsv(content, "--decimal", "point"),
      "estimate rev --stat mean",
      "--decimal point",
    );
  });

  test("columns without a name, or of one name, by their places", async () => {
    const bare = await initCsv("a,1\nb,2\nc,4\n", "--header", "0");
    await expectSame(bare, "estimate ...2 --stat mean", "--header 0");
    const doubled = await initCsv("id,x,x\na,1,2\nb,3,4\nc,4,5\n");
    await expectSame(doubled, "estimate x...3 --stat mean");
    const { status, stderr } = await runIn(80, ["init", doubled.file, "--force", "--lang", "en"]);
    expect([status, stderr]).toEqual([0, expect.stringContaining("they are called x...2, x...3 here")]);
  });

  test("two rows of names in a workbook below a title", async () => {
    const folder = folderWith({});
    const rows = [
      ["Title"],
      [],
      ["", "men", "women"],
      ["id", "n", "n"],
      ["a", 1, 2],
      ["b", 3, 5],
      ["c", 4, 6],
    ];
    const file = await writeWorkbook(join(folder, "survey.xlsx"), { S: rows });
    const flags = "--skip 2 --header 2";
    const declared = await initOf(file, folder, ...shellWords(flags));
    expect(designOf(declared)).toEqual(expect.arrayContaining(["skip: 2", "header: 2"]));
    await expectSame(declared, "estimate women_n --stat mean", flags);
  });
});

test("what does not go with the kind of a file is refused with its line", async () => {
  const { folder } = await initCsv("id,x\na,1\nb,2\n");
  const refused = async (said: string) => {
    const data = join(folder, "said.yaml");
    writeFileSync(
      data,
      `title: T\nfile: survey.csv\nwaves:\n  w: { ${said}, weight: 1 }\nvariables: [{ name: x }]\n`,
    );
    return (await runIn(80, ["describe", "--data", data, "--lang", "en"])).stderr;
  };
  expect(await refused("range: B2:C4")).toContain("line 4, field waves.w.range: range does not apply");
  expect(await refused("encoding: klingon")).toContain("encoding");
  expect(await refused("skip: 9")).toContain("--skip");
  expect(await refused("rows: weighted")).toContain(
    "field waves.w.rows: each row counts as one: no weight tells",
  );
});

test("points between thousands in a declared wave are asked for, and read where that is said", async () => {
  const content = "id;x\na;1.234,50\nb;1.500\nc;987,25\n";
  const declared = await initCsv(content, "--decimal", "comma");
  await expectSame(declared, "estimate x --stat mean", "--decimal comma");
  const data = join(declared.folder, "untold.yaml");
  writeFileSync(data, declared.yaml.replace(/ *decimal: comma\n/, ""));
  const { status, stderr } = await runIn(80, ["describe", "--data", data, "--lang", "en"]);
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(
      /line 3, column x: the point may be .* found "1\.500".* say decimal: comma in the wave/,
    ),
  ]);
});

test("what the labels of a file of SPSS say is no answer is missing, and told", async () => {
  const bytes = systemFile({
    variables: [{ name: "ID" }, { name: "Q" }],
    valueLabels: [
      {
        labels: [
          [1, "Oui"],
          [2, "Non"],
          [8, "Ne se prononce pas"],
        ],
        variables: [2],
      },
    ],
    rows: [1, 2, 8, 1, 2, 8].map((answer, row) => [row, answer]),
  });
  const folder = folderWith({ "survey.sav": bytes });
  const { yaml, told } = await initOf(join(folder, "survey.sav"), folder);
  expect(yaml).toMatch(/name: Q\n.*Oui.*Non.*\n *missing: \{codes: \['8'\], label: Ne se prononce pas\}/);
  expect(told.join("\n")).toContain("missing answers: 8 of Q (by their labels)");
});

test("numbers of a declared variable that stand apart as codes of missing answers do are told", async () => {
  const { folder } = await initCsv(csv("id,age", 60, (row) => [`r${row}`, row < 2 ? 999 : 20 + row]));
  const file = join(folder, "dataset.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/ *missing:.*\n/, ""));
  const { stderr } = await runIn(80, ["estimate", "age", "--stat", "mean", "--data", folder, "--lang", "en"]);
  expect(stderr).toContain("age: apart from the other numbers");
  expect(stderr.replace(/\s+/g, " ")).toContain("999. If they are such, declare them under missing");
});

test("all columns that a wave's file lacks are told in one run, with what to do", async () => {
  const folder = folderWith({
    "a.csv": "ident,Q1\na,1\nb,2\n",
    "dataset.yaml":
      "title: T\nfile: a.csv\nwaves: { w: { weight: 1 } }\nvariables: [{ name: x }, { name: y, column: Q2 }, { name: Q1 }]\n",
  });
  const { status, stderr } = await runIn(80, ["describe", "--data", folder, "--lang", "en"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /column "x" is absent.* list "x" under absent.*\n.*column "Q2" is absent. Did you mean "Q1"/,
  );
});
