import { completion } from "../../src/figures/synthesis/answers.ts";
import type { Range } from "../../src/numerics/ranges.ts";
import type { Dataset } from "../../src/sources/datasets/dataset.ts";
import { recipeInputs } from "../../src/sources/datasets/derive.ts";
import type { Value } from "../../src/sources/tables/codebook.ts";
import { levelsInDomain, membership, variablesOfDomain } from "../../src/study/domain.ts";
import { acceptedRange, type Estimand, type Figure, variablesOf } from "../../src/study/figures.ts";
import { maximise } from "./linearProgram.ts";

/** A figure with an estimand. */
export interface Computable extends Figure {
  readonly estimand: Estimand;
}

/**
 * What the printed intervals of some figures imply for a percentage: its least and largest value over all distributions of
 * the answers to the questions that it and they are made from, by linear programs (one whole and its parts, sums of levels,
 * complements and repetitions are all among them). The sizes of the classes that the figures speak of are those of the data,
 * among those who answered. Classes by any one variable beside its own are taken together; the tightest interval counts.
 */
export function impliedBy({ description, waves }: Dataset, calibrated: readonly Computable[]) {
  const derived = new Map(description.derived.map(({ name, recipe }) => [name, recipe]));
  const rootsOf = (variable: string): string[] => {
    const recipe = derived.get(variable);
    return recipe ? [...new Set(recipeInputs(recipe).flatMap(rootsOf))] : [variable];
  };
  /** The questions that figures tie together, one after the other. */
  const questionsOf = (own: readonly string[], figures: readonly Computable[]): string[] => {
    const tied = figures.flatMap(({ estimand }) => {
      const roots = rootsOf(estimand.variable!);
      return roots.some((root) => own.includes(root)) ? roots : [];
    });
    const all = [...new Set([...own, ...tied])];
    return all.length === own.length ? all : questionsOf(all, figures);
  };

  return ({ estimand }: Computable): Range => {
    const ofWave = calibrated.filter(
      (figure) => figure.estimand.wave === estimand.wave && figure.estimand.variable !== undefined,
    );
    const questions = questionsOf(rootsOf(estimand.variable!), ofWave);
    const isQuestion = (variable: string) => rootsOf(variable).every((root) => questions.includes(root));
    const related = ofWave.filter((figure) => isQuestion(figure.estimand.variable!));
    const classesOf = ({ domain }: Estimand) =>
      variablesOfDomain(domain).filter((variable) => !isQuestion(variable));
    const partsOf = (figure: Estimand) => classesOf(figure).flatMap(rootsOf);

    const wave = description.waves.find(({ name }) => name === estimand.wave)!;
    const { table, weights } = waves.get(estimand.wave)!;
    const valuesOf = new Map(
      [...related.map((figure) => figure.estimand), estimand]
        .flatMap(variablesOf)
        .concat(questions)
        .map((name) => [name, table.array(name)] as const),
    );
    const answered = [...weights.keys()].filter((row) =>
      questions.every((name) => valuesOf.get(name)![row] !== null),
    );
    const levels = questions.map((name) =>
      description.variables.find((variable) => variable.name === name)!.levels!.map((level) => level.name),
    );
    const complete = completion(description, wave);
    const patterns = productOf(levels).map((answers) =>
      complete(Object.fromEntries(questions.map((name, at) => [name, answers[at]!]))),
    );

    const within = (beside: string | undefined): Range => {
      const allowed = new Set([...partsOf(estimand), ...(beside === undefined ? [] : [beside])]);
      const known = related.filter((figure) => partsOf(figure.estimand).every((part) => allowed.has(part)));
      const sides = [...known.map((figure) => figure.estimand), estimand];
      const classes = [...new Set(sides.flatMap(classesOf))];
      const cells = new Map<string, { readonly row: number; size: number }>();
      for (const row of answered) {
        const key = sides
          .flatMap(({ domain }) => levelsInDomain(domain))
          .filter(({ variable }) => classes.includes(variable))
          .map(({ variable, levels }) => Number(levels.includes(String(valuesOf.get(variable)![row]))))
          .join("");
        const cell = cells.get(key) ?? { row, size: 0 };
        cell.size += weights[row]!;
        cells.set(key, cell);
      }
      const total = [...cells.values()].reduce((sum, { size }) => sum + size, 0);
      const columns = [...cells.values()].flatMap(({ row, size }, cell) =>
        patterns.map((answers) => ({
          cell,
          size: size / total,
          lookup: (name: string): Value =>
            classes.includes(name) ? (valuesOf.get(name)![row] as Value) : (answers[name] ?? null),
        })),
      );
      return boundsOf(estimand, known, columns, cells.size);
    };
    const besides = new Set(related.flatMap((figure) => partsOf(figure.estimand)));
    const ranges = [undefined, ...besides].map(within);
    return {
      low: Math.max(...ranges.map(({ low }) => low)),
      high: Math.min(...ranges.map(({ high }) => high)),
    };
  };
}

/** People of a class who give the same answers, and the share of their class. */
interface Column {
  readonly cell: number;
  readonly size: number;
  readonly lookup: (variable: string) => Value;
}

function boundsOf(
  estimand: Estimand,
  known: readonly Computable[],
  columns: readonly Column[],
  cells: number,
): Range {
  const inside = (of: Estimand) => {
    const isInside = membership(of.domain);
    return columns.map(({ lookup }) => isInside(lookup) && lookup(of.variable!) !== null);
  };
  const valueIn = (of: Estimand, { lookup }: Column) =>
    of.statistic === "percent"
      ? Number(of.levels.includes(String(lookup(of.variable!))))
      : Number(lookup(of.variable!));
  const rows: number[][] = [];
  const bounds: number[] = [];
  for (let cell = 0; cell < cells; cell++) {
    rows.push(columns.map((column) => Number(column.cell === cell)));
    bounds.push(columns.find((column) => column.cell === cell)!.size);
  }
  for (const { estimand: of, published } of known) {
    const scale = of.statistic === "percent" ? 100 : 1;
    const { low, high } = acceptedRange(published);
    const own = inside(of);
    rows.push(columns.map((column, at) => (own[at] ? valueIn(of, column) - high / scale : 0)));
    rows.push(columns.map((column, at) => (own[at] ? low / scale - valueIn(of, column) : 0)));
    bounds.push(0, 0);
  }
  const own = inside(estimand);
  /** The largest percentage of those for whom `counts`, as a ratio of totals (Dinkelbach 1967). */
  const largest = (counts: (column: Column) => number): number => {
    for (let ratio = 0; ; ) {
      // Everybody is in a cell: whoever is left out costs more than any answer gains.
      const objective = columns.map((column, at) => 1e4 + (own[at] ? counts(column) - ratio : 0));
      const x = maximise(objective, rows, bounds);
      if (Math.abs(x.reduce((sum, share) => sum + share, 0) - 1) > 1e-3)
        throw new Error("the calibrated figures contradict one another");
      const sum = (of: (at: number) => number) =>
        x.reduce((total, share, at) => total + (own[at] ? share * of(at) : 0), 0);
      const next = sum((at) => counts(columns[at]!)) / sum(() => 1);
      if (next - ratio < 1e-6) return 100 * ratio;
      ratio = next;
    }
  };
  return {
    low: 100 - largest((column) => 1 - valueIn(estimand, column)),
    high: largest((column) => valueIn(estimand, column)),
  };
}

/** Every choice of one of each. */
const productOf = <Item>(sets: readonly (readonly Item[])[]): Item[][] =>
  sets.reduce<Item[][]>((all, set) => all.flatMap((one) => set.map((item) => [...one, item])), [[]]);
