import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "./support/files.ts";
import { root } from "./support/oracle.ts";

test("the workflow of the page on continuous integration runs, and finds no change in the same results", () => {
  const page = readFileSync(join(root, "docs/ci.md"), "utf8");
  const commands = [...page.matchAll(/- run: (npx panel .*)/g)].map(([, command]) => command!);
  expect(commands).toHaveLength(3);
  const folder = folderWith();
  for (const command of commands) {
    const line = command.replace("npx panel", `"${process.execPath}" "${join(root, "bin/panel.js")}"`);
    const { status, stderr } = spawnSync("sh", ["-c", line], { cwd: folder, encoding: "utf8" });
    expect([command, status, stderr]).toEqual([command, 0, ""]);
    if (command.endsWith("> now.json")) copyFileSync(join(folder, "now.json"), join(folder, "expected.json"));
  }
  expect(readFileSync(join(folder, "figures.xml"), "utf8")).toContain('failures="0"');
});
