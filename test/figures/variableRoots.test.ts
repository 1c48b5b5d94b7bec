import { expect, test } from "vitest";
import { rootsOf } from "../../src/figures/variableRoots.ts";
import { reproduceSmall } from "../support/smallStudy.ts";

test("a variable comes from those that it is derived from, one of an earlier wave from those of that wave", async () => {
  const rows = "1,1,1,1,2\n2,1,2,2,3";
  const table = (variable: string, wave: string) =>
    `{ id: t${wave}, title: { fr: T, en: T }, waves: ["${wave}"], outcomes: [{ variable: ${variable} }] }`;
  const study = `tables: [${table("petless", "2019")}, ${table("petless", "2022")}]`;
  const { description } = (await reproduceSmall({ rows, study })).dataset;
  // That somebody has no pet is derived from whether one has a pet.
  expect(["petless", "pet", "petless_2019", "sex"].map((name) => rootsOf(description, name))).toEqual([
    ["pet"],
    ["pet"],
    ["pet_2019"],
    ["sex"],
  ]);
});
