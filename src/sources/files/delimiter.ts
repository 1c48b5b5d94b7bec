/** How a delimited text is written. */
export interface Layout {
  readonly delimiter: string;
  /** The characters before the header: a line that names the delimiter. */
  readonly preamble: number;
}

const candidates = [",", ";", "\t"];
/** Those that a text begins with. */
const blankLines = /^(?:[^\S\r\n]*[\r\n])+/;
/** So many lines tell the delimiter. */
const sampled = 20;

/**
 * The layout of a delimited text, given its beginning without a byte-order mark. A first line `sep=;`, which Excel reads and
 * writes, names the delimiter. Else it is the one that the header and the lines after it have equally often, and the most
 * often; where none is so regular, the one that the header has most of.
 */
export function layoutOf(text: string, isWhole = true): Layout {
  const named = /^"?sep=([^\p{L}\p{N}"\r\n])"?(\r\n|\n|\r)/iu.exec(text);
  if (named && named[1]!.charCodeAt(0) < 128) return { delimiter: named[1]!, preamble: named[0].length };
  // What stands in quotes delimits nothing; a line of it is none of blanks, though.
  const unquoted = text.replaceAll(/"[^"]*"/g, "x");
  const lines = unquoted.replace(blankLines, "").split(/\r\n|\n|\r/, sampled + 1);
  // The last line of a piece may be cut.
  const whole = lines.length > sampled || !isWhole ? lines.slice(0, -1) : lines;
  const [header = "", ...others] = whole.length > 0 ? whole : lines;
  const records = others.filter((line) => line.trim() !== "");
  const isRegular = (delimiter: string) =>
    records.every((line) => count(line, delimiter) === count(header, delimiter));
  const inHeader = candidates.filter((delimiter) => header.includes(delimiter));
  if (inHeader.length === 0) return { delimiter: isDecimalColumn(records) ? ";" : ",", preamble: 0 };
  const regular = inHeader.filter(isRegular);
  const most = (regular.length > 0 ? regular : inHeader).reduce((best, next) =>
    count(header, next) > count(header, best) ? next : best,
  );
  return { delimiter: most, preamble: 0 };
}

/** Whether the lines under a single name are numbers with a decimal comma. */
const isDecimalColumn = (records: readonly string[]) =>
  records.length > 0 &&
  records.some((line) => line.includes(",")) &&
  records.every((line) => /^\s*[+-]?\d+(,\d+)?\s*$/.test(line));

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++;
  return found;
}
