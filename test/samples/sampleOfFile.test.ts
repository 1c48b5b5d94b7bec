import { join } from "node:path";
import { expect, test } from "vitest";
import { openFile, sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { folderWith } from "../support/files.ts";

const rows =
  "id,sex,age,w,h,c,N,y\n1,F,30,2,a,p,10,1\n2,M,40,3,a,q,10,2\n3,F,,4,b,r,20,3\n4,M,60,5,b,s,20,4\n";
const file = join(folderWith({ "survey.csv": rows }), "survey.csv");

test("of a file the columns that are needed are read, and no others", async () => {
  const { table, file: read } = await sampleOfFile(file, {
    variables: ["y"],
    weight: "w",
    strata: ["h"],
    where: ["decade > 2"],
    derive: ["decade = floor(age / 10)"],
  });
  expect([...table.codebook.keys()]).toEqual(["y", "age", "w", "h", "decade"]);
  expect(read.header).toEqual(["id", "sex", "age", "w", "h", "c", "N", "y"]);
});

test("the variables may depend on the columns of the file", async () => {
  const { table } = await sampleOfFile(file, { variables: (header) => header.slice(0, 2) });
  expect([...table.codebook.keys()]).toEqual(["id", "sex"]);
});

test("the sample has its design, its selection, and where it is from", async () => {
  const sample = await sampleOfFile(file, {
    variables: ["y"],
    weight: "w",
    strata: ["h"],
    cluster: "c",
    fpc: "N",
    lonely: "adjust",
    where: ["age >= 40"],
  });
  expect(sample.design).toMatchObject({
    rows: 4,
    weights: Float64Array.of(2, 3, 4, 5),
    strata: [
      { name: "a", clusters: 2, fraction: 2 / 10 },
      { name: "b", clusters: 2, fraction: 2 / 20 },
    ],
    lonely: "adjust",
  });
  expect(sample.selection).toMatchObject({ mask: Uint8Array.of(0, 1, 0, 1), unknown: 1 });
  expect(sample.names).toEqual({ weight: "w", strata: ["h"], cluster: "c", fpc: "N" });
  expect(sample.origin).toEqual({
    provenance: { kind: "microdata", files: [file] },
    rows: new Map([["", 4]]),
  });
  expect(sample).toMatchObject({ waves: [], notices: [] });
});

test("without a design every row counts once", async () => {
  const { design, names } = await sampleOfFile(file, { variables: ["y"] });
  expect(design.weights).toEqual(Float64Array.of(1, 1, 1, 1));
  expect(design.strata).toHaveLength(1);
  expect(names.strata).toEqual([]);
});

test("a derived variable takes no name of a column, read or not", async () => {
  for (const definition of ["y = age * 2", "y = y * 2", "sex = 1"])
    await expect(sampleOfFile(file, { variables: ["y"], derive: [definition] })).rejects.toThrow(
      "there is a variable of that name",
    );
});

test("a column that is absent is named", async () => {
  await expect(sampleOfFile(file, { variables: ["y"], weight: "wt" })).rejects.toThrow(
    'column "wt" is absent. Did you mean "w"?',
  );
});

test("a file can be opened whole, without a design", async () => {
  const { table, origin } = await openFile(file);
  expect([...table.codebook.keys()]).toEqual(["id", "sex", "age", "w", "h", "c", "N", "y"]);
  expect(origin.rows.get("")).toBe(4);
});
