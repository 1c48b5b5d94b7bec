import { join } from "node:path";
import { expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";

const read = (content: string, decimal?: "comma" | "point") =>
  readFileTable(join(folderWith({ "a.csv": content }), "a.csv"), { decimal });
const numbers = async (content: string, decimal?: "comma" | "point") => [
  ...(await read(content, decimal)).numbers("x"),
];
const untold = "the point may be that of decimals or that of thousands: the file has decimal commas too";

test("points between thousands, beside decimal commas, are no decimal points", async () => {
  const german = "g;x\na;1.234,50\nb;1.500\nc;987,25\n";
  await expect(read(german)).rejects.toThrow(`line 3, column x: ${untold}; found "1.500"`);
  expect(await numbers(german, "comma")).toEqual([1234.5, 1500, 987.25]);
});

test("decimal commas of another column put them in doubt as well", async () => {
  await expect(read("x;y\n1.234;0,5\n5.678;1\n")).rejects.toThrow(`line 2, column x: ${untold}`);
});

test("points that only decimals can have are decimal ones, and so are all in a file without decimal commas", async () => {
  expect(await numbers("x;y\n1.25;0,5\n1.234;1\n")).toEqual([1.25, 1.234]);
  expect(await numbers("x;y\n0.125;0,5\n1.234;1\n")).toEqual([0.125, 1.234]);
  expect(await numbers("x;y\n1.234;a\n5.678;b\n")).toEqual([1.234, 5.678]);
});

test("where commas are said to be decimal, points stand between thousands or in no number", async () => {
  expect(await numbers("x;y\n1.234.567;a\n12;b\n13,5;c\n", "comma")).toEqual([1234567, 12, 13.5]);
  const { codebook } = await read("x;y\n1.25;a\n12;b\n", "comma");
  expect(codebook.get("x")!.type).toBe("categorical");
});

test("numbers of a workbook are themselves beside texts with points between thousands", async () => {
  const rows = [["x"], ["1.500"], [1.25], [1.234], ["2,5"]];
  const file = await writeWorkbook(join(folderWith(), "b.xlsx"), { s: rows });
  expect([...(await readFileTable(file, { decimal: "comma" })).numbers("x")]).toEqual([
    1500, 1.25, 1.234, 2.5,
  ]);
});

test("a column of more numbers than are kept as texts is looked at to its end", async () => {
  const many = Array.from({ length: 6000 }, (_, row) => `${row},5;a`).join("\n");
  await expect(read(`x;y\n${many}\n1.500;a\n`)).rejects.toThrow(`line 6002, column x: ${untold}`);
  await expect(read(`x;y\n1.500;a\n${many}\n`)).rejects.toThrow(`line 2, column x: ${untold}`);
});
