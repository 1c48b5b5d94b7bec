import type { Label } from "../text/language.ts";
import type { Level } from "./codebook.ts";
import type { Recipe } from "./derive.ts";

/** A level of a variable that is read from a file, with the code that stands for it in the cells. */
export interface CodedLevel extends Level {
  readonly code: string;
}

/** A variable as a file holds it; with levels it is categorical, without it is numeric. */
export interface FileVariable {
  readonly name: string;
  readonly label: Label;
  /** The column's name in the file of each wave that has the variable. */
  readonly columns: ReadonlyMap<string, string>;
  readonly levels?: readonly CodedLevel[] | undefined;
  readonly missing?: { readonly codes: readonly string[]; readonly label: Label } | undefined;
}

/** A variable computed from others, row by row. */
export interface DerivedVariable {
  readonly name: string;
  readonly label: Label;
  readonly levels?: readonly Level[] | undefined;
  readonly recipe: Recipe;
}

/** One wave: where its rows are, and its sampling design. */
export interface WaveDescription {
  readonly name: string;
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly weight: string;
  readonly strata: readonly string[];
  readonly cluster?: string | undefined;
  readonly fpc?: string | undefined;
  /** An earlier wave whose answers join the rows of the same key, as variables with the suffix `_<wave>`. */
  readonly link?: string | undefined;
}

/** What a dataset.yaml declares. */
export interface DatasetDescription {
  readonly id: string;
  readonly kind: "synthetic" | "microdata";
  readonly title: Label;
  readonly notes: Label;
  /** The file that holds this declaration. */
  readonly source: string;
  readonly key: string;
  readonly waves: readonly WaveDescription[];
  readonly variables: readonly FileVariable[];
  readonly derived: readonly DerivedVariable[];
}

/** The name that a variable of an earlier wave has among the rows of a later one. */
export function linkedName(variable: string, wave: string): string {
  return `${variable}_${wave}`;
}
