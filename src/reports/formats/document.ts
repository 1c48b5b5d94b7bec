import { visible } from "../../text/visible.ts";

export type Tone = "good" | "fair" | "bad" | "faint";

/** A text in a table; its tone is shown as colour where there is colour. */
export interface TextCell {
  /** Empty where it repeats that of the row above. */
  readonly text: string;
  readonly repeats?: boolean;
  readonly tone?: Tone | undefined;
}

export interface Heading {
  readonly title: string;
  readonly align: "left" | "right";
  /** Whether the column names the row. */
  readonly names?: boolean;
  /** Whether its texts may break between words: by default where they stand to the left. */
  readonly wrap?: boolean | undefined;
  /** Columns of one unit stand in one table, where tables are parted and it is wide enough. */
  readonly unit?: string | undefined;
  /** Where lines are too short, the columns of the highest number go under their rows first; none without one. */
  readonly secondary?: number | undefined;
  /** What stands before its text where that goes under the row; its title by default. */
  readonly lead?: string;
}

export type CodeLanguage = "sh" | "r";

/** A piece of a document, whatever it is rendered to. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string; readonly tone?: Tone }
  | { readonly kind: "image"; readonly file: string; readonly text: string }
  /** Lines that are read by a program: none of them is broken or changed. */
  | { readonly kind: "code"; readonly language: CodeLanguage; readonly text: string }
  | {
      readonly kind: "table";
      readonly columns: readonly Heading[];
      readonly rows: readonly (readonly TextCell[])[];
    };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
export const paragraph = (text: string, tone?: Tone): Block => ({
  kind: "paragraph",
  text,
  ...(tone && { tone }),
});

export type TableBlock = Extract<Block, { kind: "table" }>;

/** The piece with a space for line breaks and tabs, and other controls written out: users' texts hold line breaks, and worse. */
export function withoutControls(block: Block): Block {
  const clean = (text: string) => visible(text.replace(/[\t\n\r]+/g, " "));
  if (block.kind === "code") return { ...block, text: block.text.split("\n").map(visible).join("\n") };
  if (block.kind !== "table") return { ...block, text: clean(block.text) };
  return {
    ...block,
    columns: block.columns.map((column) => ({ ...column, title: clean(column.title) })),
    rows: block.rows.map((row) => row.map((own) => ({ ...own, text: clean(own.text) }))),
  };
}
