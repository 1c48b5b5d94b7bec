import { escapeHtml } from "../../text/escapeHtml.ts";
import { visibleLines } from "../../text/visible.ts";

/** Markup, in which every text is escaped. */
export interface Html {
  readonly markup: string;
}

/** What may stand between pieces of markup: texts are escaped, and nothing stands for what there is not. */
export type Piece = Html | string | number | undefined | readonly Piece[];

/** A template of markup: its own text is markup, what is put into it is not unless it was made by a template. */
export const html = (markup: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  markup: String.raw({ raw: markup }, ...pieces.map(written)),
});

/** Markup that the program has made by other means, such as a style or a chart. */
export const trusted = (markup: string): Html => ({ markup });

function written(piece: Piece): string {
  if (piece === undefined) return "";
  if (typeof piece === "string") return escapeHtml(piece);
  if (typeof piece === "number") return String(piece);
  return "markup" in piece ? piece.markup : piece.map(written).join("");
}

/** A text as a string of CSS, in which nothing can end the string or the style. */
export const cssString = (text: string): string =>
  `"${visibleLines(text).replace(/[^\p{L}\p{N} ]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
