import type { Highs } from "highs";
import type { OutcomeTable } from "../analyses/outcomes.ts";
import { InputError } from "../text/errors.ts";
import { fewerThanLeast, noPattern, tooManyToProtect } from "../text/messages/disclosure.ts";
import { suppress } from "./suppression.ts";
import type { Layer } from "./suppressionProblem.ts";
import { cellsOfTables, type TableCells } from "./tableCells.ts";
import { withheldTable } from "./withheld.ts";

/** Tables without what must not be told, and how much that is. */
export interface ProtectedTables {
  readonly tables: readonly OutcomeTable[];
  /** Rows of fewer respondents than the least, and further ones that protect them. */
  readonly primary: number;
  readonly secondary: number;
}

/** Cells beyond which a pattern takes minutes. */
const mostCells = 4000;

/** The share of its sum of weights to which a reader may not come near, above or below. */
const nearness = 0.2;

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
      layers: layersOf(cells, primary, least),
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
  const isWithheld = ({ cell, base }: { cell: number; base: number }) => pattern[cell]! || pattern[base]!;
  const withheld = placed.filter(isWithheld);
  return {
    tables: tables.map((table, at) => {
      const own = rows[at]!.filter(isWithheld);
      return withheldTable(table, new Set(own.map(({ row }) => row)));
    }),
    primary: withheld.filter(({ cell, base }) => isPrimary.has(cell) || isPrimary.has(base)).length,
    secondary: withheld.filter(({ cell, base }) => !isPrimary.has(cell) && !isPrimary.has(base)).length,
  };
}

/** The counts, and the sums of weights to the same scale; negative ones are no sums that a reader can bound. */
function layersOf({ counts }: TableCells, primary: readonly number[], least: number): Layer[] {
  const sum = (key: "n" | "total") => counts.reduce((all, own) => all + own[key], 0);
  const scale = sum("n") / sum("total");
  const weights = counts.map(({ total }) => total * scale);
  const byCounts = primary.map((cell) => {
    const { n } = counts[cell]!;
    return { cell, below: n, above: least - n };
  });
  const byWeights = primary.map((cell) => {
    const open = nearness * weights[cell]!;
    return { cell, below: open, above: open };
  });
  return [
    { values: counts.map(({ n }) => n), protections: byCounts },
    ...(weights.every((own) => own >= 0) ? [{ values: weights, protections: byWeights }] : []),
  ];
}
