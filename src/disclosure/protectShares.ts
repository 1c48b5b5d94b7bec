import type { Highs } from "highs";
import type { Mask } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import { fewerThanLeast, noPattern, tooManyToProtect } from "../text/messages/disclosure.ts";
import { layersOf } from "./layers.ts";
import type { Share, Withheld } from "./share.ts";
import { cellsOfShares, type ShareCells } from "./shareCells.ts";
import { openCells, suppress } from "./suppression.ts";

/** Cells beyond which a pattern takes minutes. */
const mostCells = 20_000;

/**
 * How much more is lost with respondents whom a share counts than with the rest of its base: enough to choose between patterns that
 * are alike.
 */
const ofCounted = 1e-2;

/**
 * What to withhold of results so that no reader can tell a group of fewer than `least` respondents, but some, from the others: a group
 * that a result counts, the rest of those that it is of, what two results on one question differ by, or one of the `unprinted` ones. By
 * the counts such a group may be empty and may have `least` respondents, and its sum of weights is open by a fifth on both sides. A
 * reader is taken to know which combinations of answers occur, which protects more than is needed. Empty groups are told. A mean is a
 * sum of its shares (that of a number of devices of those who own each), so that none is told of respondents of whom a share is
 * withheld. Throws where nothing protects.
 */
export function protectShares(
  shares: readonly Share[],
  weights: Float64Array,
  least: number,
  highs: Highs,
  unprinted: readonly Mask[] = [],
): Withheld[] {
  if (weights.length < least)
    throw new InputError(fewerThanLeast(least), { field: "--min-cell" }, { value: weights.length });
  const cells = cellsOfShares(shares, weights, least, unprinted);
  if (cells.size > mostCells) throw new InputError(tooManyToProtect(mostCells), {}, { value: cells.size });
  const isSmall = (cell: number) => cells.counts[cell]!.n > 0 && cells.counts[cell]!.n < least;
  const pattern = patternOf(cells, isSmall, least, highs);
  const { placed, members } = cells;
  const hidden = placed.map(({ base, counted, rest }) =>
    [base, counted, rest].filter((cell) => pattern[cell]),
  );
  return placed.map(({ base }, at) => {
    const own = hidden[at]!;
    if (own.length > 0) return own.some(isSmall) ? "small" : "protecting";
    const whole = new Set(members[base]);
    const addsUpTo = (other: Share, of: number) =>
      hidden[of]!.length > 0 &&
      other.counted !== undefined &&
      other.roots.some((root) => shares[at]!.roots.includes(root)) &&
      members[placed[of]!.base]!.some((atom) => whole.has(atom));
    if (!shares[at]!.counted && shares.some(addsUpTo)) return "protecting";
    const isWithin = (cell: number) => members[cell]!.every((atom) => whole.has(atom));
    const ofQuestion = hidden.filter((_, other) => shares[other]!.question === shares[at]!.question);
    return ofQuestion.flat().some(isWithin) ? "error" : undefined;
  });
}

/** The cells to withhold: none where there are no small ones, nor those that follow from what is told. */
function patternOf(
  cells: ShareCells,
  isSmall: (cell: number) => boolean,
  least: number,
  highs: Highs,
): readonly boolean[] {
  const { counts, placed, told, atoms, size, members } = cells;
  const small = range(0, atoms).filter(isSmall);
  if (small.length === 0) return counts.map((_, cell) => cell >= told);
  const isAll = (cell: number) => members[cell]!.length === size - atoms;
  const mustPrint = (cell: number) => cell < told && (counts[cell]!.n === 0 || isAll(cell));
  // What a share counts goes with the rest, as much as its base; of two of one base the one that counts fewer is the lesser loss.
  const isAsked = new Set(placed.flatMap(({ base, counted }) => [base, counted]));
  const lossOf = (cell: number) => counts[cell]!.n * (isAsked.has(cell) ? 1 + ofCounted : 1);
  const problem = {
    table: cells,
    layers: layersOf(counts, small, least),
    costs: counts.map((_, cell) => (mustPrint(cell) ? Number.POSITIVE_INFINITY : lossOf(cell))),
    primary: [...small.filter((cell) => cell < told), ...range(told, size)],
    implied: placed.flatMap(({ base, counted, rest }) =>
      [counted, rest].flatMap((part) =>
        part !== base && counts[part]!.n > 0 ? [[base, part] as const] : [],
      ),
    ),
  };
  const pattern = suppress(problem, highs);
  if (!pattern) throw new InputError(noPattern(least), { field: "--min-cell" }, { value: least });
  return openCells(problem, pattern, highs);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
