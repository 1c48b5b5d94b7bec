import type { Variable } from "../tables/codebook.ts";

/** An ISO date of the calendar, and perhaps a time in UTC or in no zone. */
export function isDate(text: string): boolean {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?$/.exec(text);
  const day = new Date(`${found?.[1]}T00:00:00Z`);
  return found !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(found[1]!);
}

/** In which order the day, the month and the year of a date are written. */
export const dayOrders = ["dmy", "mdy", "ymd"] as const;
export type DayOrder = (typeof dayOrders)[number];

const partsWritten = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/;

/** A text that is written as a date of this order, as ISO writes it, though no calendar may have it; undefined for another text. */
export function dateWritten(text: string, order: DayOrder): string | undefined {
  const found = partsWritten.exec(text);
  if (!found) return undefined;
  const [, first, , second, third, time] = found as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ];
  const [year, month, day] = {
    dmy: [third, second, first],
    mdy: [third, first, second],
    ymd: [first, second, third],
  }[order] as [string, string, string];
  if (year.length !== 4 || day.length > 2 || month.length > 2) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${time ? ` ${time}` : ""}`;
}

/** The orders in which texts may be dates of another notation than ISO's; none where one of them is no date. */
export function dayOrdersOf(texts: readonly string[]): DayOrder[] {
  if (texts.length === 0 || texts.every((text) => /^\d{4}-\d{2}-\d{2}/.test(text))) return [];
  return dayOrders.filter((order) =>
    texts.every((text) => {
      const date = dateWritten(text, order);
      return date !== undefined && Number(date.slice(5, 7)) <= 12 && Number(date.slice(8, 10)) <= 31;
    }),
  );
}

/** What is read of a date. */
export const dateParts = {
  year: (date: string) => Number(date.slice(0, 4)),
  quarter: (date: string) => Math.ceil(Number(date.slice(5, 7)) / 3),
  month: (date: string) => Number(date.slice(5, 7)),
};

export type DatePart = keyof typeof dateParts;

/** Whether the levels of a variable are all dates. */
export const isDateVariable = (variable: Variable) =>
  variable.type === "categorical" &&
  variable.levels.length > 0 &&
  variable.levels.every(({ name }) => isDate(name));
