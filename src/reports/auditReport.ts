import type { Audit, Contradiction, Offered } from "../coherence/audit.ts";
import { scaleOf } from "../coherence/publishedStatements.ts";
import type { Registered } from "../study/registry.ts";
import {
  auditNote,
  auditTitle,
  canHold,
  coherenceColumns,
  coherenceTables,
  contradictionNote,
  furtherConflicts,
  mending,
  unseenWhy,
} from "../text/messages/coherence.ts";
import { readerOf } from "../text/reader.ts";
import type { Report } from "./report.ts";
import { boundDecimals, intervalColumns, registeredColumns } from "./tables/coherenceColumns.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./tables/column.ts";

/** The publications that are audited together. */
export interface AuditRequest {
  readonly command: "audit";
  readonly studies: readonly string[];
}

/** A figure of a contradiction. */
export interface ContradictionRow {
  readonly number: number;
  readonly of: Registered;
  readonly left: Contradiction["alone"][number]["left"];
  readonly restated: readonly string[];
}

export const contradictionColumns: readonly Column<ContradictionRow>[] = [
  {
    key: "contradiction",
    title: coherenceColumns.contradiction,
    kind: "count",
    grouping: true,
    value: ({ number }) => number,
  },
  ...registeredColumns<ContradictionRow>(({ of }) => of),
  ...intervalColumns<ContradictionRow>(
    coherenceColumns.left,
    ({ left }) => left,
    ({ of }) => boundDecimals(of.figure),
  ),
  fileColumn("restated", "text", ({ restated }) => restated.join(" ") || null, {
    about: "the figures that say the same or less of the same quantity, with blanks between",
  }),
];

interface AlternativeRow {
  readonly of: Offered;
  readonly coherent: boolean;
  readonly mends: readonly number[];
}

export const alternativeColumns: readonly Column<AlternativeRow>[] = [
  fileColumn("id", "text", ({ of }) => of.key),
  { key: "label", title: coherenceColumns.alternative, kind: "text", value: ({ of }, { say }) => say(of) },
  {
    key: "verdict",
    title: coherenceColumns.verdict,
    kind: "text",
    value: ({ coherent }) => canHold(coherent).en,
    text: ({ coherent }, { say }) => say(canHold(coherent)),
    values: [canHold(true).en, canHold(false).en],
  },
  {
    key: "mends",
    title: coherenceColumns.mends,
    kind: "text",
    value: ({ mends }) => mends.join(", ") || null,
    about: "the numbers of the contradictions that it mends alone",
  },
];

type UnseenRow = Omit<Audit["unseen"][number], "key"> & { readonly of: Registered };

export const unseenColumns: readonly Column<UnseenRow>[] = [
  ...registeredColumns<UnseenRow>(({ of }) => of),
  {
    key: "reason",
    title: coherenceColumns.reason,
    kind: "text",
    value: ({ reason }) => reason,
    text: ({ reason }, { say }) => say(unseenWhy[reason]),
    values: Object.keys(unseenWhy),
  },
];

type ConflictRow = Audit["conflicts"][number];

export const conflictColumns: readonly Column<ConflictRow>[] = [
  fileColumn("figures", "text", (conflict) => conflict.join(" "), {
    about: "a smallest set of figures that cannot hold at once, with blanks between",
  }),
];

/** Whether publications are coherent, and what in them is not. */
export function auditReport(
  found: Audit,
  figures: ReadonlyMap<string, Registered>,
  offered: readonly Offered[],
  request: AuditRequest,
): Report {
  const { coherent, complete, contradictions, conflicts, statements, unseen } = found;
  const named = (key: string) => offered.find((own) => own.key === key)!;
  return {
    title: auditTitle(coherent),
    request,
    facts: { summary: { coherent, statements, contradictions: contradictions.length, complete } },
    main: resultTable("contradictions", auditTitle(coherent), contradictionColumns, rowsOf(found, figures)),
    sections: [
      resultTable(
        "alternatives",
        coherenceTables.alternatives,
        alternativeColumns,
        found.alternatives.map(({ key, coherent: own }) => ({
          of: named(key),
          coherent: own,
          mends: contradictions.flatMap(({ mendedBy }, at) => (mendedBy.includes(key) ? [at + 1] : [])),
        })),
      ),
      {
        ...resultTable("conflicts", coherenceTables.conflicts, conflictColumns, conflicts),
        audience: "files",
      } satisfies ResultTable,
      resultTable(
        "unseen",
        coherenceTables.unseen,
        unseenColumns,
        unseen.map(({ key, reason }) => ({ of: figures.get(key)!, reason })),
      ),
    ],
    notes: [
      ...contradictions.map(({ together, mendedBy }, at) =>
        mending(
          at + 1,
          together === undefined
            ? undefined
            : { fr: readerOf("fr").number(together, 2), en: readerOf("en").number(together, 2) },
          mendedBy.map(named),
        ),
      ),
      ...(coherent ? [] : [contradictionNote, furtherConflicts(conflicts.length, complete)]),
      auditNote(statements, unseen.length),
    ],
  };
}

/** The figures of each contradiction, with what the others leave in the unit of publications. */
const rowsOf = (
  { contradictions, restated }: Audit,
  figures: ReadonlyMap<string, Registered>,
): ContradictionRow[] =>
  contradictions.flatMap(({ alone }, at) =>
    alone.map(({ id, left }) => {
      const of = figures.get(id)!;
      const scale = scaleOf(of.figure.estimand!);
      return {
        number: at + 1,
        of,
        left: left && { low: scale * left.low, high: scale * left.high },
        restated: restated.get(id) ?? [],
      };
    }),
  );
