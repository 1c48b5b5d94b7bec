import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Case } from "./case.ts";
import { environment } from "./families/environment.ts";
import { expressions } from "./families/expressions.ts";
import { flags } from "./families/flags.ts";
import { margins } from "./families/margins.ts";
import { names } from "./families/names.ts";
import { paths } from "./families/paths.ts";
import { tables } from "./families/tables.ts";
import { workbooks } from "./families/workbooks.ts";
import { yaml } from "./families/yaml.ts";
import { Runner } from "./run.ts";
import { contents, faultsOf, layOut } from "./verdict.ts";

const families: Readonly<Record<string, readonly Case[]>> = {
  tables,
  names,
  workbooks,
  yaml,
  margins,
  expressions,
  flags,
  paths,
  environment,
};
const cases = Object.values(families).flat();
const workers = 2;
const minutes = 60_000;

const place = mkdtempSync(join(tmpdir(), "panel-hostile-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("the corpus holds at least 400 inputs, each with a name of its own", () => {
  expect(cases.length).toBeGreaterThanOrEqual(400);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

test.each(Object.keys(families))(
  "nothing hostile of the family %s breaks the program",
  async (name) => {
    const waiting = families[name]!.map((given, at) => ({ given, own: join(place, name, String(at)) }));
    const broken: string[] = [];
    const work = async () => {
      const runner = new Runner();
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const faults = await tryOut(next.given, next.own, runner);
        if (faults.length > 0) broken.push(`${next.given.id}: ${faults.join("; ")}`);
      }
      runner.stop();
    };
    await Promise.all(Array.from({ length: workers }, work));
    expect(broken.sort()).toEqual([]);
  },
  5 * minutes,
);

async function tryOut(given: Case, own: string, runner: Runner): Promise<string[]> {
  const folder = layOut(given, own);
  const before = contents(own);
  const outcome = await runner.run(given, folder);
  const faults = faultsOf(outcome, before, contents(own));
  rmSync(own, { recursive: true, force: true });
  return faults;
}
