import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { groupsOf } from "../../src/analyses/groups.ts";
import { describeRequest, openSample, openTables } from "../../src/commands/openSample.ts";
import type { Opened } from "../../src/samples/sample.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

const step = {
  command: "weight calibrate",
  sheet: null,
  weight: null,
  column: "w",
  options: { where: [], derive: [] },
  margins: [{ variable: "g", unit: "total", levels: [{ level: "a", value: 2 }] }],
};
const folder = folderWith({
  "survey.csv": "g,w,y\na,1,2\na,1,3\n",
  "survey.csv.json": JSON.stringify({ panel: "0", steps: [step] }),
});
const data = join(folder, "survey.csv");

afterEach(() => {
  vi.restoreAllMocks();
});

test("what was asked of the data is told, with the defaults", async () => {
  const sample = await openSample({ data, where: ["y > 2"], strata: ["g"] }, ["y"], dataFolder);
  expect(describeRequest(sample)).toEqual({
    where: ["y > 2"],
    derive: [],
    waves: [],
    weight: null,
    strata: ["g"],
    cluster: null,
    fpc: null,
    lonelyPsu: "fail",
  });
});

test("a forgotten calibration is told on standard error, in the reader's language", async () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  for (const locale of ["C", "fr_FR.UTF-8"]) {
    vi.stubEnv("LC_ALL", locale);
    await openSample({ data, weight: "w" }, ["y"], dataFolder);
  }
  const calibrated = await openSample({ data, weight: "w", calibrated: true }, ["y"], dataFolder);
  expect(written.mock.calls.map(([text]) => text)).toEqual([
    "The weights w are calibrated; standard errors take no account of it without --calibrated\n",
    "Les poids w sont calés ; sans --calibrated, les erreurs types n'en tiennent pas compte\n",
  ]);
  expect(describeRequest(calibrated)).toMatchObject({ calibrated: { margins: "g", chained: false } });
});

test("of several waves the wave is the first group", () => {
  expect(groupsOf({ waves: [] })).toEqual([]);
  expect(groupsOf({ waves: ["2019", "2022"] }, ["g", "wave"])).toEqual(["wave", "g"]);
  expect(groupsOf({ waves: [] }, ["g", "wave"])).toEqual(["g", "wave"]);
});

test("a dataset has the design that it declares, and a file no waves", async () => {
  const open = (options: object) => openSample(options, [], dataFolder);
  await expect(open({ dataset: "panel4", replicateMethod: "jkn" })).rejects.toThrow(
    "a dataset declares its own design; leave out --replicate-method",
  );
  await expect(open({ data: folder, sheet: "x" })).rejects.toThrow(
    "a dataset declares its own design; leave out --sheet",
  );
  await expect(open({ data, wave: ["2019"] })).rejects.toThrow("a file has no waves; leave out --wave");
  await expect(open({})).rejects.toThrow(
    /^no data are named. Name a file with --data, or an embedded dataset/,
  );
  await expect(open({ data, dataset: "panel4" })).rejects.toThrow("--data and --dataset exclude each other");
  await expect(open({ dataset: "panel5" })).rejects.toThrow(
    'unknown dataset; found "panel5". Did you mean "panel4"?',
  );
});

test("data are opened whole for a description", async () => {
  const [{ table, origin }] = (await openTables({ data }, dataFolder)) as [Opened];
  expect([...table.codebook.keys()]).toEqual(["g", "w", "y"]);
  expect(origin.dataset).toBeUndefined();
});
