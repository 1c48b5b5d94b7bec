import type { Highs } from "highs";
import type { CellTable, Interval } from "./cellTable.ts";
import { openTable } from "./tableProgram.ts";

/** What is printed of a cell: the values that round to it; undefined of a suppressed one. */
export type Printed = Interval | undefined;

/** The largest value that the solver is given: its tolerances are absolute. */
const largest = 1e4;

/**
 * What a reader of a table can tell of its suppressed cells: the sharp interval of each, from the printed ones and from how cells add
 * up, by two linear programs (the attacker's problem: Fischetti and Salazar 2001, section 2; for two-way tables Fellegi 1972).
 * Undefined where no values add up to what is printed.
 */
export function attackerIntervals(
  table: CellTable,
  printed: readonly Printed[],
  highs: Highs,
): (Interval | undefined)[] | undefined {
  const scale = Math.max(1, ...printed.map((own) => (own?.high ?? 0) / largest));
  const program = openTable(highs, table);
  try {
    program.setBounds(
      printed.map((own) =>
        own ? { low: own.low / scale, high: own.high / scale } : { low: 0, high: Number.POSITIVE_INFINITY },
      ),
    );
    if (!program.extreme(0, "low")) return undefined;
    return printed.map((own, cell) =>
      own
        ? undefined
        : {
            low: program.extreme(cell, "low")!.value * scale,
            high: program.extreme(cell, "high")!.value * scale,
          },
    );
  } finally {
    program.close();
  }
}
