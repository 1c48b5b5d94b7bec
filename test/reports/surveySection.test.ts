import { expect, test } from "vitest";
import { methodWords } from "../../src/reports/surveySection.ts";
import { readDataset } from "../../src/sources/datasets/dataset.ts";
import { findDataset } from "../../src/study/dataset.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

const methodOf = async (design: string) => {
  const yaml = `title: Essai\nfile: a.csv\nkey: id\nwaves: { a: { ${design} } }\nvariables: [{ name: age }]\n`;
  const folder = folderWith({ "dataset.yaml": yaml, "a.csv": "id,age,r\n1,30,x\n2,40,x\n" });
  return methodWords(await readDataset(findDataset(folder, dataFolder, "panel4")));
};

test("a design without strata is not called stratified", async () => {
  expect((await methodOf("weight: 1")).en).toContain("standard errors of the design;");
  expect((await methodOf("weight: 1, strata: [r]")).en).toContain(
    "standard errors of the stratified design;",
  );
});
