import type { Quantity } from "./parts.ts";

/** What the publisher's workbook of a study calls things, and what its tables show, as study.yaml declares it. */
export interface WorkbookDeclaration {
  /** Labels besides those of the dataset. */
  readonly labels: readonly DeclaredLabel[];
  readonly tables: readonly DeclaredTable[];
}

/** What a label stands for; where that is nothing, it is a heading. */
export interface DeclaredLabel {
  readonly text: readonly string[];
  readonly variable?: string | undefined;
  readonly level?: readonly string[] | undefined;
  readonly wave?: string | undefined;
  readonly model?: string | undefined;
}

/** What a table shows: a table of the study, percentages or means of outcomes, or terms of models. */
export interface DeclaredTable {
  /** Words of its title, or of its sheet's name. */
  readonly title: readonly string[];
  readonly table?: string | undefined;
  readonly waves?: readonly string[] | undefined;
  readonly domain?: string | undefined;
  readonly outcomes?:
    | readonly { readonly variable: string; readonly level?: string | undefined }[]
    | undefined;
  /** The variables whose levels are domains; all by default. */
  readonly by?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
  readonly quantity?: Quantity | undefined;
  /** The p-values below which asterisks stand, where the table does not tell. */
  readonly stars?: Readonly<Record<string, number>> | undefined;
}
