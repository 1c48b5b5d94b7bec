import type { Bounds } from "../../coherence/bounds.ts";
import type { Registered } from "../../study/registry.ts";
import { bindingNames, bindingTitle, coherenceColumns } from "../../text/messages/coherence.ts";
import { words } from "../../text/words.ts";
import { registeredColumns } from "./coherenceColumns.ts";
import { type Column, type ResultTable, resultTable } from "./column.ts";

/** How a published figure tells of a quantity: it prints the same one, or binds an end of its bounds, or both. */
export const bindingKinds = ["same", "below", "above", "both"] as const;

export interface Binding {
  readonly kind: (typeof bindingKinds)[number];
  readonly registered: Registered;
}

/** The figures that bind, in the order of the publications. */
export function bindingsOf(
  { bindingLow, bindingHigh }: Bounds,
  figures: ReadonlyMap<string, Registered>,
): Binding[] {
  return [...figures.values()].flatMap((registered): Binding[] => {
    const [below, above] = [bindingLow.includes(registered.key), bindingHigh.includes(registered.key)];
    if (!below && !above) return [];
    return [{ kind: below && above ? "both" : below ? "below" : "above", registered }];
  });
}

export const bindingColumns: readonly Column<Binding>[] = [
  {
    key: "kind",
    title: coherenceColumns.binds,
    kind: "text",
    wrap: false,
    value: ({ kind }) => kind,
    text: ({ kind }, { say }) => say(bindingNames[kind]),
    values: bindingKinds,
  },
  ...registeredColumns<Binding>(({ registered }) => registered),
  {
    key: "page",
    title: words.page,
    kind: "count",
    secondary: 1,
    value: ({ registered }) => registered.figure.page,
  },
];

/** The published figures that tell of a quantity. */
export const bindingTable = (key: string, bindings: readonly Binding[]): ResultTable =>
  resultTable(key, bindingTitle, bindingColumns, bindings);
