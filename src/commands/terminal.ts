import type { TextOptions } from "../reports/formats/text.ts";

const plainWidth = 140;

/** How text is laid out on standard output: colour and the window's width on a terminal, plain and fixed elsewhere. */
export function terminal(): TextOptions {
  const { isTTY, columns } = process.stdout;
  return {
    colour: Boolean(isTTY) && !process.env.NO_COLOR,
    width: isTTY ? Math.max(columns, 80) : plainWidth,
  };
}
