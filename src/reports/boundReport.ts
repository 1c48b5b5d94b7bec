import type { Bounds } from "../coherence/bounds.ts";
import { chanceOf, worthOf } from "../coherence/chance.ts";
import { standingOf } from "../coherence/standing.ts";
import { acceptedRange, type Estimand } from "../study/figures.ts";
import type { Registered } from "../study/registry.ts";
import {
  boundNote,
  boundTitle,
  coherenceColumns,
  heldOutNote,
  heldOutTitle,
  leftOutOfBounds,
} from "../text/messages/coherence.ts";
import { readerOf } from "../text/reader.ts";
import { words } from "../text/words.ts";
import type { Report } from "./report.ts";
import { bindingsOf, bindingTable } from "./tables/bindingColumns.ts";
import {
  boundDecimals,
  estimandText,
  intervalColumns,
  registeredColumns,
  standingColumn,
} from "./tables/coherenceColumns.ts";
import { type Column, fileColumn, resultTable } from "./tables/column.ts";

/** What is bounded: an estimand or a figure as it is written, or all figures of the study. */
export interface BoundRequest {
  readonly command: "bound";
  readonly study: string;
  readonly quantity: string | null;
  readonly wave: string | null;
  /** Whether figures that were held out are bounded from those that were not. */
  readonly heldOut: boolean;
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

/** The columns of quantities that no figure names. */
export const quantityColumns: readonly Column<BoundRow>[] = [
  ...estimandColumns,
  bindingColumn("bindingLow"),
  bindingColumn("bindingHigh"),
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

/** How likely chance is to reproduce a figure; of one without bounds nothing is told. */
const chanceIn = ({ figure, bounds }: BoundRow) =>
  bounds && chanceOf(acceptedRange(figure!.figure.published), bounds);

/** The columns of held-out figures. */
export const heldOutColumns: readonly Column<BoundRow>[] = [
  ...figureBoundColumns,
  {
    key: "chance",
    title: coherenceColumns.chance,
    kind: "share",
    value: chanceIn,
    about: "the share of the bounds that the printed interval covers",
  },
];

/** The bounds of quantities from what is published, by `study:figure`. */
export function boundReport(
  rows: readonly BoundRow[],
  leftOut: readonly string[],
  published: ReadonlyMap<string, Registered>,
  request: BoundRequest,
): Report {
  const title = request.heldOut ? heldOutTitle : boundTitle;
  const worth = request.heldOut
    ? worthOf(rows.map(({ figure, bounds }) => ({ figure: figure!.figure, bounds })))
    : null;
  return {
    title,
    request,
    facts: { leftOut, heldOut: worth && { ...worth, counted: worth.counted.length } },
    main: resultTable("bounds", title, columnsOf(rows, request), rows),
    sections:
      request.quantity === null ? [] : rows.flatMap(({ bounds }) => bindingSection(bounds, published)),
    notes: [
      ...(leftOut.length > 0 ? [leftOutOfBounds(leftOut)] : []),
      worth
        ? heldOutNote(worth.counted.length, worth.implied, {
            fr: readerOf("fr").number(worth.expected, 1),
            en: readerOf("en").number(worth.expected, 1),
          })
        : boundNote,
    ],
  };
}

/** Of one quantity it is told which figures bind, where any do. */
function bindingSection(bounds: Bounds | undefined, published: ReadonlyMap<string, Registered>) {
  const bindings = bounds ? bindingsOf(bounds, published) : [];
  return bindings.length > 0 ? [bindingTable("binding", bindings)] : [];
}

function columnsOf(rows: readonly BoundRow[], { heldOut }: BoundRequest): readonly Column<BoundRow>[] {
  if (heldOut) return heldOutColumns;
  return rows.every(({ figure }) => figure !== undefined) ? figureBoundColumns : quantityColumns;
}
