import { join } from "node:path";
import { expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

const totalsOf = async (content: string) => {
  const { notes } = await readFileTable(join(folderWith({ "a.csv": content }), "a.csv"), {
    columns: () => ["montant"],
  });
  return notes.filter(({ kind }) => kind === "total row");
};

test("a last row that a word of totals begins is told, with its line, though its column is not read", async () => {
  expect(await totalsOf("zone,montant\nNord,10\nSud,20\nTotal,30\n")).toEqual([
    { kind: "total row", column: "zone", text: "Total", row: 4, isSheet: false },
  ]);
  expect(await totalsOf('n° ligne,zone,montant\n1,Nord,10\n,"ENSEMBLE",10\n')).toEqual([
    { kind: "total row", column: "zone", text: "ENSEMBLE", row: 3, isSheet: false },
  ]);
});

test.each(["Total général", "Somme", "Ensemble des zones", "Sum", "all", "Total :"])(
  "%s is one",
  async (word) => {
    expect(await totalsOf(`zone,montant\nNord,10\n${word},30\n`)).toHaveLength(1);
  },
);

test.each([
  "zone,montant\nTotal,30\nNord,10\n",
  "zone,montant\nNord,10\nTotale Nord,30\n",
  "zone,montant\nNord,1\nNord,Total\n",
])("rows above others are none, nor are other words or other columns: %j", async (content) => {
  expect(await totalsOf(content)).toEqual([]);
});

test("the total below a workbook's rows is told with how to leave it out, and no more when it is left out", async () => {
  const file = await writeWorkbook(join(folderWith(), "b.xlsx"), {
    Budget: [
      ["Nom de la zone", "Montant"],
      ["Nord", 10],
      ["Sud", 20],
      ["Total", 30],
    ],
  });
  const told = await runIn(80, ["estimate", "Montant", file, "--stat", "total", "--lang", "en"]);
  expect(told.stderr.replace(/\s+/g, " ")).toContain(
    'Row 4 begins with "Total" and is read as a row of data. To leave it out: --where \'`Nom de la zone` != "Total"\', or --range',
  );
  const where = ["--where", '`Nom de la zone` != "Total"'];
  const left = await runIn(80, ["estimate", "Montant", file, "--stat", "total", ...where, "--lang", "en"]);
  expect(left.stderr).not.toContain("Total");
  expect(left.stdout).toContain("30");
});
