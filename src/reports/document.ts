// TRANSITION: the cells that tables are still made of by hand.
import type { Heading, TextCell, Tone } from "./formats/document.ts";

export { type Block, heading, paragraph, type Tone } from "./formats/document.ts";
export type Cell = TextCell;
export type Column = Heading;
export const cell = (text: string, tone?: Tone): TextCell => ({ text, tone });
export const left = (title: string): Heading => ({ title, align: "left" });
export const right = (title: string): Heading => ({ title, align: "right" });
