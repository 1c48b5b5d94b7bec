import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "./support/files.ts";
import { root } from "./support/oracle.ts";

const page = readFileSync(join(root, "docs/library.md"), "utf8");
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text]) => text!);

test("the program of the page on the library compiles with strict against the packed package, and prints what is shown", () => {
  const [survey, margins] = blocks("csv");
  const folder = folderWith({
    "survey.csv": survey!,
    "margins.csv": margins!,
    "package.json": JSON.stringify({ name: "survey", type: "module", private: true }),
    "example.ts": blocks("ts").join("\n"),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2022"],
        types: ["node"],
        typeRoots: [join(root, "node_modules/@types")],
      },
      files: ["example.ts"],
    }),
  });
  const run = (command: string, ...words: string[]) =>
    execFileSync(command, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const packed = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
  });
  run("npm", "install", "--offline", "--no-audit", "--no-fund", `./${packed.trim().split("\n").at(-1)}`);
  run(process.execPath, join(root, "node_modules/typescript/bin/tsc"), "-p", ".");
  expect(run(process.execPath, "example.js")).toBe(blocks("text").join(""));
}, 120_000);
