import type { Mask } from "../survey/domains.ts";

/** What a result tells of the rows of a table: of which it is, and which of them it counts. */
export interface Share {
  /** What is asked: a group that two results on one question differ by can be told from both. */
  readonly question: string;
  /** The variables that the answers to it come from: a mean can add up to what is withheld of another question on one of them. */
  readonly roots: readonly string[];
  /** The rows that it is of. */
  readonly base: Mask;
  /** Those that it is about, whether they answered or not; what it is of where nothing is said. */
  readonly domain?: Mask | undefined;
  /** Those that it counts; undefined of a mean and of a number of respondents, which tell of their base alone. */
  readonly counted?: Mask | undefined;
}

/** What must not be told of a share: the share itself, or the standard error of one that a withheld group is part of. */
export type Withheld = "small" | "protecting" | "error" | undefined;
