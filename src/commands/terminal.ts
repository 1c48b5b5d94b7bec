import type { TextOptions } from "../reports/formats/text.ts";

/** The width of what is no terminal, as R's. */
const plainWidth = 80;
/** Narrower than this nothing can be read. */
const narrowest = 40;

/** How text is laid out in a file. */
export const plainText: TextOptions = { colour: false, width: plainWidth };

/** How text is laid out on standard output: as wide as COLUMNS says, or else as the terminal, or else as a file. */
export function terminal(): TextOptions {
  const { isTTY, columns } = process.stdout;
  const width = Number(process.env.COLUMNS) || columns || plainWidth;
  return { colour: Boolean(isTTY) && !process.env.NO_COLOR, width: Math.max(width, narrowest) };
}
