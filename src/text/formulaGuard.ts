/**
 * Where a spreadsheet would begin a formula inside a text: at its start, spaces left aside, and after what spreadsheets of
 * some countries cut at (semicolons, tabs). Quotes that stand there already count as spaces, so that one more can be told.
 */
const starts = "(?:['\\s\"\\ufeff]*[=+\\-@＝＋－＠]|'*[\\t\\r])";
const unguarded = new RegExp(`(?<=^|[;\\t\\r\\n])(?=${starts})`, "g");
const guarded = new RegExp(`(?<=^|[;\\t\\r\\n])'(?=${starts})`, "g");

const isNumber = (text: string) => /^'*[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(text);

/** A text of CSV with a quote before whatever a spreadsheet would run; numbers have none. */
export const guard = (text: string): string => (isNumber(text) ? text : text.replace(unguarded, "'"));

/** The text whose guarded form this is. */
export const unguard = (text: string): string =>
  text.includes("'") && !isNumber(text) ? text.replace(guarded, "") : text;
