import { type Table, tableOf } from "../../src/sources/tables/table.ts";
import { gathered, numberColumn } from "../../src/sources/tables/typedColumn.ts";

/** A table whose rows stand for all rows of another that agree in everything but the weight, as a database would group them. */
export function aggregated(table: Table, weight: string | undefined): Table {
  const names = table.columnNames().filter((name) => name !== weight);
  const columns = names.map((name) => table.typed(name));
  const weights = weight === undefined ? new Float64Array(table.rows).fill(1) : table.numbers(weight);
  const members = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const key = JSON.stringify(columns.map((column) => column.at(row)));
    members.set(key, [...(members.get(key) ?? []), row]);
  }
  const groups = [...members.values()];
  const first = groups.map(([row]) => row!);
  const sums = groups.map((rows) => rows.reduce((sum, row) => sum + weights[row]!, 0));
  const spread = groups.map((rows, at) =>
    rows.reduce((sum, row) => sum + (weights[row]! - sums[at]! / rows.length) ** 2, 0),
  );
  const place = table.place();
  const kept = columns.map((column) => gathered(column, first));
  const sum =
    weight === undefined
      ? []
      : [numberColumn(table.typed(weight).variable as never, Float64Array.from(sums))];
  return tableOf([...kept, ...sum], {
    aggregates: {
      rows: Float64Array.from(groups, ({ length }) => length),
      weighted: Float64Array.from(groups, (rows) => rows.filter((row) => weights[row] !== 0).length),
      spread: Float64Array.from(spread),
    },
    place: () => place,
    refuse: () => {
      throw new Error("no numbers");
    },
  });
}
