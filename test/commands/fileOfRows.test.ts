import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";

const survey = `${root}data/examples/survey.csv`;
const design = ["--by", "sex", "--weight", "w", "--format", "csv"];

test("a file of rows is named in the command, or by --data, with the same result", async () => {
  const named = await runIn(80, ["crosstab", "owns", survey, ...design]);
  expect(named.status).toBe(0);
  expect(named.stdout).toBe((await runIn(80, ["crosstab", "owns", "--data", survey, ...design])).stdout);
});

test("- is CSV on standard input, of which nothing stays", async () => {
  const folder = folderWith();
  const { stdout, status } = spawnSync(
    process.execPath,
    [`${root}bin/panel.js`, "crosstab", "owns", "-", ...design],
    { input: readFileSync(survey), encoding: "utf8", env: { ...process.env, TMPDIR: folder } },
  );
  expect(status).toBe(0);
  expect(stdout).toBe((await runIn(80, ["crosstab", "owns", survey, ...design])).stdout);
  expect(readdirSync(folder)).toEqual([]);
});

test("a file that is named twice, or not at all where rows are weighted, is refused", async () => {
  const twice = await runIn(80, ["describe", survey, "--data", survey]);
  expect([twice.status, twice.stderr]).toEqual([2, expect.stringContaining("named twice")]);
  const none = await runIn(80, ["weight", "diagnose", "--weight", "w"]);
  expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("no file of rows is named")]);
});
