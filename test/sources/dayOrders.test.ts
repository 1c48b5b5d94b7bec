import { join } from "node:path";
import { expect, test } from "vitest";
import type { FileTableOptions } from "../../src/sources/files/fileTable.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

const read = (dates: readonly string[], order?: FileTableOptions["dates"]) =>
  readFileTable(join(folderWith({ "a.csv": `jour\n${dates.join("\n")}\n` }), "a.csv"), { dates: order });

const told = async (dates: readonly string[]) =>
  (await read(dates)).notes.flatMap((note) => (note.kind === "dates untold" ? note.orders : []));

test("dates are as ISO writes them where their order is told, in that of the calendar, and one day is one level", async () => {
  const table = await read(["15/01/2023", "3/2/2022", "NA", "03/02/2022"], "dmy");
  expect(Array.from(table.typed("jour"))).toEqual(["2023-01-15", "2022-02-03", null, "2022-02-03"]);
  expect(table.factor("jour").levels).toEqual(["2022-02-03", "2023-01-15"]);
  const american = await read(["01/15/2023 10:30"], "mdy");
  expect(Array.from(american.typed("jour"))).toEqual(["2023-01-15 10:30"]);
  const years = await read(["2023/1/15", "2023.1.16"], "ymd");
  expect(Array.from(years.typed("jour"))).toEqual(["2023-01-15", "2023-01-16"]);
});

test("where nobody tells it, the orders are told that all texts allow", async () => {
  expect(await told(["15/01/2023", "03/02/2022"])).toEqual(["dmy"]);
  expect(await told(["01/15/2023", "03/02/2022"])).toEqual(["mdy"]);
  expect(await told(["01/02/2023", "03/02/2022"])).toEqual(["dmy", "mdy"]);
  expect(await told(["2023/01/15"])).toEqual(["ymd"]);
  expect(await told(["2023-01-15"])).toEqual([]);
  expect(await told(["15/01/2023", "inconnu"])).toEqual([]);
  expect(await told(["15/15/2023"])).toEqual([]);
});

test("a day that no calendar has is refused with its line", async () => {
  await expect(read(["15/01/2023", "31/02/2023"], "dmy")).rejects.toThrow(
    /a\.csv, line 3, column jour: jour: there is no such date; found "31\/02\/2023"/,
  );
});

test("a text among dates is told, and the column stays as it is", async () => {
  const table = await read(["15/01/2023", "inconnu"], "dmy");
  expect(table.notes).toEqual([
    { kind: "texts among dates", column: "jour", texts: [{ text: "inconnu", rows: 1 }] },
  ]);
  expect(table.factor("jour").levels).toContain("15/01/2023");
});

test("what is read of dates that nobody explains is refused with the flag that does", async () => {
  const file = join(folderWith({ "a.csv": "jour;x\n15/01/2023;1\n03/05/2022;2\n" }), "a.csv");
  const words = [
    "estimate",
    "x",
    file,
    "--stat",
    "mean",
    "--derive",
    "t = quarter(jour)",
    "--by",
    "t",
    "--lang",
    "fr",
  ];
  const refused = await runIn(80, words);
  expect(refused.status).toBe(2);
  expect(refused.stderr.replace(/\s+/g, " ")).toContain("--dates dmy (jour/mois/année)");
  const { status, stdout } = await runIn(80, [...words, "--dates", "dmy"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/\n1 [\s\S]*\n2 /);
});
