import type { Label } from "../../text/language.ts";
import type { DecimalMark } from "../files/decimalMark.ts";
import type { TableChoice } from "../files/tableChoice.ts";
import type { Level, Variable } from "../tables/codebook.ts";
import type { QuantileRecipe, Recipe, RowRecipe } from "./derive.ts";

/** A level of a variable that is read from a file. */
export interface CodedLevel extends Level {
  /** The code that stands for it in the cells of each wave that has the variable; none where nobody could answer so. */
  readonly codes: ReadonlyMap<string, string>;
}

/** What people should know of a variable besides its label. */
export interface Explained {
  /** What it means. Of a derived variable without one, it is that of what it is derived from. */
  readonly definition?: Label | undefined;
  /** Why its answers in different waves may not be comparable. */
  readonly comparability?: Label | undefined;
}

/** A variable as a file holds it; with levels it is categorical, without it is numeric. */
export interface FileVariable extends Explained {
  readonly name: string;
  readonly label: Label;
  /** The column's name in the file of each wave that has the variable. */
  readonly columns: ReadonlyMap<string, string>;
  readonly levels?: readonly CodedLevel[] | undefined;
  /** The codes of missing answers in the cells of each wave that has the variable. */
  readonly missing?:
    | { readonly codes: ReadonlyMap<string, readonly string[]>; readonly label: Label }
    | undefined;
}

/** A variable computed from others; of respondents row by row. */
export interface DerivedVariable<R extends Recipe = RowRecipe> extends Explained {
  readonly name: string;
  readonly label: Label;
  readonly levels?: readonly Level[] | undefined;
  readonly recipe: R;
}

/** A table of the units that respondents belong to, such as territories; its variables join the respondents' rows. */
export interface ContextTable {
  readonly name: string;
  readonly file: string;
  readonly sheet?: string | undefined;
  /** The column that identifies the units in the table, and its label. */
  readonly key: string;
  readonly label: Label;
  /** The column of the units' sizes, by which quantiles are weighted. */
  readonly weight: string;
  /** The column that names a respondent's unit, in the file of each wave that has one. */
  readonly columns: ReadonlyMap<string, string>;
  /** The columns of these variables are those of the table, under its name. */
  readonly variables: readonly FileVariable[];
  readonly derived: readonly DerivedVariable<QuantileRecipe>[];
}

/** How the file of a wave is read; where nothing is said, the first row of a sheet is its header. */
export interface FileReading extends Pick<TableChoice, "sheet" | "range" | "skip" | "header" | "encoding"> {
  /** The mark before the decimals; the values tell by default. */
  readonly decimal?: DecimalMark | undefined;
}

/** Where the rows of a wave are. */
export interface WaveFile extends FileReading {
  readonly file: string;
}

/** One wave: where its rows are, and its sampling design. */
export interface WaveDescription extends WaveFile {
  readonly name: string;
  /** The column that tells respondents apart; where there is none, the rows of the only wave do. */
  readonly key?: string | undefined;
  /** The column of the weights; without it each row counts as one. */
  readonly weight?: string | undefined;
  /** `weighted` where rows without a weight are of nobody whom the wave is about, as in a file of several waves side by side. */
  readonly rows?: "weighted" | undefined;
  readonly strata: readonly string[];
  readonly cluster?: string | undefined;
  readonly fpc?: string | undefined;
  /** The variables on whose margins the weights were calibrated, where that is known. */
  readonly calibrated?: readonly string[] | undefined;
  /** An earlier wave whose answers join the rows of the same key, as variables with the suffix `_<wave>`. */
  readonly link?: string | undefined;
}

/** What people should know of one wave of a survey. */
export interface SurveyedWave {
  readonly dates?: Label | undefined;
  /** How the answers were collected. */
  readonly mode?: Label | undefined;
  /** How many answered, as it is told. */
  readonly respondents?: Label | undefined;
  /** Whom of the survey's field the wave is about. */
  readonly field?: Label | undefined;
}

/** What people should know of a survey; nothing of it is computed with. */
export interface Survey {
  /** Whom it is about. */
  readonly field?: Label | undefined;
  readonly producers?: Label | undefined;
  /** How the sample was drawn, and whether it is replenished. */
  readonly sampling?: Label | undefined;
  /** What the weights correct, and on which margins. */
  readonly weighting?: Label | undefined;
  /** What comparisons of waves are made from. */
  readonly comparisons?: Label | undefined;
  /** Whom changes of the same respondents are about, and by which weights. */
  readonly transitions?: Label | undefined;
  readonly waves: Readonly<Record<string, SurveyedWave>>;
}

/** What a dataset.yaml declares. */
export interface DatasetDescription {
  readonly id: string;
  readonly kind: "synthetic" | "microdata";
  readonly title: Label;
  readonly notes: Label;
  readonly survey: Survey;
  /** The file that holds this declaration. */
  readonly source: string;
  /** What the studies of the dataset share: the units of their figures, and the reference levels of their models. */
  readonly units: ReadonlyMap<string, Label>;
  readonly references: Readonly<Record<string, string>>;
  readonly waves: readonly WaveDescription[];
  readonly context: readonly ContextTable[];
  readonly variables: readonly FileVariable[];
  readonly derived: readonly DerivedVariable[];
}

/** The name that a variable of an earlier wave has among the rows of a later one. */
export function linkedName(variable: string, wave: string): string {
  return `${variable}_${wave}`;
}

/** The codebook's entry of a declared variable. */
export function entryOf({
  name,
  label,
  levels,
}: Pick<FileVariable | DerivedVariable, "name" | "label" | "levels">): Variable {
  return levels ? { type: "categorical", name, label, levels } : { type: "numeric", name, label };
}
