import type { Label } from "../text/language.ts";
import type { Labels } from "../text/reader.ts";

/** The labels of a variable and its levels as JSON has them: in both languages. */
export interface LabelRecord {
  readonly name: string;
  readonly label: Label;
  readonly levels: readonly { readonly name: string; readonly label: Label }[];
}

export const labelRecords = (labels: Labels): LabelRecord[] =>
  [...labels].map(([name, { label, levels = [] }]) => ({
    name,
    label,
    levels: levels.map((level) => ({ name: level.name, label: level.label })),
  }));

/** Labels as they are read back. */
export const labelsOfRecords = (records: readonly LabelRecord[]): Labels =>
  new Map(records.map(({ name, label, levels }) => [name, { label, levels }]));

/** The labels of some variables, as far as they have any. */
export const labelsFor = (labels: Labels, names: readonly string[]): Labels =>
  new Map([...labels].filter(([name]) => names.includes(name)));
