import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSystemFile } from "../../src/sources/formats/spss/systemFile.ts";
import { InputError } from "../../src/text/errors.ts";
import { oracle, root } from "../support/oracle.ts";
import { damagedFiles, expectAsHaven } from "../support/spssTables.ts";
import { answersIn, storedBuffer } from "../support/storedBuffer.ts";
import { type BuiltFile, fieldsOf, systemFile } from "../support/systemFile.ts";

const read = (file: BuiltFile, options: Parameters<typeof readSystemFile>[1] = {}) =>
  readSystemFile(storedBuffer(systemFile(file)), options);
const integerInfo = (codePage: number, bigEndian = false) =>
  [3, 4, fieldsOf(bigEndian).int32(20, 0, 0, 720, 1, 1, 2, codePage)] as const;
const encoding = (name: string) => [20, 1, Buffer.from(name)] as const;

describe("a file that PSPP wrote is read as haven reads it", () => {
  test.each(["spss-plain.sav", "spss.sav", "spss.zsav"])("%s", async (name) => {
    const bytes = readFileSync(`${root}test/oracle/formats/${name}`);
    const table = await readSystemFile(storedBuffer(bytes, name), {});
    expect(table.label).toBe("Étude panel 2024");
    expect(table.weight).toBe("poids");
    expect(table.rows).toBe(5);
    expectAsHaven(table, oracle("formats/spss.csv"));
    const text = answersIn(table).vls?.[0];
    expect(text).toBe(`${"x".repeat(254)}éàü${"y".repeat(20)}fin é`);
  });
});

const mixed: BuiltFile = {
  label: "Étude",
  weight: 5,
  variables: [
    { name: "N", label: "Un nombre", missing: [-3, -9, -1, 99] },
    { name: "S", width: 3, missing: [1, "zz"] },
    { name: "L", width: 20 },
    { name: "W" },
  ],
  valueLabels: [
    { labels: [[1, "oui"], [2.5, "à moitié"]], variables: [1, 6] }, // biome-ignore format: pairs
    { labels: [["ab", "Deux lettres"]], variables: [2] },
  ],
  rows: [
    [1, "ab", "Île-de-France", 1.5],
    [null, "", "", 2],
    [-9, "é", "a very long answer", -1e300],
    [151, "zz", "  blank first", 0],
  ],
};

describe("the same table in each order of bytes and each packing", () => {
  const packings = ["none", "bytecode", "zlib"] as const;
  test.each(packings.flatMap((packing) => [false, true].map((bigEndian) => ({ packing, bigEndian }))))(
    "$packing, big endian $bigEndian",
    async (layout) => {
      const table = await read({ ...mixed, ...layout, weight: 6, blockSize: 13 });
      expect(table).toMatchObject({ label: "Étude", header: ["N", "S", "L", "W"], rows: 4, weight: "W" });
      expect(answersIn(table).N).toEqual([1, null, -9, 151]);
      expect(answersIn(table).S).toEqual(["ab", "", "é", "zz"]);
      expect(answersIn(table).L).toEqual(["Île-de-France", "", "a very long answer", "  blank first"]);
      expect(answersIn(table).W).toEqual([1.5, 2, -1e300, 0]);
      const [n, s, , w] = table.columns;
      expect(n).toMatchObject({ label: "Un nombre", missing: { values: [99], range: [-9, -1] } });
      expect(n!.valueLabels).toEqual([
        { value: 1, label: "oui" },
        { value: 2.5, label: "à moitié" },
      ]);
      expect(w!.valueLabels).toEqual(n!.valueLabels);
      expect(s).toMatchObject({
        missing: { values: ["zz"] },
        valueLabels: [{ value: "ab", label: "Deux lettres" }],
      });
    },
  );
});

test("only the variables that are asked for are read", async () => {
  const table = await read(mixed, { columns: (header) => [header[3]!, "S"] });
  expect(table.header).toEqual(["N", "S", "L", "W"]);
  expect(table.columns.map(({ name }) => name)).toEqual(["S", "W"]);
});

test.each(["none", "bytecode", "zlib"] as const)(
  "cases are counted where the file does not (%s)",
  async (packing) => {
    const table = await read({ ...mixed, packing, cases: -1 });
    expect(table.rows).toBe(4);
    expect(answersIn(table).W).toEqual([1.5, 2, -1e300, 0]);
  },
);

test.each(["none", "bytecode", "zlib"] as const)(
  "cases run over the ends of blocks (%s)",
  async (packing) => {
    const rows = Array.from({ length: 30_011 }, (_, at) => [
      at % 7,
      at + 0.5,
      `t${at % 1000}`,
      at % 3 ? at : null,
    ]);
    const variables = [{ name: "A" }, { name: "B" }, { name: "C", width: 17 }, { name: "D" }];
    const table = await read({ packing, variables, rows, blockSize: 99_991 });
    for (const [at, name] of ["A", "B", "C", "D"].entries())
      expect(answersIn(table)[name]).toEqual(rows.map((row) => row[at]));
  },
);

test("numbers that a print format shows as dates and times are counted from 1970 or midnight", async () => {
  const day = (date: string) => (Date.parse(`${date}Z`) - Date.parse("1582-10-14T00:00:00Z")) / 1000;
  const formats = { DATE: 20, ADATE: 23, JDATE: 24, MOYR: 28, QYR: 29, WKYR: 30, EDATE: 38, SDATE: 39 };
  const numbers = { F: 5, WKDAY: 26, MONTH: 27 };
  const times = { TIME: 21, DTIME: 25, MTIME: 40 };
  const instants = { DATETIME: 22, YMDHMS: 41 };
  const noon = day("2020-02-29T12:00:00");
  const all = { ...formats, ...instants, ...times, ...numbers };
  const table = await read({
    variables: Object.entries(all).map(([name, format]) => ({
      name,
      format,
      missing: [-2, noon, Number.MAX_VALUE],
    })),
    valueLabels: [{ labels: [[noon, "noon"]], variables: [1, 11] }],
    rows: [Object.values(all).map(() => noon), Object.values(all).map(() => null)],
  });
  const from1970 = Date.UTC(2020, 1, 29, 12) / 1000;
  for (const { name, time, valueLabels, missing } of table.columns) {
    const expected =
      name in formats ? "date" : name in instants ? "datetime" : name in times ? "time" : undefined;
    const number = expected === "date" || expected === "datetime" ? from1970 : noon;
    expect([name, time]).toEqual([name, expected]);
    expect(answersIn(table)[name]).toEqual([number, null]);
    expect(missing!.range).toEqual([number, Number.POSITIVE_INFINITY]);
    if (valueLabels.length > 0) expect(valueLabels).toEqual([{ value: number, label: "noon" }]);
  }
  expect(table.columns.filter(({ valueLabels }) => valueLabels.length > 0)).toHaveLength(2);
});

test("missing values of a date are counted from 1970 too", async () => {
  const epoch = -Date.parse("1582-10-14T00:00:00Z") / 1000;
  const table = await read({ variables: [{ name: "D", format: 20, missing: [2, epoch, 86_400] }], rows: [] });
  expect(table.columns[0]!.missing).toEqual({ values: [0, 86_400 - epoch], range: undefined });
});

test("LOWEST is the start of a range without one", async () => {
  const table = await read({
    variables: [{ name: "A", missing: [-2, -1.7976931348623155e308, 0] }],
    rows: [],
  });
  expect(table.columns[0]!.missing).toEqual({ values: [], range: [Number.NEGATIVE_INFINITY, 0] });
});

describe("texts", () => {
  const accents = (extensions: BuiltFile["extensions"], write: BufferEncoding): BuiltFile => ({
    variables: [{ name: "A", width: 8, label: "Région" }],
    rows: [["Orléans"]],
    write,
    ...(extensions && { extensions }),
  });

  test.each<[string, BuiltFile, string | undefined]>([
    ["a code page", accents([integerInfo(1252)], "latin1"), undefined],
    ["the code page that is called ASCII", accents([integerInfo(2)], "latin1"), undefined],
    ["the code page of UTF-8", accents([integerInfo(65001)], "utf8"), undefined],
    [
      "the name of an encoding, whatever the code page",
      accents([integerInfo(65001), encoding("ISO-8859-1")], "latin1"),
      undefined,
    ],
    ["a name that is a number", accents([encoding("CP1252")], "latin1"), undefined],
    ["what is said, whatever the file tells", accents([encoding("UTF-8")], "latin1"), "windows-1252"],
    ["UTF-8 where nothing is told", accents(undefined, "utf8"), undefined],
  ])("are read by %s", async (_, file, said) => {
    const table = await read(file, { encoding: said });
    expect(answersIn(table).A).toEqual(["Orléans"]);
    expect(table.columns[0]!.label).toBe("Région");
  });

  test("that are not in the encoding are told with their variable and row", async () => {
    const file = { ...accents(undefined, "latin1"), variables: [{ name: "A", width: 8 }] };
    await expect(read(file)).rejects.toThrow(/row 1, variable A: this text is not utf-8.*--encoding/);
    await expect(read(accents([encoding("UTF-8")], "latin1"))).rejects.toThrow(
      "variable A: this text is not utf-8",
    );
  });

  test("of an encoding that is not read are refused, unless they are ASCII", async () => {
    const file = accents([encoding("EBCDIC-XY")], "latin1");
    await expect(read(file)).rejects.toThrow(/is not read; found "EBCDIC-XY".*--encoding/);
    const ascii = { variables: [{ name: "A", width: 8 }], rows: [["Brest"]], extensions: file.extensions! };
    expect(answersIn(await read(ascii)).A).toEqual(["Brest"]);
  });

  test("end before a character that the width cut, but a lone accent of Windows is refused", async () => {
    const cut = { variables: [{ name: "A", width: 4 }], rows: [["abcé"]] };
    expect(answersIn(await read(cut)).A).toEqual(["abc"]);
    const accent = { variables: [{ name: "A", width: 8 }], rows: [["café"]], write: "latin1" as const };
    await expect(read(accent)).rejects.toThrow("is not utf-8");
  });

  test("that are blank are missing only where the file declares them so", async () => {
    const variables = [
      { name: "A", width: 2, missing: [2, " ", "Z"] as const },
      { name: "B", width: 2 },
    ];
    const table = await read({ variables, rows: [["", ""], ["Z", "Z"]] }); // biome-ignore format: rows
    expect(answersIn(table).A).toEqual([null, "Z"]);
    expect(answersIn(table).B).toEqual(["", "Z"]);
  });
});

test("long names, and labels and missing values of long strings", async () => {
  const { int32 } = fieldsOf(true);
  const text = (value: string) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]);
  const table = await read({
    bigEndian: true,
    variables: [{ name: "V1" }, { name: "V2", width: 12 }, { name: "V3", width: 12 }],
    rows: [[1, "a long text", "other"]],
    extensions: [
      [13, 1, Buffer.from("V1=identifiant\tV2=réponse_libre\tV3=Autre")],
      [
        21,
        1,
        Buffer.concat([text("réponse_libre"), int32(12, 1), text("a long text "), text("Un long texte")]),
      ],
      [
        22,
        1,
        Buffer.concat([
          ...[text("réponse_libre"), Buffer.of(2), int32(8), Buffer.from("missing other   ")],
          // As old versions of PSPP wrote it: with the length before each value.
          ...[
            text("Autre"),
            Buffer.of(2),
            int32(8),
            Buffer.from("missing "),
            int32(8),
            Buffer.from("other   "),
          ],
        ]),
      ],
    ],
  });
  expect(table.header).toEqual(["identifiant", "réponse_libre", "Autre"]);
  expect(table.columns[1]!.valueLabels).toEqual([{ value: "a long text", label: "Un long texte" }]);
  expect(table.columns.map(({ missing }) => missing?.values)).toEqual([
    undefined,
    ["missing", "other"],
    ["missing", "other"],
  ]);
});

describe("is refused", () => {
  test("what is no system file, or one of a mainframe or with a password", async () => {
    const refused = (start: string | Buffer) =>
      expect(readSystemFile(storedBuffer(Buffer.concat([Buffer.from(start), Buffer.alloc(300)])), {}))
        .rejects;
    await refused("id;sexe\n1;2\n").toThrow("file survey: this is no SPSS");
    await refused("").toThrow("this is no SPSS");
    await refused(Buffer.of(0x5b, 0xc6, 0xd3, 0xf2)).toThrow(
      "this version of the SPSS EBCDIC format is not read",
    );
    await refused("\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV").toThrow("protected by a password");
    const vax = [3, 4, fieldsOf(false).int32(20, 0, 0, 720, 3, 1, 2, 1252)] as const;
    await expect(read({ ...mixed, extensions: [vax] })).rejects.toThrow(
      "this version of the SPSS format is not read",
    );
  });

  test.each(["none", "bytecode", "zlib"] as const)(
    "a file with fewer or more rows than it announces (%s)",
    async (packing) => {
      await expect(read({ ...mixed, packing, cases: 5 })).rejects.toThrow("cut short");
      await expect(read({ ...mixed, packing, cases: 2_000_000_000 })).rejects.toThrow("cut short");
      await expect(read({ ...mixed, packing, cases: 3 })).rejects.toThrow(
        "more rows than it announces); found 3",
      );
    },
  );

  test("zlib blocks that do not follow each other", async () => {
    const bytes = systemFile({ ...mixed, packing: "zlib", blockSize: 40 });
    const [second, entry] = [bytes.length - 24, 24];
    bytes.copy(bytes, second + 8, second - entry + 8, second - entry + 16);
    await expect(readSystemFile(storedBuffer(bytes), {})).rejects.toThrow("damaged (compressed blocks)");
  });

  test("a dictionary that contradicts itself", async () => {
    const whole = systemFile({ variables: [{ name: "A", width: 20 }], rows: [] });
    const second = whole.indexOf(fieldsOf(false).int32(2, -1));
    const cut = Buffer.concat([whole.subarray(0, second), whole.subarray(second + 32)]);
    await expect(readSystemFile(storedBuffer(cut), {})).rejects.toThrow(
      "variable A: this SPSS file is damaged (description of the variables)",
    );
    const labels = [{ labels: [[1, "one"]], variables: [7] }] as const;
    await expect(read({ variables: [{ name: "A" }], valueLabels: labels, rows: [] })).rejects.toThrow(
      "(value labels)",
    );
    const long = [14, 1, Buffer.from("A=00300\0\t")] as const;
    await expect(
      read({ variables: [{ name: "A", width: 255 }], extensions: [long], rows: [] }),
    ).rejects.toThrow("variable A: this SPSS file is damaged (description of the long strings)");
  });
});

describe("a damaged file is a table or one clear error, soon", () => {
  const files = {
    plain: mixed,
    bytecode: { ...mixed, packing: "bytecode" },
    zlib: { ...mixed, packing: "zlib" },
  } as const;
  test.each(Object.entries(files))("%s", async (_, file) => {
    const start = performance.now();
    let refused = 0;
    for (const copy of damagedFiles(
      systemFile({ ...file, extensions: [integerInfo(65001), encoding("UTF-8")] }),
    ))
      await readSystemFile(storedBuffer(copy), {}).catch((error: unknown) => {
        expect(error).toBeInstanceOf(InputError);
        refused++;
      });
    expect(refused).toBeGreaterThan(500);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
