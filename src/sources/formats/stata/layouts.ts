/** How many bytes the parts of a .dta file take in one release of the format. */
export interface Layout {
  /** Whether tags such as <header> part it, which is so from Stata 13 on. */
  readonly tagged: boolean;
  readonly variableCount: number;
  readonly rowCount: number;
  /** The length of the label of the file. */
  readonly labelLength: number;
  readonly type: number;
  readonly name: number;
  readonly format: number;
  readonly variableLabel: number;
  /** A variable in the order by which rows are sorted. */
  readonly sorted: number;
  /** A reference to a long text: its variable, and its row. */
  readonly reference: readonly [number, number];
  /** The row of a long text, beside the text. */
  readonly textRow: number;
  /** What texts are written in. */
  readonly encoding: string;
}

const stata8 = {
  tagged: false,
  variableCount: 2,
  rowCount: 4,
  labelLength: 0,
  type: 1,
  name: 33,
  format: 12,
  variableLabel: 81,
  sorted: 2,
  reference: [4, 4],
  textRow: 4,
  encoding: "windows-1252",
} as const;
const stata10: Layout = { ...stata8, format: 49 };
const stata13: Layout = { ...stata10, tagged: true, labelLength: 1, type: 2 };
const stata14: Layout = {
  ...stata13,
  rowCount: 8,
  labelLength: 2,
  name: 129,
  format: 57,
  variableLabel: 321,
  reference: [2, 6],
  textRow: 8,
  encoding: "utf-8",
};

/** By release, as Stata's help files dta_113, dta_114, dta_115, dta_117, dta_118 and dta_119 tell. */
export const layouts: Readonly<Record<string, Layout>> = {
  113: stata8,
  114: stata10,
  115: stata10,
  117: stata13,
  118: stata14,
  119: { ...stata14, variableCount: 4, sorted: 4, reference: [3, 5] },
};
