import type { Highs } from "highs";
import type { OutcomeTable } from "../analyses/outcomes.ts";
import { InputError } from "../text/errors.ts";
import { fewerThanLeast, noPattern, tooManyToProtect } from "../text/messages/disclosure.ts";
import { layersOf } from "./layers.ts";
import type { ProtectedTables } from "./protectedTables.ts";
import { suppress } from "./suppression.ts";
import { cellsOfTables, type PlacedRow } from "./tableCells.ts";
import { withheldTable } from "./withheld.ts";

/** Cells beyond which a pattern takes minutes. */
const mostCells = 4000;

/**
 * Withholds the rows of tables that count fewer than `least` respondents, but some, and others so that no reader can tell these from
 * the rest: by the counts a suppressed cell may be empty and may have `least` respondents, and its sum of weights is open by a fifth
 * on both sides. A group of so few is withheld with all its rows. Empty cells are printed and protect nothing: often they are known
 * to be empty. Throws where nothing protects.
 */
export function protectTables(tables: readonly OutcomeTable[], least: number, highs: Highs): ProtectedTables {
  const cells = cellsOfTables(tables);
  const { counts, rows, wholes, sameGroups } = cells;
  if (cells.size > mostCells) throw new InputError(tooManyToProtect(mostCells), {}, { value: cells.size });
  const whole = wholes.find((cell) => counts[cell]!.n < least);
  if (whole !== undefined)
    throw new InputError(fewerThanLeast(least), { field: "--min-cell" }, { value: counts[whole]!.n });
  const primary = counts.flatMap(({ n }, cell) => (n > 0 && n < least ? [cell] : []));
  const mustPrint = new Set(wholes);
  const placed = rows.flat();
  const pattern = suppress(
    {
      table: cells,
      layers: layersOf(counts, primary, least),
      costs: counts.map(({ n }, cell) => (n === 0 || mustPrint.has(cell) ? Number.POSITIVE_INFINITY : n)),
      primary,
      implied: [
        ...placed.flatMap(({ cell, base }) =>
          cell !== base && counts[cell]!.n > 0 ? [[base, cell] as const] : [],
        ),
        ...sameGroups.flatMap((group) =>
          group.map((cell, at) => [cell, group[(at + 1) % group.length]!] as const),
        ),
      ],
    },
    highs,
  );
  if (!pattern) throw new InputError(noPattern(least), { field: "--min-cell" }, { value: least });
  const isPrimary = new Set(primary);
  const isWithheld = ({ cell, base }: PlacedRow) => pattern[cell]! || pattern[base]!;
  const withheld = placed.filter(isWithheld);
  return {
    tables: tables.map((table, at) => {
      const own = rows[at]!.filter(isWithheld);
      const bases = new Set(own.map(({ base }) => base));
      const beside = rows[at]!.filter(({ base }) => bases.has(base));
      return withheldTable(table, rowsIn(own), rowsIn(beside));
    }),
    primary: withheld.filter(({ cell, base }) => isPrimary.has(cell) || isPrimary.has(base)).length,
    secondary: withheld.filter(({ cell, base }) => !isPrimary.has(cell) && !isPrimary.has(base)).length,
  };
}

const rowsIn = (placed: readonly PlacedRow[]) => new Set(placed.map(({ row }) => row));
