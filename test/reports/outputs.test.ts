import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { checkOutputs, writeOutputs } from "../../src/reports/files/outputs.ts";
import { clearStage, makeStage, type Stage } from "../../src/reports/files/staging.ts";
import { forgetReads, noteRead } from "../../src/sources/files/filesRead.ts";
import { folderWith } from "../support/files.ts";

beforeEach(forgetReads);

const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const all = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
/** No process has this number. */
const nobody = 2 ** 30;
const stage = ".panel-0123456789abcdef";

describe("outputs are written all or none", () => {
  test("a single file is written whole, in folders that are made for it", async () => {
    const folder = folderWith({ "a.xlsx": "old" });
    await writeOutputs([
      { file: join(folder, "a.xlsx"), content: "new" },
      { file: join(folder, "deep/er/b.csv"), content: ["b", "c"] },
    ]);
    expect(read(folder, "a.xlsx")).toBe("new");
    expect(read(folder, "deep/er/b.csv")).toBe("bc");
    expect(all(folder)).toEqual(["a.xlsx", "deep", "deep/er", "deep/er/b.csv"]);
  });

  test("where the second fails, the first is as before, and no folder is left", async () => {
    const folder = folderWith({ "a.csv": "old" });
    const broken = function* () {
      yield "half";
      throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    };
    const write = writeOutputs([
      { file: join(folder, "a.csv"), content: "new" },
      { file: join(folder, "deep/er/b.csv"), content: broken() },
    ]);
    await expect(write).rejects.toThrow(/b\.csv: it cannot be written \(ENOSPC\)/);
    expect(read(folder, "a.csv")).toBe("old");
    expect(all(folder)).toEqual(["a.csv"]);
  });

  test("what another program puts into a folder that was made for a failing run stays", async () => {
    const folder = folderWith();
    const other = function* () {
      writeFileSync(join(folder, "made/other.txt"), "another program's");
      throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      // biome-ignore lint/correctness/noUnreachable: it makes this a generator.
      yield "";
    };
    await expect(writeOutputs([{ file: join(folder, "made/b.csv"), content: other() }])).rejects.toThrow();
    expect(all(folder)).toEqual(["made", "made/other.txt"]);
  });

  test("an error that is not the system's is a defect and told as it is", async () => {
    const broken = function* () {
      yield "";
      throw new Error("3 rows where 4 were read");
    };
    const write = writeOutputs([{ file: join(folderWith(), "a.csv"), content: broken() }]);
    await expect(write).rejects.toThrow(/^3 rows/);
  });
});

describe("no output replaces a file that was read", () => {
  const folder = () => {
    const made = folderWith({ "data.csv": "data", "data.csv.json": "history", "sub/x.txt": "" });
    symlinkSync("data.csv", join(made, "link.csv"));
    symlinkSync(made, join(made, "sub/around"));
    linkSync(join(made, "data.csv"), join(made, "hard.csv"));
    noteRead(join(made, "data.csv"));
    return made;
  };

  test.each([
    "data.csv",
    "./sub/../data.csv",
    "link.csv",
    "hard.csv",
    "sub/around/data.csv",
    "data.csv.json",
  ])("%s", async (name) => {
    const made = folder();
    const file = `${made}/${name}`;
    expect(() => checkOutputs([file])).toThrow(/would overwrite the data/);
    await expect(writeOutputs([{ file, content: "new" }])).rejects.toThrow(/would overwrite the data/);
    expect(read(made, "data.csv")).toBe("data");
  });

  test("a file that is read by way of a link", () => {
    const made = folder();
    forgetReads();
    noteRead(join(made, "link.csv"));
    expect(() => checkOutputs([join(made, "data.csv")])).toThrow(/would overwrite the data/);
    expect(() => checkOutputs([join(made, "data.csv.json")])).toThrow(/would overwrite the data/);
  });

  test("two outputs are not one file, be it there or not", () => {
    const made = folder();
    forgetReads();
    for (const [first, second] of [
      ["data.csv", "hard.csv"],
      ["new.csv", "sub/around/new.csv"],
      ["link.csv", "data.csv"],
    ])
      expect(() => checkOutputs([join(made, first!), join(made, second!)])).toThrow(/the same file/);
  });
});

describe("permissions", () => {
  test("are those of the file that is replaced", async () => {
    const folder = folderWith({ "a.csv": "old" });
    chmodSync(join(folder, "a.csv"), 0o640);
    await writeOutputs([{ file: join(folder, "a.csv"), content: "new", isPrivate: true }]);
    expect(statSync(join(folder, "a.csv")).mode & 0o777).toBe(0o640);
    symlinkSync("a.csv", join(folder, "link.csv"));
    await writeOutputs([{ file: join(folder, "link.csv"), content: "newer" }]);
    expect(statSync(join(folder, "a.csv")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, "link.csv")).isSymbolicLink()).toBe(true);
  });

  test("are the owner's alone for a new private file", async () => {
    const folder = folderWith();
    await writeOutputs([
      { file: join(folder, "a.csv"), content: "", isPrivate: true },
      { file: join(folder, "b.csv"), content: "" },
    ]);
    expect(statSync(join(folder, "a.csv")).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "b.csv")).mode & 0o777).toBe(0o666 & ~process.umask());
  });
});

describe("places where nothing can be written are refused beforehand", () => {
  const folder = folderWith({ "a.csv": "", "folder/x": "" });
  symlinkSync("nowhere/x.csv", join(folder, "dangling.csv"));
  symlinkSync("loop.csv", join(folder, "loop.csv"));

  test.each([
    ["", /ENOENT/],
    ["dangling.csv", /ENOENT/],
    ["dangling.csv/x.csv", /ENOENT|ENOTDIR/],
    ["loop.csv", /ELOOP/],
    ["loop.csv/x.csv", /ELOOP/],
    ["a.csv/b.csv", /ENOTDIR/],
    ["a.csv/b/c.csv", /ENOTDIR/],
    [`${"x".repeat(300)}.csv`, /ENAMETOOLONG/],
    [`${"x/".repeat(3000)}.csv`, /ENAMETOOLONG/],
    ["a\0.csv", /ERR_INVALID_ARG_VALUE/],
    ["folder", /no regular file/],
    ["/dev/null", /no regular file/],
    ["/proc/self/status", /no regular file|EPERM|EACCES/],
  ])("%#", (name, message) => {
    const file = name === "" || name.startsWith("/") ? name : `${folder}/${name}`;
    expect(() => checkOutputs([file])).toThrow(message);
  });
});

describe("what killed runs have left", () => {
  const left = (owner: string) =>
    folderWith({ [`${stage}/owner`]: owner, [`${stage}/new/a.csv`]: "microdata" });

  test("is found, told and cleared", () => {
    const folder = left(`${nobody} ${hostname()}`);
    expect(checkOutputs([join(folder, "b.csv")])).toEqual([join(folder, stage)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a process that had our own number, as in a container", () => {
    expect(checkOutputs([join(left(`${process.pid} ${hostname()}`), "b.csv")])).toHaveLength(1);
  });

  test("is left alone while the process runs, or where that cannot be known and it is young", () => {
    for (const owner of [`${process.ppid} ${hostname()}`, `${nobody} elsewhere`]) {
      const folder = left(owner);
      expect(checkOutputs([join(folder, "b.csv")])).toEqual([]);
      const old = new Date(Date.now() - 2 * 3_600_000);
      utimesSync(join(folder, stage), old, old);
      expect(checkOutputs([join(folder, "b.csv")])).toEqual([join(folder, stage)]);
    }
  });

  test("other programs' hidden folders are no leftovers", () => {
    const folder = folderWith({ ".panel-notes/x": "", ".panel-0123456789abcdeX/owner": `${nobody} x` });
    expect(checkOutputs([join(folder, "b.csv")])).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

test("of two runs that write the same outputs at a time, one waits for the other", async () => {
  const folder = folderWith();
  const write = (text: string) =>
    writeOutputs(["a.csv", "b.csv"].map((name) => ({ file: join(folder, name), content: text })));
  await Promise.all(["first", "second", "third"].map(write));
  expect(read(folder, "a.csv")).toBe(read(folder, "b.csv"));
  expect(readdirSync(folder).sort()).toEqual(["a.csv", "b.csv"]);
});

test("what a killed run has left is taken away by one run at a time: another may have put its own in its place", async () => {
  const folder = folderWith();
  const { folder: left } = await makeStage(folder, "a.csv");
  clearStage({ folder: left } as Stage);
  mkdirSync(left);
  writeFileSync(join(left, "owner"), `${nobody} ${hostname()}`);
  mkdirSync(`${left}.clearing`);
  const made = makeStage(folder, "a.csv");
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(read(left, "owner")).toBe(`${nobody} ${hostname()}`);
  rmdirSync(`${left}.clearing`);
  const stage = await made;
  expect(read(left, "owner")).toBe(`${process.pid} ${hostname()}`);
  clearStage(stage);
  expect(all(folder)).toEqual([]);
});
