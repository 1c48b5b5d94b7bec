import { execFileSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { parseNumber } from "../../src/numerics/decimals.ts";
import { extendFile } from "../../src/reports/files/extendedFile.ts";
import type { DecimalMark } from "../../src/sources/files/decimalMark.ts";
import { readDelimited } from "../../src/sources/files/delimited.ts";
import { layoutOf } from "../../src/sources/files/delimiter.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { emptyHash } from "../../src/sources/tables/byteDictionary.ts";
import { readYaml } from "../../src/study/yaml.ts";
import { parseHistory } from "../../src/weights/history.ts";
import { folderWith } from "../support/files.ts";

const fileOf = (content: string | Uint8Array) => join(folderWith({ "a.csv": content }), "a.csv");
const read = (content: string | Uint8Array, decimal?: DecimalMark) =>
  readFileTable(fileOf(content), { decimal });
const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("the delimiter", () => {
  test.each([
    ["âge, en années;revenu, net, mensuel, en euros;x\n12;1,5;3\n13;2,5;4\n", ";"],
    ["a,b\n1;2,3\n4;5,6\n", ","],
    ["a\tb\n1,5\t2\n", "\t"],
    ["taux\n12,5\n13,5\n", ";"],
    ["a,b;c,d\n", ","],
  ])("of %j is %j", (text, delimiter) => expect(layoutOf(text).delimiter).toBe(delimiter));

  test("may be named by a first line, which is no row", async () => {
    const sheet = await readDelimited(fileOf("\ufeffsep=;\r\na,x;b\r\n1;2\r\n"));
    expect([sheet.header, sheet.rows, sheet.rowNumbers]).toEqual([["a,x", "b"], [["1", "2"]], [3]]);
  });

  test("a title above the header is not taken for a column of decimals", async () => {
    await expect(read("# export\na,b\n1,2\n")).rejects.toThrow("the line has 2 fields, the header 1");
  });
});

describe("a comma in a number", () => {
  test.each(["city;pop\nA;1,234\nB;567,890\n", "city\tpop\nA\t1,234\nB\t2\n", "a;pop;x\n1;1,234,567;1.5\n"])(
    "is asked for where it may be that of thousands: %j",
    async (text) => {
      await expect(read(text)).rejects.toThrow(/line 2, column pop: the comma may be .* found "1,234/);
    },
  );

  test("is that of decimals or of thousands, as it is said", async () => {
    const text = "city;pop\nA;1,234\nB;567,890\n";
    expect([...(await read(text, "comma")).numbers("pop")]).toEqual([1.234, 567.89]);
    expect([...(await read(text, "point")).numbers("pop")]).toEqual([1234, 567890]);
    expect([...(await read('pop\n"12,5"\n', "comma")).numbers("pop")]).toEqual([12.5]);
  });

  test.each(["0,234", "1234,567", "1,5", "1,2345", ",234", "1.234,5"])(
    "is that of decimals where a value such as %s tells it",
    async (value) => {
      const table = await read(`a;b\n1,234;${value}\n`);
      expect([...table.numbers("a")]).toEqual([1.234]);
      expect(table.codebook.get("b")!.type).toBe("numeric");
    },
  );

  test.each(["12,5", "1,234"])(
    "of a quoted field between commas is no guess, and --decimal is named: %s",
    async (value) => {
      const table = await read(`a,pop\nx,"${value}"\ny,2\n`);
      expect(table.codebook.get("pop")!.type).toBe("categorical");
      expect(() => table.numbers("pop")).toThrow(
        /line 2, column pop: pop is not a number; .* say so with --decimal comma/,
      );
    },
  );

  test("is asked for in later pieces and in sheets too", async () => {
    const rows = Array.from({ length: 90_000 }, (_, at) => `${at};2,500`).join("\n");
    await expect(read(`id;x\n${rows}\n`)).rejects.toThrow("the comma may be");
    expect((await readDelimited(fileOf("a;b\n1,234;x\n"))).commas).toBe("untold");
  });
});

test("a column without a name gets one where it holds data", async () => {
  const table = await read('"","a","b",""\n"1",5,6,\n"2",7,8,\n');
  expect([...table.codebook.keys()]).toEqual(["...1", "a", "b"]);
  expect(table.notes).toEqual([{ kind: "columns without name", names: ["...1"] }]);
  expect((await read("a;b;\n1;2;\n")).notes).toEqual([]);
});

describe("bytes", () => {
  const lines = (last: string) => `id,w,text\n${"1,2,abcdefgh\n".repeat(60_000)}1,2,${last}\n`;

  test("of another encoding are refused wherever they stand, with their line", async () => {
    const file = fileOf(latin1(lines("é")));
    await expect(readFileTable(file, { columns: () => ["w"] })).rejects.toThrow(/line 60002: .*not UTF-8/);
    await expect(read(Buffer.from("a,b\n1,2\n", "utf16le"))).rejects.toThrow(/line 1: .*UTF-16/);
    await expect(read("a,b\n1,2\n1,x\0y\n")).rejects.toThrow(/line 3: .*NUL/);
  });

  test("of a file that changes before it is written again are refused, not replaced", async () => {
    const file = fileOf("id,w\n1,2\n");
    const table = await readFileTable(file);
    writeFileSync(file, latin1("id,w\n1,é\n"));
    await expect(extendFile(table, { names: ["x"], valueAt: () => 1 })).rejects.toThrow("not UTF-8");
  });

  test("before and behind the records stay as they are", async () => {
    const extended = async (text: string) => {
      const table = await read(text);
      const pieces = await extendFile(table, { names: ["x"], valueAt: () => 1 });
      return [...(pieces as Iterable<string>)].join("");
    };
    expect(await extended("\ufeffsep=;\r\na;b\r\n1;2\r\n\x1a")).toBe("\ufeffsep=;\r\na;b;x\r\n1;2;1\r\n\x1a");
    expect(await extended('id,t\n1,"a\rb"\n2,5" pipe\n3,x\x1a')).toBe(
      'id,t,x\n1,"a\rb",1\n2,5" pipe,1\n3,x,1\x1a',
    );
  });

  test("of a lone return within quotes split no row, and those outside end one", async () => {
    expect((await readDelimited(fileOf('a,b\n1,"x\ry"\n2,z\n'))).rows).toEqual([
      ["1", "x\ry"],
      ["2", "z"],
    ]);
    expect((await readDelimited(fileOf("a,b\r1,2\r3,4\r"))).rows).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
  });

  test("a quote is one where a field begins with it, and nothing follows the closing one", async () => {
    expect((await readDelimited(fileOf('id,size\n1,5" pipe\n2,6 pipe\n'))).rows[0]).toEqual(["1", '5" pipe']);
    await expect(read('a,b\n1,2\n"x"y\n')).rejects.toThrow(/line 3: a field goes on after the quote/);
    await expect(read('a,b\n1,2\n1,"abc\n2,def\n')).rejects.toThrow(/line 3: .*a quote is not closed/);
  });

  test("of YAML and of a history are UTF-8", async () => {
    const folder = folderWith({ "a.yaml": latin1("a: 1\nb: é\n"), "h.json": latin1('["é"]') });
    expect(() => readYaml(join(folder, "a.yaml"), z.looseObject({}))).toThrow(/line 2: .*not UTF-8/);
    await expect(parseHistory(join(folder, "h.json"))).rejects.toThrow("not UTF-8");
  });
});

describe("what is no file of data is refused at once", () => {
  test("a pipe, a device, a file of the system", async () => {
    const pipe = join(folderWith({}), "pipe.csv");
    execFileSync("mkfifo", [pipe]);
    for (const file of [pipe, "/dev/zero", "/proc/self/status"]) {
      await expect(readDelimited(file)).rejects.toThrow("no regular file");
      await expect(parseHistory(file)).rejects.toThrow("no regular file");
      expect(() => readYaml(file, z.unknown())).toThrow("no regular file");
    }
  });

  test("gigabytes of nothing, and lines without an end", async () => {
    const folder = folderWith({ "a.csv": "a,b\n1,2\n", "a.yaml": "a: 1\n" });
    for (const name of ["a.csv", "a.yaml"]) {
      truncateSync(join(folder, name), 3e9);
    }
    await expect(read("x".repeat(50e6))).rejects.toThrow("more than 8 MB");
    await expect(read(`a,b\n1,"${"x\n".repeat(10e6)}`)).rejects.toThrow(/line 2: .*more than 8 MB/);
    await expect(readDelimited(join(folder, "a.csv"))).rejects.toThrow("NUL");
    expect(() => readYaml(join(folder, "a.yaml"), z.unknown())).toThrow("more than the limit of 500 MB");
  });
});

describe("the cost of reading grows as the file does", () => {
  test("of many columns, of which all are used or one", { timeout: 30_000 }, async () => {
    const wide = (columns: number) => {
      const names = Array.from({ length: columns }, (_, at) => `v${at}`).join(",");
      return fileOf(`${names}\n${`${names.replaceAll("v", "")}\n`.repeat(3)}`);
    };
    const all = wide(20_000);
    const one = wide(100_000);
    const begun = performance.now();
    expect((await readFileTable(all)).numCols()).toBe(20_000);
    expect((await readFileTable(one, { columns: () => ["v7"] })).rows).toBe(3);
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  test("of texts chosen to share a hash, as no run hashes like another", async () => {
    vi.resetModules();
    const anew = await import("../../src/sources/tables/byteDictionary.ts");
    expect(anew.emptyHash).not.toBe(emptyHash);
  });

  test("of digits that are no number in the end", () => {
    const begun = performance.now();
    expect(parseNumber(`${"1".repeat(200_000)}x`)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
