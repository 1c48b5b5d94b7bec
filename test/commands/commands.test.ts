import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { tellUnexpected } from "../../src/commands/unexpected.ts";
import { folderWith } from "../support/files.ts";
import { root } from "../support/oracle.ts";
import { panel } from "./run.ts";

test("--help shows real examples and exits 0", () => {
  const { status, stdout, stderr } = panel(["--help"], folderWith());
  expect(status).toBe(0);
  expect(stderr).toBe("");
  expect(stdout.match(/^ {4}\$ panel /gm)).toHaveLength(6);
});

test("--version is that of the package", async () => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  expect(panel(["--version"], folderWith()).stdout).toBe(`${manifest.version}\n`);
});

test("studies lists what can be reproduced", () => {
  const { status, stdout } = panel(["studies", "--lang", "fr"], folderWith());
  expect(status).toBe(0);
  expect(stdout).toMatch(/er1245 .*Études et Résultats n° 1245/);
});

test("studies and figures have the formats of other tables", () => {
  const folder = folderWith();
  panel(["studies", "--out", "s.html"], folder);
  expect(readFileSync(join(folder, "s.html"), "utf8")).toContain('<th scope="row">er1245</th>');
  const { stdout } = panel(["figures", "er1245", "--search", "cinq sur six", "--format", "csv"], folder);
  expect(stdout).toContain("label,id,section,page,published,published_low,published_high,unit,use\n");
});

test("figures lists what is published without computing; --search ignores case and accents", () => {
  const folder = folderWith();
  const all = panel(["figures", "er1245"], folder);
  expect(all.status).toBe(0);
  expect(all.stderr).toBe("88 of 88 figures\n");
  const worded = panel(["figures", "er1245", "--search", "cinq sur six", "--lang", "fr"], folder);
  expect(worded.stdout).toContain("cinq sur six (81,7–84,5 %)");
  const found = panel(["figures", "er1245", "--search", "EQUIPES", "--lang", "fr"], folder);
  expect(found.stdout).toContain("Nouveaux équipés : outil en ligne");
  expect(found.stdout).not.toContain("Femmes : disposent");
  expect(readdirSync(folder)).toEqual([]);
});

test("synth takes whole numbers as seeds", () => {
  const folder = folderWith();
  const { status } = panel(["synth", "er1245", "--seed", "x", "--out", "p.xlsx"], folder);
  expect(status).toBe(2);
  expect(existsSync(join(folder, "p.xlsx"))).toBe(false);
});

test("a reader that closes the pipe early is no failure", () => {
  const command = `"${process.execPath}" "${root}bin/panel.js" figures er1245 | head -n 1; exit \${PIPESTATUS[0]}`;
  const { status, stderr } = spawnSync("bash", ["-c", command], { cwd: folderWith(), encoding: "utf8" });
  expect({ status, stderr: stderr.replace(/^\d+ of \d+ figures\n/, "") }).toEqual({ status: 0, stderr: "" });
});

test("synth says at once that it cannot write", () => {
  const { status, stderr } = panel(
    ["synth", "er1245", "--seed", "1", "--out", "/dev/null/p.xlsx"],
    folderWith(),
  );
  expect(stderr).toBe("panel: file /dev/null/p.xlsx: it cannot be written (ENOTDIR). Check the path\n");
  expect(status).toBe(2);
});

describe("what is unexpected is one sentence", () => {
  const told = (error: unknown, debug = "") => {
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    vi.stubEnv("PANEL_DEBUG", debug);
    vi.stubEnv("LC_ALL", "C");
    const status = tellUnexpected(error);
    const text = written.mock.calls.map(([piece]) => piece).join("");
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    return { status, text };
  };

  test("a defect asks for a report, and shows its trace when it is asked for", () => {
    const error = new TypeError("x is not\u001b[31m a function");
    expect(told(error)).toEqual({
      status: 70,
      text: "panel: a defect of the program (TypeError: x is not\\u001b[31m a function); please report it with the command and what PANEL_DEBUG=1 shows\n",
    });
    expect(told(error, "1").text).toMatch(/\n\s+at /);
    expect(told("a text that is thrown").status).toBe(70);
    expect(told(undefined).status).toBe(70);
  });

  test("what the system refuses is no defect", () => {
    const error = Object.assign(new Error("EMFILE: too many"), {
      code: "EMFILE",
      syscall: "open",
      path: "/x",
    });
    expect(told(error)).toEqual({
      status: 2,
      text: "panel: the system refuses what has to be done: EMFILE (/x)\n",
    });
  });

  test("neither is a run that has too few files", () => {
    for (const most of [20, 22, 25, 30]) {
      const { status, stderr } = shell(`ulimit -n ${most}; $PANEL reproduce er1245 --out reports`);
      expect(stderr).toMatch(/^panel: .*EMFILE.*\n$/);
      expect(status).toBe(2);
    }
  });
});

describe("who does not listen has the same exit status", () => {
  test.each([
    ["$PANEL crosstab g --data a.csv --out b.csv 2> /dev/full", 0],
    ["$PANEL crosstab g --data a.csv --out b.csv 2>&-", 0],
    ["$PANEL crosstab zzz --data a.csv 2> /dev/full", 2],
    ["$PANEL crosstab zzz --data a.csv 2>&-", 2],
    ["$PANEL crosstab g --data a.csv >&-", 0],
    ["$PANEL crosstab g --nope 2> /dev/full", 2],
    ["set -o pipefail; $PANEL reproduce er1245 --strict 2> /dev/full | head -c 10", 1],
    ["$PANEL crosstab g --data a.csv > /dev/full 2> /dev/full", 2],
  ])("%s", (script, status) => {
    expect(shell(script).status).toBe(status);
  });
});

/** Runs a script in a folder with a file; `$PANEL` is the program. */
function shell(script: string) {
  return spawnSync("bash", ["-c", script], {
    cwd: folderWith({ "a.csv": "g\nx\ny\n" }),
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8", PANEL: `${process.execPath} ${root}bin/panel.js` },
  });
}
