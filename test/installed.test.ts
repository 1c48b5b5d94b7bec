import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith } from "./support/files.ts";
import { root } from "./support/oracle.ts";
import { publishedWorkbook } from "./support/publishedWorkbook.ts";

const read = (file: string) => readFileSync(join(root, file), "utf8");
const pages = ["README.md", "README.fr.md", ...namesIn("docs", ".md").map((name) => `docs/${name}`)];
const helps = namesIn("data/help", ".txt").map((name) => `data/help/${name}`);

function namesIn(folder: string, end: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(end))
    .sort();
}

/** What a page or a file of help has a reader type, without its comments. */
function commandsOf(file: string): string[] {
  const text = read(file).replaceAll(/\\\n */g, "");
  const typed = file.endsWith(".txt") ? /^(panel .*)/gm : /^ *(?:\$ |- run: )?(?:npx )?(panel [a-z].*)/gm;
  const code = file.endsWith(".txt") ? text : text.replaceAll(/^(?! {4}|.*- run: ).*$/gm, "");
  return [...code.matchAll(typed)].map(([, command]) => command!.replace(/ +#.*$/, ""));
}

/** The files that pages show in blocks with their names. */
const shownIn = (page: string, folder: string) =>
  Object.fromEntries(
    [...read(page).matchAll(/^```\w+ (\S+)\n([^`]*)```/gm)].map(([, name, content]) => [
      `${folder}/${name}`,
      content!,
    ]),
  );

/** What a reader of the pages has: files of their own, of which the pages say what they are. */
async function filesOfAReader(): Promise<Record<string, string | Uint8Array>> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("My sheet");
  const rows = [
    ["region", "age", "owns"],
    ...Array.from({ length: 35 }, (_, at) => [`r${at % 3}`, at, at % 2]),
  ];
  rows.forEach((row, k) => {
    row.forEach((value, at) => {
      sheet.getCell(5 + k, 2 + at).value = value;
    });
  });
  book.definedNames.add("'My sheet'!$B$5:$D$40", "Revenus");
  return {
    "margins.csv": /```csv\n([^`]*)```/.exec(read("docs/weights.md"))![1]!,
    "ER1245.xlsx": await publishedWorkbook(),
    "survey.xlsx": new Uint8Array(await book.xlsx.writeBuffer()),
    "old.csv": Buffer.from("région,age\nSud,50\n", "latin1"),
    "survey.csv": "A survey\nof some\nhouseholds\nregion,age\nnorth,40\nsouth,50\n",
    ...shownIn("docs/new-study.md", "er1244"),
    ...shownIn("docs/sources.md", "newsletter"),
  };
}

const prefix = folderWith();
const place = join(prefix, "lib/node_modules/panel-survey");
const path = `${join(prefix, "bin")}${delimiter}${process.env.PATH}`;

/** Types a line in a folder. */
const type = (line: string, cwd: string) =>
  spawnSync("sh", ["-c", line], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8", PATH: path },
  });

const npm = (...words: string[]) =>
  execFileSync("npm", words, { cwd: root, encoding: "utf8", stdio: "pipe" });
const installed = (what: string, ...flags: string[]) =>
  npm("install", "--global", "--prefix", prefix, "--offline", "--no-audit", "--no-fund", ...flags, what);

test("the folder of the program is installed by one line, and serves any other", () => {
  installed(".", "--ignore-scripts");
  expect(type("panel --version", folderWith()).stdout).toBe(`${JSON.parse(read("package.json")).version}\n`);
  npm("uninstall", "--global", "--prefix", prefix, "panel-survey");
}, 120_000);

describe("installed from the packed package", () => {
  beforeAll(() => {
    const packed = npm("pack", "--silent", "--ignore-scripts", "--pack-destination", prefix);
    installed(join(prefix, packed.trim().split("\n").at(-1)!));
  }, 120_000);

  const typed = [...helps, ...pages]
    .filter((file) => commandsOf(file).length > 0)
    .flatMap((file) =>
      ["en", "fr"]
        .filter((language) => !file.startsWith("README") || file.endsWith(".fr.md") === (language === "fr"))
        .map((language) => ({ file, language })),
    );

  test.each(typed)(
    "what $file has one type in an empty folder can be done, in $language",
    async ({ file, language }) => {
      const folder = folderWith(file.startsWith("docs/") ? await filesOfAReader() : {});
      for (const data of ["examples", "panel4"])
        cpSync(join(place, "data", data), join(folder, "data", data), { recursive: true });
      cpSync(join(place, "data/panel4"), join(folder, "my-panel"), { recursive: true });
      for (const command of commandsOf(file)) {
        if (command.includes("expected.json")) type("cp now.json expected.json", folder);
        const hasLanguage = command.includes("--lang") || command.startsWith("panel synth");
        const line = hasLanguage ? command : command.replace(/( > \S+)?$/, ` --lang ${language}$1`);
        const { status, stdout, stderr } = type(line, folder);
        expect([line, status, stderr]).toEqual([
          line,
          /--strict|^panel audit /.test(command) ? 1 : 0,
          stderr,
        ]);
        if (!command.includes(" > ")) expect(stdout + stderr, line).not.toBe("");
      }
    },
    240_000,
  );
});
