import { join } from "node:path";
import { expect, test } from "vitest";
import { readCoding } from "../../src/sources/files/coding.ts";
import type { CodingRequest } from "../../src/sources/files/codingRequest.ts";
import type { FileTableOptions } from "../../src/sources/files/fileTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import type { CategoricalVariable } from "../../src/sources/tables/codebook.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";

/** The rows of a CSV, of whose answers something is said; `labels` is the text of the file of labels. */
async function coded(content: string, request: CodingRequest, options: FileTableOptions = {}) {
  const folder = folderWith({ "a.csv": content, "labels.csv": request.labels ?? "" });
  const labels = request.labels && join(folder, "labels.csv");
  const coding = await readCoding({ ...request, labels });
  return readFileTable(join(folder, "a.csv"), { ...options, coding });
}

type Read = Awaited<ReturnType<typeof coded>>;

const answers = (table: Read, name: string) => Array.from(table.typed(name));
const levelsOf = (table: Read, name: string) =>
  (table.codebook.get(name) as CategoricalVariable).levels.map((level) => level.name);
const labelsOf = (table: Read, name: string) =>
  (table.codebook.get(name) as CategoricalVariable).levels.map(({ name: code, label }) => [
    code,
    label.fr,
    label.en,
  ]);

test("levels of a text have the order that is named, with those that do not occur", async () => {
  const table = await coded("s\nLow\nHigh\nNA\nLow\n", { levels: ["s=Low,Medium,High"] });
  expect(levelsOf(table, "s")).toEqual(["Low", "Medium", "High"]);
  expect(answers(table, "s")).toEqual(["Low", "High", null, "Low"]);
});

test("every level that occurs must be named, and those left out are told", async () => {
  await expect(coded("s\nLow\nHigh\nMid\n", { levels: ["s=Low"] })).rejects.toThrow(
    /line 3, column s: --levels does not name all levels of s; found \["High","Mid"\]\. Add these/,
  );
});

test("a level that holds a comma or quotes stands in quotes, as in CSV; a name with a comma in backquotes", async () => {
  const content = '"a, b"\n"Yes, often"\n"No ""never"""\n';
  const table = await coded(content, { levels: ['`a, b`="Yes, often","No ""never"""'] });
  expect(levelsOf(table, "a, b")).toEqual(["Yes, often", 'No "never"']);
});

test("a number is cut into classes, which have the names that are given", async () => {
  const levels = ["age=<30,30-49,50+"];
  const table = await coded("age\n29\n30\n49\n50\nNA\n", { levels });
  expect(levelsOf(table, "age")).toEqual(["<30", "30-49", "50+"]);
  expect(answers(table, "age")).toEqual(["<30", "30-49", "30-49", "50+", null]);
});

test.each([
  ["<2", "1"],
  ["<=2", "2"],
  [">2", "3"],
  [">=2", "2"],
  ["2+", "2"],
  ["-1-2", "-1"],
  ["1.5-2.5", "2.5"],
  ["3", "3"],
])("the class %s holds %s", async (name, value) => {
  expect(answers(await coded(`x\n${value}\n`, { levels: [`x=${name}`] }), "x")).toEqual([name]);
});

test.each([
  ["x=<30,30-49", "50", /line 2, column x: this value of x is in no class of --levels; found 50/],
  ["x=<30,30-49,50+", "49.5", /is in no class of --levels; found 49.5/],
  [
    "x=<=30,30-49",
    "30",
    /line 2, column x: this value of x is in two classes of --levels, <=30 and 30-49; found 30/,
  ],
  ["x=young,30+", "30", /x is a number, and this is no class of numbers; found "young"/],
  ["x=49-30", "30", /no number is in this class; found "49-30"/],
  ["x=1,1", "1", /this value stands twice; found "1"/],
  ["x=1,,2", "1", /this is no list of values with commas between/],
  ['x="1', "1", /this is no list of values with commas between/],
  ["age=1", "1", /unknown variable for --levels; found "age"/],
  ["1,2", "1", /this lacks the variable whose levels these are/],
])("the classes %s are refused beside %s", async (levels, value, message) => {
  await expect(coded(`x\n${value}\n`, { levels: [levels] })).rejects.toThrow(message);
});

test("a code of missing answers is a number or a text, and 9.0 is 9; what is a code, such as 09, is its text", async () => {
  const table = await coded("q,n,t,d\n9,9,a,09\n9.0,1,9,9\n1,2,b,01\n", { missingCode: ["9"] });
  expect(answers(table, "q")).toEqual([null, null, 1]);
  expect(answers(table, "n")).toEqual([null, 1, 2]);
  expect(answers(table, "t")).toEqual(["a", null, "b"]);
  expect(answers(table, "d")).toEqual(["09", null, "01"]);
  expect(table.notes).toContainEqual({ kind: "missing codes", column: "q", texts: [{ text: "9", rows: 2 }] });
});

test("a column whose texts are all codes of missing answers but numbers is numeric", async () => {
  const table = await coded("x\n1\nrefus\n2\n", { missingCode: ["x=refus"] });
  expect(answers(table, "x")).toEqual([1, null, 2]);
  expect(table.notes.map(({ kind }) => kind)).toEqual(["missing codes"]);
});

test("codes are missing among many numbers too", async () => {
  const values = Array.from({ length: 20_000 }, (_, at) => (at % 1000 === 0 ? 99999 : at + 0.5));
  const table = await coded(`x\n${values.join("\n")}\n`, { missingCode: ["x=99999"] });
  expect(table.notes).toEqual([{ kind: "missing codes", column: "x", texts: [{ text: "99999", rows: 20 }] }]);
  expect(answers(table, "x")[1000]).toBeNull();
});

test("codes of all variables are none of weights and of other columns of the design", async () => {
  const options = { designColumns: ["w"], numbers: () => ["r1"] };
  const content = "w,r1,q\n9,9,9\n1,1,1\n";
  const all = await coded(content, { missingCode: ["9"] }, options);
  expect(["w", "r1", "q"].map((name) => answers(all, name)[0])).toEqual([9, 9, null]);
  const named = await coded(content, { missingCode: ["w=9"] }, options);
  expect(["w", "r1", "q"].map((name) => answers(named, name)[0])).toEqual([null, 9, 9]);
});

test("a code that occurs nowhere is told, and one of a variable where it does not occur there", async () => {
  const { notes } = await coded("q,r\n9,1\n8,2\n", { missingCode: ["9,99", "r=8"] });
  expect(notes.filter(({ kind }) => kind === "codes absent")).toEqual([
    { kind: "codes absent", column: undefined, texts: ["99"] },
    { kind: "codes absent", column: "r", texts: ["8"] },
  ]);
});

test("labels make the codes of a number levels, in the order of their file", async () => {
  const labels = "variable,code,label\nq,,Question\nq,2,Never\nq,1,Often\nq,3,Always\n";
  const table = await coded("q\n1\n2\n4\nNA\n1.0\n", { labels });
  expect(table.codebook.get("q")!.label).toEqual({ fr: "Question", en: "Question" });
  expect(labelsOf(table, "q")).toEqual([
    ["2", "Never", "Never"],
    ["1", "Often", "Often"],
    ["3", "Always", "Always"],
    ["4", "4", "4"],
  ]);
  expect(answers(table, "q")).toEqual(["1", "2", "4", null, "1"]);
  expect(table.notes).toEqual([
    { kind: "codes without label", column: "q", texts: [{ text: "4", rows: 1 }] },
  ]);
});

test("labels may be in two languages, and their columns have French names", async () => {
  const labels = "Variable;Modalité;libelle_fr;label_en\ns;H;Homme;Man\ns;F;Femme;\n";
  const table = await coded("s\nF\nH\n", { labels });
  expect(labelsOf(table, "s")).toEqual([
    ["H", "Homme", "Man"],
    ["F", "Femme", "Femme"],
  ]);
});

test("labels may be a sheet of a workbook", async () => {
  const folder = folderWith({ "a.csv": "q\n1\n2\n" });
  const labels = await writeWorkbook(join(folder, "labels.xlsx"), {
    notes: [["about"], ["nothing"]],
    labels: [
      ["variable", "code", "label"],
      ["q", 1, "Yes"],
      ["q", 2, "No"],
    ],
  });
  const table = await readFileTable(join(folder, "a.csv"), { coding: await readCoding({ labels }) });
  expect(labelsOf(table, "q")).toEqual([
    ["1", "Yes", "Yes"],
    ["2", "No", "No"],
  ]);
});

test("a label of the variable alone leaves a number a number, and so does one of a missing code", async () => {
  const labels = "variable,code,label\nx,,Size\nx,999,Refused\n";
  const table = await coded("x\n1\n999\n", { labels, missingCode: ["x=999"] });
  expect(table.codebook.get("x")).toEqual({
    name: "x",
    type: "numeric",
    missingCodes: ["999"],
    label: { fr: "Size", en: "Size" },
  });
});

test("labels of variables that the data do not have are told", async () => {
  const { notes } = await coded("x\n1\n", { labels: "variable,code,label\nx,1,One\ny,1,One\n" });
  expect(notes).toEqual([
    { kind: "labels of others", file: expect.stringContaining("labels.csv"), names: ["y"] },
  ]);
});

test.each([
  ["a,b\n1,2\n", /this is no file of labels; found \["a","b"\]\. Its columns are variable, code and label/],
  ["variable,code,label\n,1,One\n", /line 2: this line names no variable/],
  ["variable,code,label\nx,1,\n", /line 2: this line has no label/],
  ["variable,code,label\nx,1,One\nx,1.0,Two\n", /line 3: this code of x has two labels; found "1.0"/],
  ["variable,code,label\nx,,One\nx,,Two\n", /line 3: this variable has two labels; found "x"/],
])("the labels %j are refused", async (labels, message) => {
  await expect(coded("x\n1\n", { labels })).rejects.toThrow(message);
});

test("levels order the codes of labelled variables, which keep their labels", async () => {
  const table = await coded("q\n1\n2\n", {
    labels: "variable,code,label\nq,1,Yes\nq,2,No\n",
    levels: ["q=2,1"],
  });
  expect(labelsOf(table, "q")).toEqual([
    ["2", "No", "No"],
    ["1", "Yes", "Yes"],
  ]);
});

test("marks that --na names are counted, among texts and numbers, and one that is nowhere is told", async () => {
  const table = await coded("q;n\noui;1\nNSP;2\nNSP;NSP\n;3\n", {}, { na: ["NSP", "NSPP"] });
  expect(answers(table, "q")).toEqual(["oui", null, null, null]);
  expect(answers(table, "n")).toEqual([1, 2, null, 3]);
  expect(table.notes).toEqual([
    { kind: "marks", column: "q", texts: [{ text: "NSP", rows: 2 }] },
    { kind: "marks", column: "n", texts: [{ text: "NSP", rows: 1 }] },
    { kind: "marks absent", texts: ["NSPP"] },
  ]);
});

test("marks that --na names are counted among thousands of numbers", async () => {
  const numbers = Array.from({ length: 6000 }, (_, row) => row + 0.5).join("\n");
  const table = await coded(`n\n-9\n${numbers}\n-9\n`, {}, { na: ["-9"] });
  expect(table.notes).toEqual([{ kind: "marks", column: "n", texts: [{ text: "-9", rows: 2 }] }]);
  expect(answers(table, "n").filter((value) => value === null)).toHaveLength(2);
});

const dictionary = async (sheets: Parameters<typeof writeWorkbook>[1], name = "d.xlsx") => {
  const folder = folderWith({ "a.csv": "q,r\n1,1\n2,2\n" });
  const book = await writeWorkbook(join(folder, "d.xlsx"), sheets);
  const coding = await readCoding({ labels: book.replace("d.xlsx", name) });
  return readFileTable(join(folder, "a.csv"), { coding });
};
const head = ["variable", "code", "libellé"];

test("a workbook's dictionary may have a title above, a note below, and name a variable once above its codes", async () => {
  const table = await dictionary({
    Dico: [
      ["Dictionnaire des variables"],
      [],
      head,
      ["q", 1, "Oui"],
      [null, 2, "Non"],
      ["r", null, "Région"],
      [null, 1, "Nord"],
      [null, 2, "Sud"],
      ["Source : enquête"],
    ],
  });
  expect(labelsOf(table, "q")).toEqual([
    ["1", "Oui", "Oui"],
    ["2", "Non", "Non"],
  ]);
  expect(labelsOf(table, "r").map(([, label]) => label)).toEqual(["Nord", "Sud"]);
  expect(table.codebook.get("r")!.label.fr).toBe("Région");
});

test("where two sheets label one code both are told, and one of them can be chosen", async () => {
  const sheets = { "Codes 2022": [head, ["q", 1, "Oui"]], "Codes 2023": [head, ["q", 1, "Sí"]] };
  await expect(dictionary(sheets)).rejects.toThrow(
    /two sheets give this label, "Codes 2022" and "Codes 2023"; found "1"\. Choose one of them: --labels ".*d\.xlsx#Codes 2022"/,
  );
  const table = await dictionary(sheets, "d.xlsx#Codes 2023");
  expect(labelsOf(table, "q")[0]).toEqual(["1", "Sí", "Sí"]);
  await expect(dictionary(sheets, "d.xlsx#Codes 2024")).rejects.toThrow(/sheet "Codes 2024" is absent/);
});
