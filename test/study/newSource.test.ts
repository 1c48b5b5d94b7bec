import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { panel } from "../commands/run.ts";
import { folderWith } from "../support/files.ts";
import { root } from "../support/oracle.ts";

/** The files that the how-to shows, by name. */
const files = Object.fromEntries(
  [...readFileSync(join(root, "docs/sources.md"), "utf8").matchAll(/^```\w+ (\S+)\n([^`]*)```/gm)].map(
    ([, name, content]) => [`newsletter/${name}`, content!],
  ),
);

test("the claims of the how-to have the verdicts that it expects", () => {
  expect(Object.keys(files)).toHaveLength(5);
  const { status, stdout } = panel(["claims", "newsletter/", "--format", "json"], folderWith(files));
  const { claims, expected } = JSON.parse(stdout);
  expect([status, expected]).toEqual([0, true]);
  expect(claims).toHaveLength(6);
  expect(claims[1]).toMatchObject({ taken_from: "er1245:en-ligne-2019", differs: "year" });
});

test("the evidence of the how-to is listed", () => {
  const { status, stdout } = panel(["evidence", "newsletter/", "--format", "json"], folderWith(files));
  const { evidence, criteria, themes } = JSON.parse(stdout);
  expect([status, evidence.length, criteria.length, themes.length]).toEqual([0, 4, 1, 1]);
  expect(evidence.map(({ own_product }: { own_product: string }) => own_product)).toEqual([
    "yes",
    "yes",
    "no",
    "no",
  ]);
});

test("a mistake in a source's folder is told with its file and line", () => {
  const wrong = {
    ...files,
    "newsletter/claims.csv": files["newsletter/claims.csv"]!.replace(",rdv_en_ligne,", ",rdv_enligne,"),
  };
  const { status, stderr } = panel(["claims", "newsletter/"], folderWith(wrong));
  expect(stderr).toBe(
    'panel: file newsletter/claims.csv, line 3, column variable: unknown variable; found "rdv_enligne". Did you mean "rdv_en_ligne"?\n',
  );
  expect(status).toBe(2);
});
