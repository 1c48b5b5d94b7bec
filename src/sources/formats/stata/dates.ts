/** What the numbers of a variable with a format of dates or times are, as seconds since 1970. */
export interface TimeFormat {
  readonly time: "date" | "datetime";
  readonly seconds: (value: number) => number;
}

const secondsOfDay = 86_400;
/** Days from 1960-01-01, from which Stata counts, to 1970-01-01. */
const daysTo1970 = 3653;

/** Midnights before which a second was inserted (IERS, Bulletin C), in days since 1970-01-01. */
const leapDays = [
  "1972-07-01 1973-01-01 1974-01-01 1975-01-01 1976-01-01 1977-01-01 1978-01-01 1979-01-01 1980-01-01",
  "1981-07-01 1982-07-01 1983-07-01 1985-07-01 1988-01-01 1990-01-01 1991-01-01 1992-07-01 1993-07-01",
  "1994-07-01 1996-01-01 1997-07-01 1999-01-01 2006-01-01 2009-01-01 2012-07-01 2015-07-01 2017-01-01",
].flatMap((line) => line.split(" ").map((day) => Date.parse(day) / 1000 / secondsOfDay));

const sinceMilliseconds = (value: number) => (value - daysTo1970 * secondsOfDay * 1000) / 1000;

/** Seconds without those that were inserted; an inserted one is the second before it. */
function withoutLeapSeconds(value: number): number {
  const seconds = sinceMilliseconds(value);
  return seconds - leapDays.filter((day, before) => seconds >= day * secondsOfDay + before).length;
}

/** The first day of a month, counted from 0, which may be out of the year. */
function monthBegins(year: number, month: number): number {
  // The calendar repeats every 400 years, and Date takes the years below 100 for others.
  const cycles = Math.floor(year / 400) - 4;
  return (Date.UTC(year - cycles * 400, month) / 1000 / secondsOfDay + cycles * 146_097) * secondsOfDay;
}

/** The first day of a period of some months, counted from that of 1960-01-01. */
const periodBegins = (months: number) => (value: number) => {
  const month = Math.floor(value) * months;
  const years = Math.floor(month / 12);
  return monthBegins(1960 + years, month - years * 12);
};

/** The first day of a week: there are 52 in a year, of which the first begins on 1 January. */
function weekBegins(value: number): number {
  const years = Math.floor(value / 52);
  return monthBegins(1960 + years, 0) + (Math.floor(value) - years * 52) * 7 * secondsOfDay;
}

const formats: Readonly<Record<string, TimeFormat>> = {
  d: { time: "date", seconds: (value) => (Math.floor(value) - daysTo1970) * secondsOfDay },
  c: { time: "datetime", seconds: sinceMilliseconds },
  C: { time: "datetime", seconds: withoutLeapSeconds },
  w: { time: "date", seconds: weekBegins },
  m: { time: "date", seconds: periodBegins(1) },
  q: { time: "date", seconds: periodBegins(3) },
  h: { time: "date", seconds: periodBegins(6) },
};

/**
 * What a display format tells of numbers ([D] Datetime in Stata's manual): %td and the older %d, %tc, %tC, %tw, %tm, %tq and
 * %th. Those of %ty are years and stay numbers, as do days of a business calendar, %tb, which another file describes.
 */
export function timeFormatOf(format: string): TimeFormat | undefined {
  const found = /^%-?\d*(?:t([cCdwmqh])|d)/.exec(format);
  return found ? formats[found[1] ?? "d"] : undefined;
}
