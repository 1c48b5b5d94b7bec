import { codebookOf } from "../../sources/datasets/wave.ts";
import type { PublishedTable } from "../../sources/layout/sheetTables.ts";
import type { UnderstoodSheet } from "../../sources/layout/workbookTables.ts";
import type { Codebook } from "../../sources/tables/codebook.ts";
import { addressOf } from "../../sources/xlsx/address.ts";
import { starsUntold } from "../../text/messages/publishedWorkbooks.ts";
import { nearestOf } from "../../text/suggest.ts";
import type { Study } from "../study.ts";
import { meaningOfCell, type Untold } from "./cellMeaning.ts";
import { admittedBy, estimateMeasures, termMeasures } from "./measures.ts";
import type { Part, Quantity } from "./parts.ts";
import type {
  CellPlace,
  CellShows,
  PublishedCell,
  PublishedWorkbook,
  UnknownTable,
  UnmatchedCell,
} from "./publishedCells.ts";
import { type ShownNumber, type ShownValues, valuesShown } from "./shownValues.ts";
import { starLevelsIn } from "./starLevels.ts";
import { meaningOfTable, type TableMeaning, tableMeanings } from "./tableMeaning.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";
import { wordForm } from "./wordForms.ts";

/** What a study knows of how its labels are to be read. */
interface Known {
  readonly study: Study;
  readonly vocabulary: Vocabulary;
  readonly codebooks: ReadonlyMap<string, Codebook>;
}

/** What the numbers of the publisher's workbook measure, by the titles of its tables and the labels of its rows and columns. */
export function matchWorkbook(
  file: string,
  sheets: readonly UnderstoodSheet[],
  study: Study,
): PublishedWorkbook {
  const meanings = tableMeanings(study);
  const known: Known = {
    study,
    vocabulary: vocabularyOf(study),
    codebooks: new Map(
      study.declaration.waves.map((wave) => [wave.name, codebookOf(study.declaration, wave)]),
    ),
  };
  const cells: PublishedCell[] = [];
  const unmatched: UnmatchedCell[] = [];
  const unknown: UnknownTable[] = [];
  const found = new Set<TableMeaning>();
  for (const { name: sheet, tables } of sheets)
    for (const table of tables) {
      const meaning = meaningOfTable(meanings, table.title, sheet);
      if (!meaning) {
        const titles = [...meanings.declared, ...meanings.own].flatMap((own) => own.titles);
        const count = table.observations.filter(({ value }) => value !== null).length;
        unknown.push({
          sheet,
          title: table.title,
          cells: count,
          nearest: likeTitles(table.title, titles),
        });
        continue;
      }
      found.add(meaning);
      const own = matchTable(sheet, table, meaning, known);
      cells.push(...own.cells);
      unmatched.push(...own.unmatched);
    }
  const absent = meanings.declared.filter((own) => !found.has(own)).map(({ titles }) => titles[0]!);
  return { file, cells, unmatched, unknown, absent };
}

/** The declared titles of which a title has the most words, half of them at least. */
function likeTitles(title: string, declared: readonly string[]): string[] {
  const words = new Set(wordForm(title).split(" "));
  return [...new Set(declared)]
    .map((other) => {
      const own = wordForm(other).split(" ");
      return { other, shared: own.filter((word) => words.has(word)).length / own.length };
    })
    .filter(({ shared }) => shared >= 0.5)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ other }) => other);
}

type Matched = Pick<PublishedWorkbook, "cells" | "unmatched">;

function matchTable(sheet: string, table: PublishedTable, meaning: TableMeaning, known: Known): Matched {
  const { study, vocabulary, codebooks } = known;
  const admits = admittedBy(meaning, study);
  const levels = meaning.stars ?? starLevelsIn(table.notes);
  const shown = table.observations.map((observation) => ({ observation, values: valuesShown(observation) }));
  const starred = new Set(
    shown.flatMap(({ observation, values }) => (values.stars ? [observation.column] : [])),
  );
  const cells: PublishedCell[] = [];
  const unmatched: UnmatchedCell[] = [];
  for (const { observation, values } of shown) {
    const { rowLabels, columnLabels } = observation;
    const labels = [...rowLabels, ...columnLabels];
    const place: CellPlace = { sheet, table: table.title, cell: addressOf(observation), labels };
    const tell = ({ reason, label }: Untold) => {
      unmatched.push({ ...place, reason, label, nearest: nearestOf(label, vocabulary.labels, wordForm) });
    };
    // Where a column has asterisks, numbers without any are not significant.
    const isPlain = starred.has(observation.column) && values.number !== undefined;
    const shows = showsIn(isPlain ? { stars: "", ...values } : values);
    if (shows.length === 0) continue;
    const said = meaningOfCell([rowLabels, columnLabels], table.stubHeads, vocabulary, admits);
    if ("reason" in said) {
      tell(said);
      continue;
    }
    const measures =
      meaning.models.length > 0
        ? termMeasures(
            meaning,
            said,
            study,
            codebooks,
            table.title,
            observation,
            quantityNearby(table, observation.column, vocabulary),
          )
        : estimateMeasures(meaning, said, codebooks);
    if ("reason" in measures) {
      tell(measures);
      continue;
    }
    for (const { part, ...show } of shows) {
      const measure = measures(partOf(part, said.part));
      if ("reason" in measure) tell(measure);
      else if (show.kind !== "stars") cells.push({ ...place, measure, shows: show });
      else if (levels.size > 0) cells.push({ ...place, measure, shows: { ...show, levels } });
      else tell({ reason: starsUntold, label: show.stars });
    }
  }
  return { cells, unmatched };
}

/** The quantity that the nearest column to the left names, or else the first one to the right. */
function quantityNearby(
  { observations }: PublishedTable,
  column: number,
  { meaningsOf }: Vocabulary,
): Quantity | undefined {
  const quantities = new Map(
    observations.map((own) => [
      own.column,
      own.columnLabels.flatMap(meaningsOf).find(({ quantity }) => quantity)?.quantity,
    ]),
  );
  const named = [...quantities]
    .flatMap(([at, quantity]) => (quantity ? [{ at, quantity }] : []))
    .sort((a, b) => a.at - b.at);
  return (named.filter(({ at }) => at <= column).at(-1) ?? named[0])?.quantity;
}

/** A number in brackets is the standard error unless a label says otherwise; what stands alone is what its label says. */
const partOf = (shown: Part | "bracketed" | undefined, said: Part | "interval" | undefined) =>
  shown === "bracketed" ? (said === "p" ? "p" : "se") : (shown ?? said ?? "estimate");

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
