import type { OutcomeTable } from "../analyses/outcomes.ts";

/** Tables without what must not be told, and how much that is. */
export interface ProtectedTables {
  readonly tables: readonly OutcomeTable[];
  /** Rows of fewer respondents than the least, and further ones that protect them. */
  readonly primary: number;
  readonly secondary: number;
}
