import type { ReadingNote } from "../sources/files/column.ts";
import type { FileTable } from "../sources/files/fileTable.ts";
import type { Provenance } from "../sources/files/provenance.ts";
import type { Table } from "../sources/tables/table.ts";
import type { Design } from "../survey/design.ts";
import type { SelectedRows } from "../survey/domains.ts";
import type { MadeRequest } from "./varianceRequest.ts";

/** Where the rows of a sample come from. */
export interface Origin {
  readonly provenance: Provenance;
  /** The dataset that declares them; none of a plain file. */
  readonly dataset?: string | undefined;
  /** The number of rows: of each wave of the dataset by its name, or of the file under the name "". */
  readonly rows: ReadonlyMap<string, number>;
}

/** The names of what a design is made of, as a declaration or a user gives them. */
export interface DesignNames {
  readonly weight?: string | undefined;
  readonly strata: readonly string[];
  readonly cluster?: string | undefined;
  readonly fpc?: string | undefined;
  /** The margins that the weights are calibrated on, and whether the weights before were calibrated too. */
  readonly calibrated?: { readonly margins: string; readonly chained: boolean } | undefined;
  /** The prefix of replicate weights, and how they were made, as far as that is known. */
  readonly replicates?: { readonly prefix: string; readonly method: string } | undefined;
}

/** Which rows an analysis is about. */
export interface Selection extends SelectedRows {
  /** The conditions and the derived variables, as they were written. */
  readonly where: readonly string[];
  readonly derive: readonly string[];
}

/** What a reader should know of a sample before its results. */
export type SampleNotice = ReadingNote | DesignNotice;

export interface DesignNotice {
  /**
   * The weights are calibrated, and standard errors take no account of it; columns of replicates were taken for factors; there
   * is a finite population correction, and every row counts once; it says that all strata are sampled whole; some weights are
   * negative.
   */
  readonly kind:
    | "calibration forgotten"
    | "factors taken"
    | "correction unweighted"
    | "everything sampled"
    | "negative weights";
  /** The weights, the prefix of the columns, or the correction. */
  readonly name: string;
  /** How many weights are negative. */
  readonly count?: number;
}

/** Rows and where they come from, before a design and a selection are laid on them. */
export interface Opened {
  readonly table: Table;
  readonly origin: Origin;
  /** The waves that are below one another in the table; none where there is a single one. */
  readonly waves: readonly string[];
  /** The file that the rows are from, where it is no dataset. */
  readonly file?: FileTable | undefined;
}

/** Rows ready for estimation: a table with its sampling design and the rows that an analysis is about. */
export interface Sample extends Opened {
  readonly design: Design;
  readonly selection: Selection;
  readonly names: DesignNames;
  /** The design that replicate weights were made from, and how. */
  readonly made?: { readonly from: Design; readonly request: Omit<MadeRequest, "kind"> } | undefined;
  readonly notices: readonly SampleNotice[];
}

/** A sample of the rows of a file. */
export interface FileSample extends Sample {
  readonly file: FileTable;
}
