import { describe, expect, test } from "vitest";
import { readTransport } from "../../src/sources/formats/transport.ts";
import { InputError } from "../../src/text/errors.ts";
import {
  answersIn,
  answersOf,
  damagedCopies,
  expectWritten,
  readerIn,
  storedBuffer,
  tableOrFault,
} from "../support/storedBuffer.ts";
import { type TransportTable, transportFile } from "../support/transportFile.ts";

const read = readerIn(readTransport);

/** IBM's numbers as their hexadecimal digits: 1 = 16^1 × 1/16, and so on. */
const ibm = { zero: "00", one: "4110", minus: "C276A0", tenth: "401999999999999A", hundred: "4264" };

const survey: TransportTable = {
  label: "the table",
  variables: [
    { name: "N", label: "a number", cells: [ibm.one, ibm.minus, ibm.tenth, ibm.zero, ibm.hundred] },
    { name: "SHORT", length: 3, cells: [ibm.one, ibm.minus, "2E", "5F", "41"] },
    { name: "MARK", cells: ["2E", "5F", "41", "5A", "41"] },
    { name: "T", isText: true, length: 6, cells: ["é", "", " a  b", "sixsix", "x"] },
  ],
};
const answers = {
  N: [1, -118.625, 0.1, 0, 100],
  SHORT: [1, -118.625, null, null, null],
  MARK: [null, null, null, null, null],
  T: ["é", null, " a  b", "sixsix", "x"],
};

describe.each([5, 8] as const)("version %d", (version) => {
  test("numbers, missing values and texts", async () => {
    const table = await read(transportFile(version, survey));
    expect([table.label, table.rows, table.header]).toEqual(["the table", 5, ["N", "SHORT", "MARK", "T"]]);
    expect(answersIn(table)).toEqual(answers);
    const marks = table.columns.map((column) => column.marks?.map(({ text, rows }) => `${text} ${rows}`));
    expect(marks).toEqual([undefined, [".A 1", "._ 1"], [".A 2", ".Z 1", "._ 1"], undefined]);
    expect(table.columns.map(({ label }) => label)).toEqual(["a number", undefined, undefined, undefined]);
  });

  test("of several tables the first is read, unless it has no rows", async () => {
    const empty = { variables: [{ name: "A", cells: [] }] };
    expect(answersIn(await read(transportFile(version, survey, empty)))).toEqual(answers);
    expect(answersIn(await read(transportFile(version, empty)))).toEqual({ A: [] });
    await expect(read(transportFile(version, empty, survey))).rejects.toThrow(
      "has no rows, and others follow",
    );
    await expect(read(transportFile(version))).rejects.toThrow("has no table");
  });

  test("what is cut anywhere in its description is told", async () => {
    const whole = transportFile(version, survey);
    const dataAt = whole.length - 160;
    for (let length = 0; length < dataAt; length++)
      await expect(read(whole.subarray(0, length))).rejects.toThrow(/cut short|no SAS XPORT file|no table/);
    // Nothing tells how many rows there are, but each is whole: these take 25 bytes.
    for (let length = dataAt; length < whole.length; length++) {
      const found = await tableOrFault(read(whole.subarray(0, length)));
      if (found instanceof InputError) expect(found.message).toMatch("cut short");
      else expect(found.rows).toBe(Math.min(5, Math.floor((length - dataAt) / 25)));
    }
  });

  test("in which bytes are others is a table or told", async () => {
    for (const copy of damagedCopies(transportFile(version, survey, survey), 800))
      await tableOrFault(read(copy));
  });
});

test("names and labels of version 8 are long ones", async () => {
  const label = "a label of which the forty first bytes are not the whole";
  const { columns, label: own } = await read(
    transportFile(8, {
      variables: [
        { name: "a_name_of_more_than_8", label, cells: [ibm.one] },
        { name: "b", label: "short", cells: [ibm.one] },
      ],
    }),
  );
  expect(columns.map(({ name, label }) => [name, label])).toEqual([
    ["a_name_of_more_than_8", label],
    ["b", "short"],
  ]);
  expect(own).toBeUndefined();
});

test("descriptions of variables take 136 bytes where VMS wrote them", async () => {
  expect(answersIn(await read(transportFile(5, { ...survey, size: 136 })))).toEqual(answers);
});

test("files of haven hold what was put into them", async () => {
  await expectWritten(readTransport, "formats/transport", "r.csv");
});

describe("IBM's numbers", () => {
  /** A double as IBM's: a fraction of 56 binary digits, and an exponent of 16. */
  function ibmOf(value: number): string {
    let exponent = 64;
    let size = Math.abs(value);
    for (; size >= 1; size /= 16) exponent++;
    for (; size < 1 / 16; size *= 16) exponent--;
    const fraction = BigInt(size * 2 ** 56);
    return ((BigInt(value < 0 ? 128 + exponent : exponent) << 56n) | fraction).toString(16).padStart(16, "0");
  }

  test("every double of their range is itself", async () => {
    const values = Array.from({ length: 490 }, (_, at) => (at % 2 ? -1 : 1) * (1 + at / 7) * 2 ** (at - 250));
    const cells = values.map(ibmOf);
    expect(answersIn(await read(transportFile(5, { variables: [{ name: "N", cells }] }))).N).toEqual(values);
  });

  test("of more binary digits than a double has are the nearest double", async () => {
    const fractions = [0x80000000000003n, 0x80000000000004n, 0x8000000000000cn, 0xffffffffffffffn, 0x123n];
    const cells = fractions.map((fraction) => `40${fraction.toString(16).padStart(14, "0")}`);
    const { N } = answersIn(await read(transportFile(5, { variables: [{ name: "N", cells }] })));
    // The number of a bigint is the nearest double.
    expect(N).toEqual(fractions.map((fraction) => Number(fraction) / 2 ** 56));
  });
});

describe("dates and times", () => {
  // 21915 = 0x559B days from 1960 to 2020-01-01; 86399 = 0x1517F.
  test.each([
    ["DATE", "44559B", "date", Date.UTC(2020, 0, 1) / 1000],
    ["YYMMDDN", "44559B8", "date", Date.UTC(2020, 0, 1) / 1000],
    ["monyy", "C110", "date", Date.UTC(1959, 11, 31) / 1000],
    ["DATETIME", "451517F8", "datetime", Date.UTC(1960, 0, 1, 23, 59, 59, 500) / 1000],
    ["E8601DT", "C110", "datetime", Date.UTC(1959, 11, 31, 23, 59, 59) / 1000],
    ["TIME", "451517F", "time", 86_399],
    ["BEST", "44559B", undefined, 21_915],
    ["", "44559B", undefined, 21_915],
  ])("%s", async (format, cell, time, seconds) => {
    const bytes = cell.length % 2 ? `${cell}0` : cell;
    const { columns } = await read(
      transportFile(5, { variables: [{ name: "D", format, cells: [bytes, "2E"] }] }),
    );
    expect([columns[0]!.time, ...answersOf(columns[0]!)]).toEqual([time, seconds, null]);
  });
});

describe("how many rows there are", () => {
  const texts = (cells: string[], told?: number): TransportTable => ({
    variables: [{ name: "T", isText: true, length: 30, cells }],
    ...(told === undefined ? {} : { told }),
  });
  test.each([
    // Rows of blanks are taken for what fills up the last record of 80 bytes, unless the file tells that they are rows.
    [["a", "b", "c", "", "d"], undefined, 5],
    [["a", "b", "c", "", ""], undefined, 3],
    [["a", "b", "c", "", ""], 5, 5],
    [["a", "b", "", "", "", ""], undefined, 6],
    [["a"], undefined, 1],
  ])("%j, told %s", async (cells, told, rows) => {
    expect((await read(transportFile(8, texts(cells, told)))).rows).toBe(rows);
  });

  test("more than there are bytes for is told", async () => {
    await expect(read(transportFile(8, texts(["a"], 4)))).rejects.toThrow("cut short");
    const file = storedBuffer(transportFile(8, texts(["a"], 900_000_000_000)));
    await expect(readTransport(file, {})).rejects.toThrow("cut short");
  });
});

describe("texts", () => {
  /** A text that is not UTF-8 in the file, where æ stands for these bytes. */
  const fileWith = (bytes: number[]) => {
    const file = transportFile(5, {
      variables: [{ name: "T", isText: true, length: 2, cells: ["ok", "æ"] }],
    });
    Buffer.from(bytes).copy(file, file.indexOf("æ"));
    return file;
  };
  test("are UTF-8 where they can be, else Windows 1252, or what is said", async () => {
    expect(answersIn(await read(fileWith([0xc5, 0x93]))).T).toEqual(["ok", "œ"]);
    expect(answersIn(await read(fileWith([0x9c, 0xe9]))).T).toEqual(["ok", "œé"]);
    expect(answersIn(await read(fileWith([0x9c, 0x8e]), { encoding: "macintosh" })).T).toEqual(["ok", "úé"]);
    await expect(read(fileWith([0x9c, 0xe9]), { encoding: "utf-8" })).rejects.toThrow(
      "file survey, row 2, variable T: the file is not utf-8",
    );
  });
});

describe("what is not read", () => {
  const bytes = transportFile(5, survey);
  const changed = (at: number, value: string) => {
    const copy = Buffer.from(bytes);
    copy.write(value, at, "latin1");
    return copy;
  };
  test.each<[string, Buffer, string]>([
    ["another file", Buffer.from("id,age\n1,30\n"), "no SAS XPORT file"],
    ["nothing", Buffer.alloc(0), "no SAS XPORT file"],
    ["a file of PROC CPORT", Buffer.from("**COMPRESSED** ".repeat(8)), "PROC CPORT"],
    ["no member", changed(240, "HEADER RECORD*******MEMBEX"), "a record MEMBER is expected"],
    ["too many variables", changed(bytes.indexOf("NAMESTR") + 34, "9999"), "cut short"],
    ["a variable of no kind", changed(640, "\0\x07"), "description of the variables"],
    ["a number of 9 bytes", changed(644, "\0\x09"), "description of the variables"],
  ])("%s", async (_, damaged, message) => {
    await expect(read(damaged)).rejects.toThrow(message);
  });
});

test("rows are read by blocks, and only what is asked for is decoded", async () => {
  const rows = 60_000;
  const cells = Array.from({ length: rows }, (_, row) => (row % 3 ? ibm.one : ibm.minus));
  const texts = cells.map((_, row) => `t${row % 500}`);
  const table = {
    variables: [
      { name: "N", cells },
      { name: "T", isText: true, length: 11, cells: texts },
    ],
  };
  const file = storedBuffer(transportFile(5, table));
  const { columns, header } = await readTransport(file, { columns: () => ["T"] });
  expect(header).toEqual(["N", "T"]);
  expect(columns.map(answersOf)).toEqual([texts]);
  expect(answersIn(await readTransport(file, {})).N).toEqual(
    cells.map((cell) => (cell === ibm.one ? 1 : -118.625)),
  );
  expect(Math.max(...file.reads.map(([, length]) => length))).toBeLessThanOrEqual(1 << 20);
});
