import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/oracle.ts";

/** Imports go to the left, and from anywhere to `text` and `numerics`. */
const order = [
  "sources",
  "study",
  "coherence",
  "survey",
  "models",
  "weights",
  "samples",
  "analyses",
  "disclosure",
  "figures",
  "charts",
  "reports",
  "schemas",
  "commands",
];
const common = ["text", "numerics"];

const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const importsOf = (file: string) =>
  [...readFileSync(join(root, "src", file), "utf8").matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)].map(
    ([, path]) => relative(join(root, "src"), join(root, "src", file, "..", path!)),
  );
const folderOf = (file: string) => file.split("/")[0]!;

test("folders import only from folders to their left", () => {
  const wrong = files
    .filter((file) => file.includes("/"))
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => {
          const [from, to] = [folderOf(file), folderOf(path)];
          if (from === to || common.includes(to)) return to === "numerics" && from === "text";
          return common.includes(from) || order.indexOf(to) > order.indexOf(from);
        })
        .map((path) => `${file} imports ${path}`),
    );
  expect(wrong).toEqual([]);
});

test("within sources, a workbook's cells come before tables on sheets, these before files, and files before datasets", () => {
  const parts = [
    "tables",
    "expressions",
    "formats",
    "engines",
    "xlsx",
    "layout",
    "files",
    "datasets",
    "results",
  ];
  const rank = (file: string) => {
    const [folder, part] = file.split("/");
    return folder === "sources" ? Math.max(1, parts.indexOf(part!)) : -1;
  };
  const wrong = files
    .filter((file) => rank(file) >= 0)
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => rank(path) > rank(file))
        .map((path) => `${file} imports ${path}`),
    );
  expect(wrong).toEqual([]);
});

test("no file imports itself by way of others, types included", () => {
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" > "));
    if (done.has(file) || path.includes(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test("what computes estimates never names what is published", () => {
  const computing = files.filter(
    (file) =>
      /^(numerics|sources|survey|models|weights|samples|analyses)\//.test(file) ||
      /^figures\/(compute|models|waveSamples)\.ts$/.test(file),
  );
  expect(computing.length).toBeGreaterThan(15);
  expect(
    computing.filter((file) =>
      /\bpublished\b|\bPublished\b/.test(readFileSync(join(root, "src", file), "utf8")),
    ),
  ).toEqual([]);
});

test("no code names a study, a variable of the panel or a level", () => {
  const names =
    /er1245|collaboration-?2022|secretariat|teleconsult|rdv_en_ligne|tranche_age|\bOui\b|\bFemme\b|\bmsp\b|\bcpts\b|infirmi|generalistes|specialistes|pharmacien|kines|regroupement|territoire|offre_|\bapl/i;
  const naming = files.filter((file) => names.test(readFileSync(join(root, "src", file), "utf8")));
  expect(naming).toEqual([]);
});

test("files are read in one place, which keeps what was read, and written in one, which replaces none of it", () => {
  /** What reads or writes without that: what belongs to the program or to an output itself. */
  const allowed = [
    "charts/png.ts",
    "commands/fileOfRows.ts",
    "commands/help.ts",
    "commands/weightOutput.ts",
    "reports/files/moves.ts",
    "reports/files/outputs.ts",
    "reports/files/reportFolder.ts",
    "reports/files/staging.ts",
    "sources/engines/postgresPassword.ts",
    "sources/engines/postgresTls.ts",
    "sources/engines/temporaryFolder.ts",
    "sources/files/input.ts",
  ];
  const touches =
    /\b(readFile|readFileSync|createReadStream|createWriteStream|open|openSync|writeFile|writeFileSync|appendFile|appendFileSync|copyFile|copyFileSync|rename|renameSync|rm|rmSync|unlink|unlinkSync)\b/;
  const wrong = files.filter((file) => {
    const imported = [
      ...readFileSync(join(root, "src", file), "utf8").matchAll(
        /import ([^;]*) from "node:fs(?:\/promises)?"/g,
      ),
    ];
    return imported.some(([, names]) => touches.test(names!)) && !allowed.includes(file);
  });
  expect(wrong).toEqual([]);
});
