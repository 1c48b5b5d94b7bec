import type { Bounds } from "../coherence/bounds.ts";
import type { Estimand } from "../study/figures.ts";
import type { Registered } from "../study/registry.ts";
import { boundNote, boundTitle, coherenceColumns, leftOutOfBounds } from "../text/messages/coherence.ts";
import { words } from "../text/words.ts";
import type { Report } from "./report.ts";
import {
  boundDecimals,
  estimandText,
  intervalColumns,
  registeredColumns,
  standingColumn,
  standingOf,
} from "./tables/coherenceColumns.ts";
import { type Column, fileColumn, resultTable } from "./tables/column.ts";

/** What is bounded: an estimand or a figure as it is written, or all figures of the study. */
export interface BoundRequest {
  readonly command: "bound";
  readonly study: string;
  readonly quantity: string | null;
  readonly wave: string | null;
}

/** A quantity with its bounds, and the figure that names it. */
export interface BoundRow {
  readonly estimand: Estimand;
  readonly figure: Registered | undefined;
  readonly bounds: Bounds | undefined;
}

const decimalsIn = ({ figure, estimand }: BoundRow) =>
  figure ? boundDecimals(figure.figure) : estimand.statistic === "mean" ? 2 : 1;

const bindingColumn = (key: "bindingLow" | "bindingHigh"): Column<BoundRow> =>
  fileColumn(key, "text", ({ bounds }) => bounds?.[key].join(" ") || null, {
    title: coherenceColumns[key],
    about: "the figures that bind, with blanks between",
  });

const estimandColumns: readonly Column<BoundRow>[] = [
  { key: "wave", title: words.wave, kind: "text", value: ({ estimand }) => estimand.wave },
  {
    key: "estimand",
    title: coherenceColumns.estimand,
    kind: "text",
    wrap: true,
    value: ({ estimand }) => estimandText(estimand),
  },
  ...intervalColumns<BoundRow>(coherenceColumns.bounds, ({ bounds }) => bounds, decimalsIn),
];

/** The columns of quantities that no figure names: what binds is told to everybody. */
export const quantityColumns: readonly Column<BoundRow>[] = [
  ...estimandColumns,
  ...(["bindingLow", "bindingHigh"] as const).map((key) => ({
    ...bindingColumn(key),
    audience: undefined,
    wrap: true,
  })),
];

/** The columns of figures. */
export const figureBoundColumns: readonly Column<BoundRow>[] = [
  ...registeredColumns<BoundRow>(({ figure }) => figure!),
  ...estimandColumns.map((column) =>
    column.key === "low" ? column : { ...column, audience: "files" as const },
  ),
  standingColumn<BoundRow>(({ figure, bounds }) => bounds && standingOf(figure!.figure, bounds)),
  bindingColumn("bindingLow"),
  bindingColumn("bindingHigh"),
];

/** The bounds of quantities from what is published. */
export function boundReport(
  rows: readonly BoundRow[],
  leftOut: readonly string[],
  request: BoundRequest,
): Report {
  const areFigures = rows.every(({ figure }) => figure !== undefined);
  return {
    title: boundTitle,
    request,
    facts: { leftOut },
    main: resultTable("bounds", boundTitle, areFigures ? figureBoundColumns : quantityColumns, rows),
    sections: [],
    notes: [...(leftOut.length > 0 ? [leftOutOfBounds(leftOut)] : []), boundNote],
  };
}
