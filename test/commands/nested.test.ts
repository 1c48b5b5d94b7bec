import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

/** A Parquet file with two variables, and with a list and a structure. */
async function nestedFile(): Promise<string> {
  const file = join(folderWith(), "nested.parquet");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    `COPY (SELECT i AS id, ['a', 'b'][1 + i % 2] AS g, [i, i] AS many, {'x': i} AS part FROM range(4) t(i)) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  return file;
}

const leftOut = "lists or structures, not one value for each row; they are left out: many, part\n";

test("lists and structures are left out where nobody names columns, and it is told", async () => {
  const file = await nestedFile();
  const described = await runIn(80, ["describe", file, "--format", "json", "--lang", "en"]);
  expect(described.stderr).toContain(leftOut);
  expect(JSON.parse(described.stdout).rows.map(({ variable }: { variable: string }) => variable)).toEqual([
    "id",
    "g",
  ]);
  const out = file.replace("parquet", "csv");
  expect((await runIn(80, ["convert", file, out, "--lang", "en"])).stderr).toContain(leftOut);
  expect(readFileSync(out, "utf8").split(/\r?\n/).slice(0, 2)).toEqual(["id,g", "0,a"]);
  const drafted = await runIn(80, ["init", file, "--lang", "en"]);
  expect([drafted.status, drafted.stderr]).toEqual([0, expect.stringContaining(leftOut)]);
});

test("a list that is asked for is refused", async () => {
  const file = await nestedFile();
  const { status, stderr } = await runIn(80, [
    "crosstab",
    "g",
    "--by",
    "many",
    "--data",
    file,
    "--lang",
    "en",
  ]);
  expect([status, stderr]).toEqual([2, expect.stringContaining("variable many")]);
});
