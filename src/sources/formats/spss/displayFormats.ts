import type { StoredColumn } from "../storedTable.ts";

type Time = NonNullable<StoredColumn["time"]>;

/** The print formats whose numbers are dates and times, by their numbers in a file (PSPP manual, "Variable Record"). */
const times: Readonly<Record<number, Time>> = {
  20: "date", // DATE
  23: "date", // ADATE
  24: "date", // JDATE
  28: "date", // MOYR
  29: "date", // QYR
  30: "date", // WKYR
  38: "date", // EDATE
  39: "date", // SDATE
  22: "datetime", // DATETIME
  41: "datetime", // YMDHMS
  21: "time", // TIME
  25: "time", // DTIME
  40: "time", // MTIME
};

/** Seconds from 1582-10-14, from which SPSS counts, to 1970-01-01. */
const epoch = 141_428 * 86_400;

/** What the numbers of a print format are, and the number that is the instant 0. */
export function timeOf(format: number): { readonly time: Time | undefined; readonly origin: number } {
  const time = times[format];
  return { time, origin: time === "date" || time === "datetime" ? epoch : 0 };
}
