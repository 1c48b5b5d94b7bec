import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { csvParse } from "d3-dsv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCatalog } from "../../src/sources/formats/sas/catalog.ts";
import { unpackRoss, unpackRunLengths } from "../../src/sources/formats/sas/compression.ts";
import { readSas } from "../../src/sources/formats/sas/dataSet.ts";
import { timeShownBy } from "../../src/sources/formats/sas/displayFormats.ts";
import { missingName } from "../../src/sources/formats/sas/missing.ts";
import type { StoredOptions, StoredReader } from "../../src/sources/formats/storedTable.ts";
import { InputError } from "../../src/text/errors.ts";
import {
  missing,
  missingInCatalog,
  type SasFileOptions,
  type SasFileVariable,
  type SasFormat,
  sasCatalog,
  sasFile,
} from "../support/sasFile.ts";
import { answersOf, storedBuffer } from "../support/storedBuffer.ts";

const stored = (bytes: Buffer, file = "survey.sas7bdat") => storedBuffer(bytes, file);

const read = (bytes: Buffer, options: StoredOptions = {}) => readSas(stored(bytes), options);

const orders: readonly SasFileOptions[] = [
  { wordSize: 4, littleEndian: true },
  { wordSize: 4, littleEndian: false },
  { wordSize: 4, littleEndian: true, padded: true },
  { wordSize: 8, littleEndian: true },
  { wordSize: 8, littleEndian: false },
];
const small: SasFileOptions = { wordSize: 4, littleEndian: true };

const day = 86_400;
const variables: readonly SasFileVariable[] = [
  {
    name: "x",
    label: "Un nombre",
    values: [1.5, missing("."), missing("._"), missing(".A"), 1e300, missing(".Z")],
  },
  { name: "n3", width: 3, values: [8192, missing(".A"), 2 ** 1000, -0.5, 0, missing(".A")] },
  { name: "n5", width: 5, values: [1, 2 ** 29, 2 ** 29 - 1, 0.125, missing("."), 6] },
  { name: "day", format: "YYMMDD", values: [0, 3653, missing("."), -1, 21_974, 2.5] },
  { name: "moment", format: "DATETIME", values: [0, 315_619_200, missing("."), -1, 0.5, 1] },
  { name: "hour", format: "HHMM", values: [0, 86_399, missing("."), 1, 2, 3] },
  {
    name: "sex",
    label: "Sexe déclaré",
    format: "$SEX",
    width: 6,
    values: ["m", "", "fé", " a  ", "sixsix", "m"],
  },
  { name: "wide", width: 50, values: ["", "a", "", "", "b c", ""] },
];
const expected = {
  x: [1.5, null, null, null, 1e300, null],
  n3: [8192, null, 2 ** 1000, -0.5, 0, null],
  n5: [1, 2 ** 29, 2 ** 29 - 1, 0.125, null, 6],
  day: [-3653 * day, 0, null, -3654 * day, 18_321 * day, -3650.5 * day],
  moment: [-3653 * day, 0, null, -3653 * day - 1, -3653 * day + 0.5, -3653 * day + 1],
  hour: [0, 86_399, null, 1, 2, 3],
  sex: ["m", null, "fé", " a", "sixsix", "m"],
  wide: [null, "a", null, null, "b c", null],
};

describe("a data set is the same table in every form", () => {
  const packings = [undefined, "SASYZCRL", "SASYZCR2"] as const;
  const forms = orders.flatMap((order) =>
    packings.map((packing) => ({ ...order, packing }) as SasFileOptions),
  );
  test.each(forms)("$wordSize bytes, little end first $littleEndian, packed $packing", async (form) => {
    const table = await read(sasFile(variables, { ...form, label: "Enquête" }));
    expect(table).toMatchObject({ label: "Enquête", rows: 6, header: variables.map(({ name }) => name) });
    expect(Object.fromEntries(table.columns.map((column) => [column.name, answersOf(column)]))).toEqual(
      expected,
    );
    const of = Object.fromEntries(table.columns.map((column) => [column.name, column]));
    expect([of.x!.label, of.sex!.label, of.n3!.label]).toEqual(["Un nombre", "Sexe déclaré", undefined]);
    expect(table.columns.map(({ time }) => time)).toEqual([
      undefined,
      undefined,
      undefined,
      "date",
      "datetime",
      "time",
      undefined,
      undefined,
    ]);
    expect([...of.x!.marks!].sort((a, b) => (a.text < b.text ? -1 : 1))).toEqual([
      { text: ".", rows: 1 },
      { text: ".A", rows: 1 },
      { text: ".Z", rows: 1 },
      { text: "._", rows: 1 },
    ]);
    expect(of.n3!.marks).toEqual([{ text: ".A", rows: 2 }]);
    expect(of.hour!.marks).toEqual([{ text: ".", rows: 1 }]);
  });

  test.each(forms)("without deleted rows: $wordSize, $littleEndian, $packing", async (form) => {
    const table = await read(sasFile(variables, { ...form, deleted: [1, 4] }));
    expect(table.rows).toBe(4);
    for (const column of table.columns) {
      const all = expected[column.name as keyof typeof expected] as unknown[];
      expect(answersOf(column), column.name).toEqual([0, 2, 3, 5].map((row) => all[row]));
    }
    expect(table.columns[1]!.marks).toEqual([{ text: ".A", rows: 1 }]);
  });

  test("texts of variables that come after the rows", async () => {
    const table = await read(sasFile(variables, { ...small, amended: true }));
    expect(table.columns.map(({ label, time }) => [label, time])).toEqual([
      ["Un nombre", undefined],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, "date"],
      [undefined, "datetime"],
      [undefined, "time"],
      ["Sexe déclaré", undefined],
      [undefined, undefined],
    ]);
  });
});

test("rows of Stat/Transfer, which it does not align", async () => {
  const form = { wordSize: 4, littleEndian: false } as const;
  const pointers = 5 + variables.length;
  expect((24 + 12 * pointers) % 8, "there is something to align").toBe(4);
  const { columns } = await read(sasFile(variables, { ...form, unaligned: true }));
  expect(columns.map(answersOf)).toEqual(Object.values(expected));
});

test("missing numbers have their letters, or the places of them", () => {
  const names = [0, 1, 2, 27, 0x2e, 0x41, 0x5a, 0x5f, 0xc0].map(missingName);
  expect(names).toEqual(["._", ".", ".A", ".Z", ".", ".A", ".Z", "._", "."]);
});

test("what is asked for is read, and a reader of SAS is one of stored tables", async () => {
  const reader: StoredReader = readSas;
  const columns = (header: readonly string[]) => header.filter((name) => ["sex", "x"].includes(name));
  const table = await reader(stored(sasFile(variables, small)), { columns });
  expect(table.columns.map(({ name }) => name)).toEqual(["x", "sex"]);
  expect(table.header).toHaveLength(8);
  expect(answersOf(table.columns[1]!)).toEqual(expected.sex);
});

test("a data set without rows has its variables", async () => {
  const table = await read(
    sasFile(
      variables.map((variable) => ({
        ...variable,
        isText: variable.name === "wide" || variable.name === "sex",
        values: [],
      })),
      small,
    ),
  );
  expect(table.rows).toBe(0);
  expect(table.columns.map(answersOf)).toEqual(variables.map(() => []));
});

test("pieces of a large file are read by blocks, and rows by batches", async () => {
  const count = 8_000;
  const values = Array.from({ length: count }, (_, row) => row);
  const bytes = sasFile(
    [
      { name: "n", values },
      { name: "t", width: 12, values: values.map((row) => `text ${row % 500}`) },
    ],
    { ...small, packing: "SASYZCRL", pageSize: 1024 },
  );
  let largest = 0;
  const source = {
    ...stored(bytes),
    read: async (at: number, length: number) => {
      largest = Math.max(largest, length);
      return bytes.subarray(at, at + length);
    },
  };
  const table = await readSas(source, {});
  expect(bytes.length).toBeGreaterThan(2 * 2 ** 20);
  expect(largest).toBeLessThanOrEqual(2 ** 20);
  expect(answersOf(table.columns[0]!)).toEqual(values);
  expect(answersOf(table.columns[1]!)).toEqual(values.map((row) => `text ${row % 500}`));
});

test("what R's haven writes is what was written", async () => {
  const folder = join(import.meta.dirname, "../oracle/formats");
  const rows = csvParse(readFileSync(join(folder, "sas.csv"), "utf8"));
  const table = await read(gunzipSync(readFileSync(join(folder, "sas.sas7bdat.gz"))));
  expect(table.rows).toBe(90);
  expect(table.header).toEqual(rows.columns);
  for (const column of table.columns) {
    const isText = ["id", "text"].includes(column.name);
    const written = rows.map((row) => row[column.name]!);
    expect(answersOf(column), column.name).toEqual(
      written.map((value) => (value === "" ? null : isText ? value : Number(value))),
    );
  }
  const times = ["day", "moment", "hour"].map(
    (name) => table.columns.find((column) => column.name === name)!.time,
  );
  expect(times).toEqual(["date", "datetime", "time"]);
  expect(table.columns.find(({ name }) => name === "q30")).toMatchObject({
    label: "Question 30",
    marks: [{ text: ".", rows: 30 }],
  });
  expect(table.columns[1]!.label).toBe("Un nombre, étiqueté");
});

describe("rows are unpacked", () => {
  const bytes = (...parts: (string | number)[]) =>
    Buffer.concat(
      parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.of(part))),
    );
  const letters = (count: number) => "abcdefghijklmnopqrstuvwxyz".repeat(200).slice(0, count);
  const unpacked = (unpack: typeof unpackRoss, packed: Buffer, length: number) => {
    const target = Buffer.alloc(length, "!");
    return unpack(packed, 0, packed.length, target) ? target.toString("latin1") : undefined;
  };

  test.each([
    [
      "the first example of the specification",
      bytes(0x87, "ABCDEFGH", 0xf2, 0x8a, "123456789AB", 0xd0, 0xa1, letters(34)),
      `ABCDEFGH${"\0".repeat(4)}123456789AB@@${letters(34)}`,
    ],
    [
      "the second one",
      bytes(0x87, "ABCDEFGH", 0xc1, 0x99, 0xa5, letters(38)),
      `ABCDEFGH${"\x99".repeat(4)}${letters(38)}`,
    ],
    ["copies of 64 and more", bytes(0x00, 0x02, letters(66)), letters(66)],
    ["copies of 320 and more", bytes(0x01, 0x02, letters(322)), letters(322)],
    ["copies of 4160 and more", bytes(0x10, 0x01, letters(4161)), letters(4161)],
    ["copies of 96 and more", bytes(0x21, letters(97)), letters(97)],
    ["copies of 17 and 49", bytes(0x90, letters(17), 0xb0, letters(49)), letters(17) + letters(49)],
    ["long runs of a byte", bytes(0x41, 0x03, "x"), "x".repeat(18 + 256 + 3)],
    [
      "long runs of at signs, blanks and zeros",
      bytes(0x50, 0, 0x60, 1, 0x71, 2),
      "@".repeat(17) + " ".repeat(18) + "\0".repeat(17 + 256 + 2),
    ],
    ["short runs of blanks", bytes(0xe3, 0x80, "z", 0xef), `${" ".repeat(5)}z${" ".repeat(17)}`],
  ])("run lengths: %s", (_, packed, row) => {
    expect(unpacked(unpackRunLengths, packed, row.length)).toBe(row);
    expect(unpacked(unpackRunLengths, packed, row.length + 1), "too few bytes").toBeUndefined();
    expect(unpacked(unpackRunLengths, packed, row.length - 1), "too many bytes").toBeUndefined();
    expect(unpacked(unpackRunLengths, packed.subarray(0, -1), row.length), "cut").toBeUndefined();
  });

  test.each([
    ["bytes alone", bytes(0x00, 0x00, "abcdef"), "abcdef"],
    ["more than 16 bytes", bytes(0, 0, letters(16), 0, 0, "xyz"), `${letters(16)}xyz`],
    ["a short run", bytes(0x40, 0x00, "a", 0x02, "-", "b"), `a${"-".repeat(5)}b`],
    ["a long run", bytes(0x80, 0x00, 0x13, 0x02, "-", "z"), `${"-".repeat(3 + 19 + 32)}z`],
    ["a long repetition", bytes(0x10, 0x00, "abc", 0x20, 0x00, 0x02, "z"), `abc${"abc".repeat(6)}z`],
    ["a short repetition", bytes(0x04, 0x00, "abcde", 0x41, 0x00, "z"), "abcdebcdez"],
  ])("Ross: %s", (_, packed, row) => {
    expect(unpacked(unpackRoss, packed, row.length)).toBe(row);
    expect(unpacked(unpackRoss, packed, row.length + 1), "too few bytes").toBeUndefined();
    expect(unpacked(unpackRoss, packed.subarray(0, -1), row.length), "cut").toBeUndefined();
  });

  test("Ross: what is repeated must have come before", () => {
    expect(unpacked(unpackRoss, bytes(0x40, 0x00, "a", 0x41, 0x00), 5)).toBeUndefined();
  });
});

describe("value labels", () => {
  const formats: readonly SasFormat[] = [
    {
      name: "$SEX",
      values: [
        { first: "m", label: "garçon" },
        { first: "fé", label: "fille" },
      ],
    },
    {
      name: "GRADES",
      values: [
        { first: 8192, label: "beaucoup" },
        { first: 1, last: 5, label: "un peu" },
        { first: -0.5, label: "moins" },
        { first: 0, label: "rien" },
        { first: missingInCatalog(".A"), label: "refus" },
      ],
    },
    { name: "AFORMATOFALONGNAME", values: [{ first: 7, label: "sept" }] },
  ];
  const labels = {
    $SEX: [
      { value: "m", label: "garçon" },
      { value: "fé", label: "fille" },
    ],
    GRADES: [
      { value: 8192, label: "beaucoup" },
      { value: -0.5, label: "moins" },
      { value: 0, label: "rien" },
    ],
    AFORMATOFALONGNAME: [{ value: 7, label: "sept" }],
  };

  test.each(orders)(
    "are those of single values: $wordSize bytes, little end first $littleEndian",
    async (order) => {
      const catalog = sasCatalog(formats, order);
      expect(Object.fromEntries(await readCatalog(stored(catalog), {}))).toEqual(labels);
    },
  );

  test("are given to variables by their formats", async () => {
    const own = variables.map((variable) =>
      variable.name === "n3" ? { ...variable, format: "grades" } : variable,
    );
    const catalog = stored(sasCatalog(formats, small), "formats.sas7bcat");
    const table = await read(sasFile(own, small), { catalog });
    expect(table.columns.filter(({ valueLabels }) => valueLabels.length > 0)).toMatchObject([
      { name: "n3", valueLabels: labels.GRADES },
      { name: "sex", valueLabels: labels.$SEX },
    ]);
  });

  test("are in what the data set is written in where the catalog does not tell", async () => {
    const bytes = sasCatalog(formats, { ...small, encoding: 0 });
    const catalog = stored(bytes, "formats.sas7bcat");
    const { columns } = await read(sasFile(variables, small), { catalog });
    expect(columns.find(({ name }) => name === "sex")!.valueLabels).toEqual(labels.$SEX);
    expect((await readCatalog(catalog, {})).get("$SEX")![0]!.label).toBe("garÃ§on");
    expect((await readCatalog(catalog, { encoding: "utf-8" })).get("$SEX")![0]!.label).toBe("garçon");
  });
});

describe("texts", () => {
  const text = (bytes: number[], width = 4): SasFileVariable => ({
    name: "t",
    isText: true,
    width,
    values: [Buffer.from(bytes)],
  });
  const only = async (variable: SasFileVariable, encoding: number, options: StoredOptions = {}) =>
    answersOf((await read(sasFile([variable], { ...small, encoding }), options)).columns[0]!)[0];

  test.each([
    [20, [0xc3, 0xa9], "é"],
    [29, [0xe9], "é"],
    [0, [0x80, 0xe9], "€é"],
    [62, [0x9c], "œ"],
    [40, [0xa4], "€"],
    [69, [0x8e], "é"],
    [61, [0xe9], "й"],
    [138, [0x82, 0xa0], "あ"],
    [205, [0xc4, 0xe3], "你"],
  ])("of the encoding %i", async (encoding, bytes, expectedText) => {
    expect(await only(text(bytes), encoding)).toBe(expectedText);
  });

  test("are in the encoding that is said, whatever the file tells", async () => {
    expect(await only(text([0xe9]), 20, { encoding: "windows-1252" })).toBe("é");
  });

  test("lose a last character that is cut", async () => {
    expect(await only(text([0x61, 0x62, 0x63, 0xc3]), 20)).toBe("abc");
    expect(await only(text([0x61, 0xe2, 0x82], 3), 20)).toBe("a");
    expect(await only(text([0x82, 0xa0, 0x82], 3), 138)).toBe("あ");
    await expect(only(text([0x61, 0xc3], 3), 20), "which the width does not cut").rejects.toThrow(
      /not utf-8/,
    );
  });

  test("of an encoding that is not read are those in ASCII alone", async () => {
    expect(await only(text([0x61]), 42)).toBe("a");
    await expect(only(text([0x82]), 20, { encoding: "klingon" })).rejects.toThrow(
      /not read; found "klingon"/,
    );
    await expect(only(text([0x82]), 42)).rejects.toThrow(
      /variable t.*written in is not read; found 42.*--encoding/,
    );
  });

  test("that are cut leave the next one whole", async () => {
    const values = [
      [0x61, 0xe2, 0x82],
      [0xc3, 0xa9],
      [0xe2, 0x82, 0xac],
    ].map((bytes) => Buffer.from(bytes));
    const { columns } = await read(sasFile([{ name: "t", isText: true, width: 3, values }], small));
    expect(answersOf(columns[0]!)).toEqual(["a", "é", "€"]);
  });

  test("that are not in their encoding are told with their place", async () => {
    await expect(only(text([0xe9, 0x61, 0x61, 0x61]), 20)).rejects.toThrow(
      /survey\.sas7bdat, variable t, row 1: this text is not utf-8; found "éaaa".*windows-1252/,
    );
  });
});

test.each([
  [
    "date",
    "DATE MMDDYY DDMMYY YYMMDD YYMMDDN DDMMYYP E8601DA B8601DA WEEKDATE WEEKDATX MONYY WORDDATE YEAR QTR YYQ MMYYS JULIAN",
  ],
  ["datetime", "DATETIME E8601DT B8601DT E8601DZ DATEAMPM DTDATE DTMONYY MDYAMPM"],
  ["time", "TIME HHMM HOUR MMSS TIMEAMPM E8601TM"],
  [undefined, "BEST COMMA F PERCENT YESNO DATES TIMES $DATE"],
])("formats show a %s", (time, names) => {
  for (const name of names.split(" ")) expect(timeShownBy(name), name).toBe(time);
});

describe("is refused", () => {
  const good = sasFile(variables, { ...small, pageSize: 2048 });
  const changed = (at: number, ...bytes: number[]) => {
    const copy = Buffer.from(good);
    copy.set(bytes, at);
    return copy;
  };
  /** Where the row length stands that the first subheader tells, which fills the first page from its end. */
  const rowLengthAt = 1024 + 2048 - 480 + 20;

  test.each([
    ["another file", Buffer.from("not a data set"), /this is no SAS \.sas7bdat file/],
    ["nothing", Buffer.alloc(0), /this is no SAS/],
    ["a catalog", sasCatalog([], small), /this is no SAS \.sas7bdat file/],
    ["a header alone", good.subarray(0, 1024), /cut short/],
    ["a file that lacks its last byte", good.subarray(0, -1), /cut short/],
    ["absurd pages", changed(200, 0xff, 0xff, 0xff, 0xff), /damaged \(header\)/],
    ["more pages than bytes", changed(204, 0xff, 0xff, 0xff, 0xff), /cut short/],
    ["more rows than bytes", changed(rowLengthAt + 4, 0xff, 0xff, 0xff, 0x7f), /cut short/],
    ["more rows than there are", changed(rowLengthAt + 4, 7), /cut short/],
    ["rows of no bytes", changed(rowLengthAt, 0, 0), /damaged \(description of the variables\)/],
    [
      "rows that are narrower than their variables",
      changed(rowLengthAt, 90),
      /damaged \(description of the variables\)/,
    ],
    ["rows that are wider than the pages", changed(rowLengthAt, 0, 4), /damaged \(rows\)|cut short/],
    [
      "variables that overlap",
      changed(good.indexOf("fcffffff", "hex") + 12 + 12 + 4, 8),
      /damaged \(description of the variables\)/,
    ],
    ["no such packing", packed("SASYZCRX"), /damaged \(compressed row\)/],
  ])("%s", async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(InputError);
    await expect(read(bytes)).rejects.toThrow(message);
  });

  /** A file whose packing goes by another name. */
  function packed(name: string): Buffer {
    const bytes = sasFile(variables, { ...small, packing: "SASYZCRL" });
    bytes.write(name, bytes.indexOf("SASYZCRL"));
    return bytes;
  }

  test("in French as well", async () => {
    await expect(read(good.subarray(0, -1))).rejects.toMatchObject({
      told: { fr: expect.stringContaining("ce fichier SAS est incomplet") },
    });
  });

  test("a catalog that is damaged or none", async () => {
    const catalog = sasCatalog([{ name: "A", values: [{ first: 1, label: "un" }] }], small);
    await expect(readCatalog(stored(good), {})).rejects.toThrow(/this is no SAS \.sas7bcat file/);
    const looped = Buffer.from(catalog);
    const block = catalog.indexOf("03006400", "hex") - 16;
    looped.writeUInt32LE(4, block);
    looped.writeUInt16LE(16, block + 4);
    await expect(readCatalog(stored(looped), {})).rejects.toThrow(/damaged \(value labels\)/);
  });
});

describe("damaged files are read or refused, and quickly", () => {
  const own = variables.slice(0, 7);
  const catalog = sasCatalog(
    [
      { name: "$SEX", values: [{ first: "m", label: "garçon" }] },
      {
        name: "GRADES",
        values: [
          { first: 1, label: "un" },
          { first: 2, last: 3, label: "plus" },
        ],
      },
    ],
    { ...small, pageSize: 1280 },
  );
  const outcome = async (reading: Promise<unknown>) => {
    try {
      await reading;
      return "read";
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return "refused";
    }
  };
  const pageSize = 2048;
  const cases: [string, Buffer, (bytes: Buffer) => Promise<unknown>][] = [
    ["32 bits", sasFile(own, { ...small, pageSize }), read],
    [
      "64 bits, packed",
      sasFile(own, { wordSize: 8, littleEndian: false, packing: "SASYZCRL", pageSize: 3072 }),
      read,
    ],
    ["Ross", sasFile(own, { ...small, packing: "SASYZCR2", deleted: [3], pageSize }), read],
    ["deleted and amended", sasFile(own, { ...small, deleted: [0, 3], amended: true, pageSize }), read],
    ["a catalog", catalog, (bytes) => readCatalog(stored(bytes), {})],
  ];

  test.each(cases)("cut anywhere: %s", async (_, bytes, reading) => {
    for (let length = 0; length < bytes.length; length++)
      if ((await outcome(reading(bytes.subarray(0, length)))) !== "refused")
        expect.fail(`${length} bytes are read`);
  });

  test.each(cases)("with bytes that are others: %s", async (_, bytes, reading) => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.constantFrom(0, 1, 2, 0x7f, 0x80, 0xfe, 0xff));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const copy = Buffer.from(bytes);
        for (const [at, byte] of changes) copy[at] = byte;
        await outcome(reading(copy));
      }),
      { numRuns: 800, seed: 7 },
    );
  });
});
