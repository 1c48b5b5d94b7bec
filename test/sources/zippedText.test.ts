import { join } from "node:path";
import JSZip from "jszip";
import { expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";

async function zipOf(files: Record<string, string>): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(files)) zip.file(name, text);
  return zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

const read = (bytes: Uint8Array) => readFileTable(join(folderWith({ "a.zip": bytes }), "a.zip"));

test("the only text in an archive is read as that file", async () => {
  const files = { "data/survey.csv": "région;taux\nBretagne;12,5\n", "__MACOSX/data/._survey.csv": "x" };
  const table = await read(await zipOf(files));
  expect(table.header).toEqual(["région", "taux"]);
  expect([...table.numbers("taux")]).toEqual([12.5]);
});

test("a text of many pieces is read to its end", async () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => `${at},é${at % 7}\n`).join("");
  const table = await read(await zipOf({ "a.csv": `n,g\n${rows}` }));
  expect(table.numbers("n").at(-1)).toBe(199_999);
});

test.each([
  ["of several files", { "a.csv": "x\n1\n", "b.csv": "x\n2\n" }, "choose between a.csv, b.csv"],
  ["of none", {}, "It holds none"],
  ["of another kind", { "a.dta": "x" }, 'found "a.dta"'],
])("an archive %s is refused", async (_, files, told) => {
  await expect(read(await zipOf(files))).rejects.toThrow(told);
});

test("an archive that is damaged, and one that is none, are refused", async () => {
  const bytes = await zipOf({ "a.csv": `x\n${"1\n".repeat(1000)}` });
  bytes[45]! ^= 0xff;
  await expect(read(bytes)).rejects.toThrow("damaged");
  await expect(read(Buffer.from("x\n1\n"))).rejects.toThrow("damaged");
});

test("an archive that unpacks to more than anybody needs is refused before it is", async () => {
  const bytes = await zipOf({ "a.csv": "x\n1\n" });
  const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bytes.writeUInt32LE(2 ** 31 + 1, directory + 24);
  await expect(read(bytes)).rejects.toThrow("more than 2 GB");
});
