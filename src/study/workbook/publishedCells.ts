import type { Label } from "../../text/language.ts";
import type { Estimand, Published } from "../figures.ts";
import type { Part, Quantity } from "./parts.ts";
import type { StarLevels } from "./starLevels.ts";

/** What a cell of the publisher's workbook measures. */
export type CellMeasure =
  | { readonly of: "estimand"; readonly estimand: Estimand; readonly part: Exclude<Part, "p" | "stars"> }
  | {
      readonly of: "term";
      readonly model: string;
      /** Empty of the constant. */
      readonly variable: string;
      /** Empty of a number. */
      readonly level: string;
      readonly quantity: Quantity;
      /** How many times the quantity is shown: a hundred times of effects on percentages. */
      readonly scale: 1 | 100;
      /** The reference level that the table names. */
      readonly reference?: string | undefined;
      readonly part: Exclude<Part, "n">;
    }
  | { readonly of: "model"; readonly model: string; readonly part: "n" };

/** What it shows of it: a number with its decimals, asterisks with what they stand for, or that a level is the reference. */
export type CellShows =
  | { readonly kind: "number"; readonly published: Published }
  | { readonly kind: "stars"; readonly stars: string; readonly levels: StarLevels }
  | { readonly kind: "reference" };

/** Where a number of the workbook stands. */
export interface CellPlace {
  readonly sheet: string;
  /** The title of its table. */
  readonly table: string;
  readonly cell: string;
  /** Those of its row and of its column, from the widest. */
  readonly labels: readonly string[];
}

/** A number of the workbook of which it is known what it measures. Some cells hold several. */
export interface PublishedCell extends CellPlace {
  readonly measure: CellMeasure;
  readonly shows: CellShows;
}

/** A number of the workbook of which it is not known what it measures, with the reason. */
export interface UnmatchedCell extends CellPlace {
  readonly reason: Label;
  /** The label that says nothing, where it is one, and the known ones that are most like it. */
  readonly label: string;
  readonly nearest: readonly string[];
}

/** A table of the workbook that the study declares nothing of. */
export interface UnknownTable {
  readonly sheet: string;
  readonly title: string;
  readonly cells: number;
  readonly nearest: readonly string[];
}

/** The publisher's workbook, as far as the study knows what it shows. */
export interface PublishedWorkbook {
  readonly file: string;
  readonly cells: readonly PublishedCell[];
  readonly unmatched: readonly UnmatchedCell[];
  readonly unknown: readonly UnknownTable[];
  /** The sheets with hidden cells, which are not read. */
  readonly hidden: readonly { readonly sheet: string; readonly rows: number; readonly columns: number }[];
  /** The titles of declared tables that the workbook lacks. */
  readonly absent: readonly string[];
}
