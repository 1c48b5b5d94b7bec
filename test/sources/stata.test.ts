import { describe, expect, test } from "vitest";
import { readStata } from "../../src/sources/formats/stata.ts";
import { InputError } from "../../src/text/errors.ts";
import { type StataFile, stataFile } from "../support/stataFile.ts";
import {
  answersIn,
  answersOf,
  damagedCopies,
  expectWritten,
  readerIn,
  storedBuffer,
  tableOrFault,
} from "../support/storedBuffer.ts";

const read = readerIn(readStata);
const releases = [113, 114, 115, 117, 118, 119] as const;
const kinds = releases.flatMap((release) => [true, false].map((littleEndian) => ({ release, littleEndian })));

/** The characters of Windows 1252 that Latin-1 does not have at the same place, by Unicode's table of it. */
const windows1252: Record<string, number> = { "€": 0x80, "’": 0x92, œ: 0x9c };
const inWindows1252 = (text: string) =>
  Buffer.from([...text].map((character) => windows1252[character] ?? character.charCodeAt(0)));
const encodeOf = (release: number) => (release < 118 ? inWindows1252 : (text: string) => Buffer.from(text));

const survey = (release: StataFile["release"], littleEndian: boolean): StataFile => ({
  release,
  littleEndian,
  label: "Enquête é",
  variables: [
    {
      name: "octet",
      type: "byte",
      label: "L’âge",
      labelSet: "ages",
      cells: [-127, 100, ".", ".a"],
    },
    { name: "court", type: "int", cells: [-32_767, 32_740, ".", ".z"] },
    { name: "entier", type: "long", cells: [-2_147_483_647, 2_147_483_620, ".", ".b"] },
    { name: "simple", type: "float", cells: [0.5, -1.5 * 2 ** 126, ".", ".a"] },
    { name: "double", type: "double", cells: [0.1, Number.MAX_VALUE / -2, ".", ".z"] },
    { name: "texte", type: 7, cells: ["œuf é", "", " x ", "7 chars"] },
    { name: "poids", type: "float", cells: [1, 2, 3, 4] },
  ],
  labelSets: {
    autres: [[1, "non"]],
    ages: [
      [-127, "né"],
      [100, "cent"],
      [2_147_483_622, "refus"],
    ],
  },
  characteristics: [
    ["_dta", "note1", "a note"],
    ["_dta", "_svy_wvar", "poids"],
    ["octet", "_svy_wvar", "court"],
  ],
  encode: encodeOf(release),
});

describe.each(kinds)("release $release, least byte first: $littleEndian", ({ release, littleEndian }) => {
  test("numbers, texts, labels, missing values and the weight", async () => {
    const table = await read(stataFile(survey(release, littleEndian)));
    expect(table.header).toEqual(["octet", "court", "entier", "simple", "double", "texte", "poids"]);
    expect([table.rows, table.label, table.weight]).toEqual([4, "Enquête é", "poids"]);
    expect(answersIn(table)).toEqual({
      octet: [-127, 100, null, null],
      court: [-32_767, 32_740, null, null],
      entier: [-2_147_483_647, 2_147_483_620, null, null],
      simple: [0.5, -1.5 * 2 ** 126, null, null],
      double: [0.1, Number.MAX_VALUE / -2, null, null],
      texte: ["œuf é", null, " x ", "7 chars"],
      poids: [1, 2, 3, 4],
    });
    const marks = table.columns.map((column) => column.marks?.map(({ text, rows }) => `${text} ${rows}`));
    expect(marks).toEqual([[".a 1"], [".z 1"], [".b 1"], [".a 1"], [".z 1"], undefined, undefined]);
    expect(table.columns[0]).toMatchObject({
      label: "L’âge",
      valueLabels: [
        { value: -127, label: "né" },
        { value: 100, label: "cent" },
        { value: ".a", label: "refus" },
      ],
    });
    expect(table.columns[1]).toMatchObject({ label: undefined, valueLabels: [], time: undefined });
  });

  test("a file of no rows, and one of no variables", async () => {
    const none = { release, littleEndian, variables: [{ name: "a", type: 3, cells: [] }] };
    expect(answersIn(await read(stataFile(none)))).toEqual({ a: [] });
    expect(await read(stataFile({ release, littleEndian, variables: [] }))).toMatchObject({
      header: [],
      rows: 0,
    });
  });
});

describe.each(kinds.filter(({ release, littleEndian }) => littleEndian === release > 116))(
  "a bad copy of release $release",
  ({ release, littleEndian }) => {
    const whole = stataFile(survey(release, littleEndian));
    // Before Stata 13 nothing tells that sets of value labels follow, or how many.
    const setsAt = release < 117 ? whole.indexOf("autres") - 4 : whole.length;

    test("that is cut anywhere is told", async () => {
      const end = whole.length - "</stata_dta>".length;
      for (let length = 0; length < end; length += length < 1000 || end - length < 1000 ? 1 : 17) {
        const found = await tableOrFault(read(whole.subarray(0, length)));
        if (found instanceof InputError) expect(found.message).toMatch(/cut short|no Stata file/);
        else expect(length).toBeGreaterThanOrEqual(setsAt);
      }
    });

    test("in which bytes are others is a table or told", async () => {
      for (const copy of damagedCopies(whole, 500)) await tableOrFault(read(copy));
    });
  },
);

describe.each(kinds.filter(({ release }) => release >= 117))(
  "long texts of release $release, least byte first: $littleEndian",
  ({ release, littleEndian }) => {
    const image = Buffer.from([0x89, 0x50, 0, 0xff]);
    const file = (extra: Partial<StataFile> = {}): StataFile => ({
      release,
      littleEndian,
      variables: [
        { name: "n", type: "byte", cells: [1, 2, 3, 4, 5] },
        {
          name: "long",
          type: "strL",
          cells: [
            [2, 1],
            [0, 0],
            [2, 1],
            [2, 4],
            [2, 5],
          ],
        },
      ],
      longTexts: [
        { at: [2, 1], bytes: encodeOf(release)("très œuf"), isBinary: false },
        { at: [2, 4], bytes: Buffer.from("plain"), isBinary: true },
        { at: [2, 5], bytes: image, isBinary: true },
      ],
      labelSets: { s: [[1, "un"]] },
      ...extra,
    });

    test("are shared, and binary ones are texts where they can be", async () => {
      const table = await read(stataFile(file()));
      expect(answersIn(table).long).toEqual(["très œuf", null, "très œuf", "plain", null]);
    });

    test("are not read where they are not asked for", async () => {
      const { columns, header } = await read(stataFile(file({ longTexts: [] })), { columns: () => ["n"] });
      expect(header).toEqual(["n", "long"]);
      expect(columns.map(answersOf)).toEqual([[1, 2, 3, 4, 5]]);
    });

    test("that are absent are told", async () => {
      await expect(read(stataFile(file({ longTexts: [] })))).rejects.toThrow("damaged (long texts, strL)");
    });

    test("whatever is damaged is a table or told", async () => {
      for (const copy of damagedCopies(stataFile(file()), 400)) await tableOrFault(read(copy));
    });
  },
);

test.each(["r.csv", "pandas.csv"])(
  "files of other programs hold what was put into them: %s",
  async (answers) => {
    await expectWritten(readStata, "formats/stata", answers);
  },
);

describe("dates and times", () => {
  const utc = (...parts: [number, number, number, number?, number?, number?]) => Date.UTC(...parts) / 1000;
  const days = (year: number, month: number, day: number) =>
    (Date.UTC(year, month - 1, day) - Date.UTC(1960, 0, 1)) / 86_400_000;
  const cases: [string, number, "date" | "datetime" | undefined, number][] = [
    ["%td", 0, "date", utc(1960, 0, 1)],
    ["%tdDD/NN/CCYY", 21_915.75, "date", utc(2020, 0, 1)],
    ["%-td", -1, "date", utc(1959, 11, 31)],
    ["%d", 1, "date", utc(1960, 0, 2)],
    ["%tc", 1500, "datetime", utc(1960, 0, 1) + 1.5],
    ["%tcHH:MM:SS", -1000, "datetime", utc(1959, 11, 31, 23, 59, 59)],
    ["%tC", days(1972, 7, 1) * 86_400_000 - 1, "datetime", utc(1972, 6, 1) - 0.001],
    ["%tC", days(1972, 7, 1) * 86_400_000 + 500, "datetime", utc(1972, 6, 1) - 0.5],
    ["%tC", days(1972, 7, 1) * 86_400_000 + 1000, "datetime", utc(1972, 6, 1)],
    ["%tC", days(2016, 12, 31) * 86_400_000 + 26_000, "datetime", utc(2016, 11, 31)],
    ["%tC", days(2020, 1, 1) * 86_400_000 + 27_000, "datetime", utc(2020, 0, 1)],
    ["%tw", 60 * 52, "date", utc(2020, 0, 1)],
    ["%tw", 60 * 52 + 51, "date", utc(2020, 11, 23)],
    ["%tw", -1, "date", utc(1959, 11, 24)],
    ["%tm", 60 * 12, "date", utc(2020, 0, 1)],
    ["%tmMon_CCYY", -1, "date", utc(1959, 11, 1)],
    ["%tm", (99 - 1960) * 12, "date", Date.parse("0099-01-01T00:00:00Z") / 1000],
    ["%tq", 60 * 4 + 3, "date", utc(2020, 9, 1)],
    ["%th", 60 * 2 + 1, "date", utc(2020, 6, 1)],
    ["%ty", 2020, undefined, 2020],
    ["%tbnyse", 5, undefined, 5],
    ["%9.0g", 5, undefined, 5],
  ];
  test.each(cases)("%s of %d", async (format, value, time, seconds) => {
    const file = { release: 118, littleEndian: true } as const;
    const labelSets =
      Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? { s: [[value, "x"]] as const } : {};
    const variable = { name: "t", type: "double", format, labelSet: "s", cells: [value, "."] } as const;
    const { columns } = await read(stataFile({ ...file, variables: [variable], labelSets }));
    expect([columns[0]!.time, ...answersOf(columns[0]!)]).toEqual([time, seconds, null]);
    for (const label of columns[0]!.valueLabels) expect(label).toEqual({ value: seconds, label: "x" });
  });
});

describe("texts", () => {
  const file = (release: StataFile["release"], bytes: number[]): StataFile => ({
    release,
    littleEndian: true,
    variables: [{ name: "t", type: 4, cells: ["ok", "x"] }],
    encode: (text) => (text === "x" ? Buffer.from(bytes) : Buffer.from(text)),
  });

  test("are in the encoding that is said", async () => {
    const bytes = stataFile(file(115, [0x8e, 0x9c]));
    expect(answersIn(await read(bytes)).t).toEqual(["ok", "Žœ"]);
    expect(answersIn(await read(bytes, { encoding: "macintosh" })).t).toEqual(["ok", "éú"]);
  });

  test("that are not UTF-8 are told with their row and variable", async () => {
    await expect(read(stataFile(file(118, [0xe9])))).rejects.toThrow(
      "file survey, row 2, variable t: the file is not utf-8",
    );
  });
});

describe("what is not read", () => {
  const bytes = stataFile(survey(118, true));
  const small = stataFile(survey(115, true));
  const changed = (from: Buffer, at: number, ...values: number[]) => {
    const copy = Buffer.from(from);
    copy.set(values, at);
    return copy;
  };
  const behind = (tag: string) => bytes.indexOf(tag) + tag.length;
  test.each<[string, Buffer, string]>([
    ["another file", Buffer.from("id,age\n1,30\n"), "no Stata file"],
    ["nothing", Buffer.alloc(0), "no Stata file"],
    ["release 110", changed(small, 0, 110), "this version of the Stata format is not read"],
    [
      "release 120",
      changed(bytes, behind("<release>"), ..."120".split("").map((digit) => digit.charCodeAt(0))),
      "this version",
    ],
    [
      "a type that there is not",
      changed(bytes, behind("<variable_types>"), 0, 0),
      "damaged (types of the variables)",
    ],
    ["a tag that is none", changed(bytes, bytes.indexOf("<formats>"), 0), "damaged (section formats)"],
    ["a place that is none", changed(bytes, behind("<map>") + 9 * 8, 7), "damaged (section data)"],
    [
      "a label that begins behind its texts",
      changed(small, small.indexOf("cent") - 3 - 24, 255),
      "damaged (value labels)",
    ],
  ])("%s", async (_, damaged, message) => {
    await expect(read(damaged)).rejects.toThrow(message);
  });

  test("counts that no file could hold are refused before anything is made for them", async () => {
    const file = storedBuffer(changed(bytes, behind("<N>"), 0, 0, 0, 0, 0, 1, 0, 0));
    await expect(readStata(file, {})).rejects.toThrow("cut short");
    await expect(read(changed(bytes, behind("<K>"), 255, 255))).rejects.toThrow("cut short");
  });
});

test("rows are read by blocks, and only what is asked for is decoded", async () => {
  const rows = 150_000;
  const cells = Array.from({ length: rows }, (_, row) => row % 1000);
  const texts = cells.map((cell) => `t${cell}`);
  const variables = [
    { name: "n", type: "int", cells },
    { name: "t", type: 9, cells: texts },
    { name: "bad", type: 1, cells: cells.map(() => "x") },
  ] as const;
  const encode = (text: string) => (text === "x" ? Buffer.from([0xff]) : Buffer.from(text));
  const file = storedBuffer(stataFile({ release: 118, littleEndian: true, variables, encode }));
  const table = await readStata(file, { columns: () => ["t", "n"] });
  expect(table.columns.map(({ name }) => name)).toEqual(["n", "t"]);
  expect(answersIn(table)).toEqual({ n: cells, t: texts });
  expect(Math.max(...file.reads.map(([, length]) => length))).toBeLessThanOrEqual(1 << 20);
});
