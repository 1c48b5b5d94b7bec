import type { Observation, PublishedTable } from "../../sources/layout/sheetTables.ts";
import { addressOf } from "../../sources/xlsx/address.ts";
import {
  bracketsUntold,
  contentUnread,
  labelLacking,
  sameLabels,
  starsUntold,
} from "../../text/messages/publishedWorkbooks.ts";
import { meaningOfCell, meaningsWithin, type Untold } from "./cellMeaning.ts";
import { admittedBy, type KnownTable, type MeasureOf, measuresOf } from "./measures.ts";
import { type Part, partIn, type Quantity, type SaidPart } from "./parts.ts";
import type { CellMeasure, CellPlace, CellShows, PublishedCell, UnmatchedCell } from "./publishedCells.ts";
import { type ShownNumber, type ShownValues, valuesShown } from "./shownValues.ts";
import { starLevelsIn } from "./starLevels.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The numbers of a table of which it is known what they measure, and those of which it is not. */
export interface MatchedTable {
  readonly cells: readonly PublishedCell[];
  readonly unmatched: readonly UnmatchedCell[];
}

/** What the numbers of a table measure. */
export function matchTable(
  sheet: string,
  table: PublishedTable,
  known: KnownTable,
  vocabulary: Vocabulary,
): MatchedTable {
  const { observations, stubHeads } = table;
  const meaningsIn = meaningsWithin(
    [
      [...stubHeads, ...observations.flatMap(({ rowLabels }) => rowLabels)],
      observations.flatMap(({ columnLabels }) => columnLabels),
    ],
    vocabulary.meaningsOf,
    admittedBy(known.meaning, known.study),
  );
  const levels = known.meaning.stars ?? starLevelsIn(table.notes);
  const shown = observations.map((observation) => ({ observation, values: valuesShown(observation) }));
  const starred = new Set(
    shown.flatMap(({ observation, values }) => (values.stars ? [observation.column] : [])),
  );
  const nearby = quantitiesNearby(table, vocabulary);
  const cells: PublishedCell[] = [];
  const unmatched: UnmatchedCell[] = [];
  const tell = ({ cell, labels }: Pick<CellPlace, "cell" | "labels">, { reason, label }: Untold) => {
    unmatched.push({
      sheet,
      table: table.title,
      cell,
      labels,
      reason,
      label,
      nearest: vocabulary.nearest(label),
    });
  };
  for (const { observation, values } of shown) {
    const { rowLabels, columnLabels, column, unit } = observation;
    const labels = [...rowLabels, ...columnLabels];
    const place: CellPlace = { sheet, table: table.title, cell: addressOf(observation), labels };
    if (values.unread) tell(place, { reason: contentUnread, label: values.unread });
    // Where a column has asterisks, numbers without any are not significant.
    const isPlain = starred.has(column) && values.number !== undefined;
    const shows = showsIn(isPlain ? { stars: "", ...values } : values);
    if (shows.length === 0) continue;
    const said =
      labels.length === 0
        ? { reason: labelLacking, label: "" }
        : meaningOfCell([rowLabels, columnLabels], stubHeads, meaningsIn);
    if ("reason" in said) {
      tell(place, said);
      continue;
    }
    const measures = measuresOf(known, said, { unit, nearby: nearby(column) });
    if ("reason" in measures) {
      tell(place, measures);
      continue;
    }
    for (const { part, ...show } of shows) {
      const measure =
        part === "bracketed"
          ? measureInBrackets(measures, said.part, bracketsSaid(observation, table))
          : measures(part ?? said.part ?? "estimate");
      if ("reason" in measure) tell(place, measure);
      else if (show.kind !== "stars") cells.push({ ...place, measure, shows: show });
      else if (levels.size > 0) cells.push({ ...place, measure, shows: { ...show, levels } });
      else tell(place, { reason: starsUntold, label: show.stars });
    }
  }
  const doubled = contradictory(cells);
  for (const cell of doubled) tell(cell, { reason: sameLabels, label: "" });
  const references = referencesIn(cells, vocabulary);
  return {
    cells: cells.filter((cell) => !doubled.has(cell)).map((cell) => withReference(cell, references)),
    unmatched,
  };
}

/** Cells that would measure the same thing, where some of them show different numbers: their labels do not tell them apart. */
function contradictory(cells: readonly PublishedCell[]): ReadonlySet<PublishedCell> {
  const same = new Map<string, PublishedCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.measure, cell.shows.kind]);
    const others = same.get(key);
    if (others) others.push(cell);
    else same.set(key, [cell]);
  }
  const several = [...same.values()].filter((own) => own.length > 1);
  const contents = (own: readonly PublishedCell[]) => new Set(own.map(({ shows }) => JSON.stringify(shows)));
  return new Set(several.some((own) => contents(own).size > 1) ? several.flat() : []);
}

type TermMeasure = Extract<CellMeasure, { of: "term" }>;
type References = ReadonlyMap<string, string>;
const termKey = ({ model, variable }: TermMeasure) => `${model}\t${variable}`;

/** What levels a table calls references, by a mark in place of a number or in brackets behind a label. */
function referencesIn(cells: readonly PublishedCell[], { meaningsOf }: Vocabulary): References {
  const references = new Map<string, string>();
  for (const { measure, shows, labels } of cells) {
    if (measure.of !== "term") continue;
    if (shows.kind === "reference") references.set(termKey(measure), measure.level);
    for (const label of labels) {
      const [, name] = /\(r[ée]f[^\s():]*\s*:?\s*([^()]*)\)/i.exec(label) ?? [];
      if (name === undefined) continue;
      const named = meaningsOf(name).find(({ variable, levels }) => variable === measure.variable && levels);
      const level = name === "" ? measure.level : named?.levels?.[0];
      if (level !== undefined) references.set(termKey(measure), level);
    }
  }
  return references;
}

function withReference(cell: PublishedCell, references: References): PublishedCell {
  const { measure } = cell;
  const reference = measure.of === "term" ? references.get(termKey(measure)) : undefined;
  return measure.of === "term" && reference !== undefined
    ? { ...cell, measure: { ...measure, reference } }
    : cell;
}

/** The quantity that the nearest column to the left names, or else the first one to the right. */
function quantitiesNearby(
  { observations }: PublishedTable,
  { meaningsOf }: Vocabulary,
): (column: number) => Quantity | undefined {
  const labels = new Map(observations.map(({ column, columnLabels }) => [column, columnLabels]));
  const named = [...labels]
    .flatMap(([at, own]) => {
      const quantity = own.flatMap(meaningsOf).find((meaning) => meaning.quantity)?.quantity;
      return quantity ? [{ at, quantity }] : [];
    })
    .sort((a, b) => a.at - b.at);
  return (column) => (named.filter(({ at }) => at <= column).at(-1) ?? named[0])?.quantity;
}

/** What a label or a note of the table says of numbers in brackets; null where it is none of an estimate. */
function bracketsSaid({ columnLabels }: Observation, { notes }: PublishedTable): SaidPart | null | undefined {
  const inLabel = columnLabels
    .map((label) => /[([](\D[^)\]]*)[)\]]/.exec(label)?.[1])
    .flatMap((text) => (text && partIn(text)) || []);
  const [note] = notes.flatMap(
    ({ text }) => /([^.;]*)\b(?:entre parenth|entre crochets|in (?:parenth|brackets))/i.exec(text)?.[1] ?? [],
  );
  return inLabel.at(-1) ?? (note === undefined ? undefined : (partIn(note) ?? null));
}

/** A number in brackets is the standard error of a model's term unless a label or a note says otherwise; of an estimate they have to. */
function measureInBrackets(
  measures: MeasureOf,
  label: SaidPart | undefined,
  said: SaidPart | null | undefined,
): CellMeasure | Untold {
  const own = label ?? said;
  const part = own === "p" || own === "n" || own === "interval" || own === "deviation" ? own : "se";
  const measure = measures(part);
  const isTold = own !== null && (own !== undefined || "reason" in measure || measure.of === "term");
  return isTold ? measure : { reason: bracketsUntold, label: "" };
}

/** A thing that a cell shows; without a part it is of the part that its labels name. */
type Shows = { readonly part?: Part | "bracketed" } & (
  | Exclude<CellShows, { kind: "stars" }>
  | { readonly kind: "stars"; readonly stars: string }
);

function showsIn({ number, bracketed, interval, stars, isReference }: ShownValues): Shows[] {
  const shown = (published: ShownNumber, part?: Part | "bracketed"): Shows => ({
    kind: "number",
    published,
    ...(part && { part }),
  });
  return [
    ...(number ? [shown(number)] : []),
    ...(bracketed ? [shown(bracketed, "bracketed")] : []),
    ...(interval ? [shown(interval[0], "low"), shown(interval[1], "high")] : []),
    ...(stars === undefined ? [] : [{ kind: "stars", stars, part: "stars" } as const]),
    ...(isReference ? [{ kind: "reference" } as const] : []),
  ];
}
