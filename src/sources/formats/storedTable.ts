import type { Label } from "../../text/language.ts";
import type { Factor } from "../tables/factor.ts";

/** The bytes of a file, read where they are wanted. */
export interface StoredBytes {
  /** For messages. */
  readonly file: string;
  readonly size: number;
  /** The bytes from `at` on, at most `length` of them: fewer at the end of the file. */
  read(at: number, length: number): Promise<Buffer>;
}

export interface StoredOptions {
  /** The variables to read, given those of the file and which of them have lists or structures; all by default. */
  readonly columns?:
    | ((header: readonly string[], nested?: readonly string[]) => readonly string[])
    | undefined;
  /** What its texts are written in, by a name of the WHATWG Encoding Standard, where the file does not tell or tells wrong. */
  readonly encoding?: string | undefined;
  /** The file of the labels of values, where they are not in the file itself. */
  readonly catalog?: StoredBytes | undefined;
}

/** A value that has a label: a number, or a text. */
export interface ValueLabel {
  readonly value: number | string;
  readonly label: string;
}

/** The values that a file declares to be missing answers. */
export interface MissingValues {
  readonly values: readonly (number | string)[];
  /** Numbers from the first to the last, both included. */
  readonly range?: readonly [number, number] | undefined;
}

/** A variable of a file that knows its variables, with its answers. */
export interface StoredColumn {
  readonly name: string;
  readonly label?: string | undefined;
  /** The labels of its values, in the order of the file. */
  readonly valueLabels: readonly ValueLabel[];
  readonly missing?: MissingValues | undefined;
  /** What numbers are: seconds since 1970-01-01T00:00:00 of a date and a date with its time, seconds since midnight of a time. */
  readonly time?: "date" | "datetime" | "time" | undefined;
  /**
   * Numbers, NaN where one is missing; or texts, which are distinct levels in any order, and −1 where one is missing. Values that
   * are declared to be missing answers are still there.
   */
  readonly answers: Float64Array | Factor;
  /** Whether the levels of texts are in an order that somebody gave them. */
  readonly isOrdered?: boolean | undefined;
  /** The rows of each kind of missing number that has a name of its own, such as .a and .z, which `answers` has as NaN. */
  readonly marks?: readonly { readonly text: string; readonly rows: number }[] | undefined;
}

/** What a file of a statistical program, or of columns, holds. */
export interface StoredTable {
  readonly label?: string | undefined;
  /** The names of all its variables. */
  readonly header: readonly string[];
  readonly rows: number;
  /** The variables that were asked for. */
  readonly columns: readonly StoredColumn[];
  /** The variable that the file says to weight by. */
  readonly weight?: string | undefined;
  /** What a reader should know of the way by which it came. */
  readonly told?: readonly Label[] | undefined;
}

/** Reads a file of one format. */
export type StoredReader = (bytes: StoredBytes, options: StoredOptions) => Promise<StoredTable>;
