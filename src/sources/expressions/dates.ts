import type { Variable } from "../tables/codebook.ts";

/** An ISO date of the calendar, and perhaps a time in UTC or in no zone. */
export function isDate(text: string): boolean {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?$/.exec(text);
  const day = new Date(`${found?.[1]}T00:00:00Z`);
  return found !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(found[1]!);
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
