import type { Change, InputChange } from "../../analyses/compareResults.ts";
import type { Value } from "../../sources/results/records.ts";
import { changeKinds, changeTitles, inputTitles } from "../../text/messages/comparisons.ts";
import type { Column, Datum } from "./column.ts";

const datum = (value: Value): Datum => (typeof value === "boolean" ? String(value) : value);

/** A value of both runs; people see all its digits, for it may differ in the last. */
const valueColumn = (key: "before" | "after"): Column<Change> => ({
  key,
  title: changeTitles[key],
  kind: "text",
  align: "right",
  wrap: true,
  value: (change) => datum(change[key]),
  text: (change, reader) => (typeof change[key] === "number" ? reader.exact(change[key]) : undefined),
});

/** What has changed between two runs. */
export const changeColumns: readonly Column<Change>[] = [
  { key: "table", title: changeTitles.table, kind: "text", grouping: true, value: ({ table }) => table },
  { key: "record", title: changeTitles.record, kind: "text", grouping: true, value: ({ record }) => record },
  { key: "field", title: changeTitles.field, kind: "text", value: ({ field }) => field },
  {
    key: "kind",
    title: changeTitles.kind,
    kind: "text",
    values: Object.keys(changeKinds),
    value: ({ kind }) => kind,
    text: ({ kind }, { say }) => say(changeKinds[kind]),
  },
  valueColumn("before"),
  valueColumn("after"),
  {
    key: "share",
    title: changeTitles.share,
    kind: "number",
    value: ({ share }) => share,
    text: ({ share }) => (share === null ? undefined : share.toExponential(1)),
  },
];

const digestColumn = (key: "before" | "after"): Column<InputChange> => ({
  key,
  title: changeTitles[key],
  kind: "text",
  value: (change) => change[key].join(" ") || null,
  text: (change) => change[key].map((digest) => digest.slice(0, shownOfDigest)).join(" "),
  about: "the SHA-256 of the files of that name, with spaces between; null where there is none",
});

/** What people see of a SHA-256: enough to tell two files apart. */
const shownOfDigest = 12;

/** What two runs have read otherwise. */
export const inputColumns: readonly Column<InputChange>[] = [
  { key: "name", title: inputTitles.name, kind: "text", value: ({ name }) => name },
  digestColumn("before"),
  digestColumn("after"),
];
