import { join } from "node:path";
import { expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

const namesOf = async (content: string) => {
  const { notes } = await readFileTable(join(folderWith({ "a.csv": content }), "a.csv"));
  return notes.flatMap((note) => (note.kind === "numbers as names" ? note.names : []));
};

test("a first row of data that nothing names is told, since it would be lost among the names", async () => {
  expect(await namesOf("1,Homme,34,12.5\n2,Femme,50,11\n")).toEqual(["1", "34", "12.5"]);
  const file = join(folderWith({ "a.csv": "7;3\n1;2\n" }), "a.csv");
  const { stderr } = await runIn(80, ["describe", file]);
  expect(stderr).toContain("numbers as names: 7, 3. If the first row is a row of data: --header 0");
  const mended = await runIn(80, ["describe", file, "--header", "0"]);
  expect(mended.stdout).toContain("2 rows");
  expect(mended.stderr).not.toContain("If the first row");
});

test.each(["pays,2010,2015\nF,3,4\n", "item,1,2,3\nF,3,4,5\n", "id,12\n1,2\n", "a,b\nx,y\n"])(
  "years, counted items and words are names: %j",
  async (content) => {
    expect(await namesOf(content)).toEqual([]);
  },
);

test("a title above the header, which leaves columns without names, is told with what passes over it", async () => {
  const file = join(folderWith({ "a.csv": "Taux;\nregion;taux\nA;1\n" }), "a.csv");
  expect((await runIn(80, ["describe", file])).stderr).toContain("If the first row is a title: --skip 1");
});
