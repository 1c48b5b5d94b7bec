import { InputError } from "../../text/errors.ts";
import { noRows, pointUntold } from "../../text/messages/files.ts";
import { quoteName } from "../expressions/deparse.ts";
import type { TableSource } from "../tables/table.ts";
import { type Collector, sourceOf } from "./collector.ts";
import type { ReadingNote } from "./column.ts";
import {
  codedTable,
  type FileTable,
  type FileTableOptions,
  missingCodesOf,
  type Standing,
} from "./fileTable.ts";
import { numbersAsNames } from "./numbersAsNames.ts";
import type { Provenance } from "./provenance.ts";

/** The table of what was collected; `asides` is what of the file was recognised as no part of its table. */
export function collectedTable(
  collector: Collector,
  provenance: Provenance,
  standing: Standing,
  options: FileTableOptions,
  asides: readonly ReadingNote[] = [],
  source: TableSource = sourceOf(collector),
): FileTable {
  const { place, header, doubled, asked, asNumbers, builders, lines, foot, commas } = collector;
  if (header.length === 0) throw new InputError(noRows, place);
  commas.check();
  options.coding?.check(header, place);
  const unnamed = collector.unnamed.filter((name) => builders.get(name)!.hasAnswers);
  const empty = new Set(collector.unnamed.filter((name) => !unnamed.includes(name)));
  const columns = Array.from(builders)
    .filter(([name]) => asked.has(name) && !empty.has(name))
    .map(([name, builder]) => {
      const missing = missingCodesOf(name, asNumbers.has(name), options);
      const points = commas.areDecimal ? builder.pointsUntold : undefined;
      const finished = builder.finish(name, missing);
      if (points && finished.column.variable.type === "numeric") {
        const line = { [place.sheet === undefined ? "line" : "row"]: lines.at(points.row), column: name };
        throw new InputError(pointUntold(false), { ...place, ...line }, { value: points.text });
      }
      return { ...finished, missing };
    });
  const names = header.map((name) => (empty.has(name) ? "" : name));
  const before: ReadingNote[] = [
    ...asides,
    ...(unnamed.length > 0
      ? [
          {
            kind: "columns without name",
            names: unnamed,
            ...(isTitle(header, collector.unnamed) && { isTitled: true }),
          } as const,
        ]
      : []),
    ...(doubled.length > 0
      ? [{ kind: "columns of one name", names: doubled.flatMap((of) => of.names) } as const]
      : []),
    ...numbersAsNames(columns.map(({ column }) => column)),
  ];
  const isSheet = place.sheet !== undefined;
  const after = foot.totals.map(
    (total) => ({ kind: "total row", ...total, column: quoteName(total.column), isSheet }) as const,
  );
  return codedTable(
    {
      source,
      columns,
      notes: { before, after },
      rows: lines.rows,
      header: names,
      provenance,
      standing,
    },
    options,
  );
}

/** Whether the first column alone has a name. */
const isTitle = ([first, ...others]: readonly string[], unnamed: readonly string[]) =>
  first !== undefined &&
  !unnamed.includes(first) &&
  others.length > 0 &&
  others.every((name) => unnamed.includes(name));
