import type { Label } from "../../text/language.ts";

export interface Level {
  readonly name: string;
  readonly label: Label;
}

interface Named {
  readonly name: string;
  readonly label: Label;
  /** The codes of missing answers, as somebody says, that some rows have. */
  readonly missingCodes?: readonly string[] | undefined;
}

/** A categorical variable; its column holds level names, or null where the answer is missing. */
export interface CategoricalVariable extends Named {
  readonly type: "categorical";
  readonly levels: readonly Level[];
}

/** A numeric variable; its column holds numbers, or null where the answer is missing. */
export interface NumericVariable extends Named {
  readonly type: "numeric";
}

export type Variable = CategoricalVariable | NumericVariable;

/** The variables of one wave's table by name. */
export type Codebook = ReadonlyMap<string, Variable>;

/** Levels of a variable that are taken as one: some of them, or all. */
export type LevelGroup = readonly string[] | "*";

export type Value = string | number | null;
export type ColumnValues = readonly Value[];

export function levelNames(variable: CategoricalVariable): string[] {
  return variable.levels.map((level) => level.name);
}

/** The level that a text names: by its name, or by a label that no other level has; undefined where none is named. */
export function levelNamed(levels: readonly Level[], text: string): string | undefined {
  if (levels.some(({ name }) => name === text)) return text;
  const labelled = levels.filter(({ label }) => label.fr === text || label.en === text);
  return labelled.length === 1 ? labelled[0]!.name : undefined;
}
