import { InputError } from "../../text/errors.ts";
import type { Codebook, ColumnValues, Variable } from "../tables/codebook.ts";
import { levelNames } from "../tables/codebook.ts";
import { type Factor, factorOf, numbersOf } from "../tables/factor.ts";
import { factorOfNumbers, type Table } from "../tables/table.ts";
import type { Wave } from "./wave.ts";

/** The answers of a dataset's wave as a table, levels in the codebook's order. */
export function waveTable({ keys, columns, codebook, place }: Wave): Table {
  return tableOf(codebook, columns, keys.length, place);
}

/** The name of the variable that tells the waves of a stacked table apart. */
export const waveVariable = "wave";

/**
 * The answers of several waves below one another, with a variable that names the wave. A respondent of two waves has
 * two rows. It has the variables that all waves have.
 */
export function stackedTable(waves: readonly Wave[]): Table {
  const [first, ...others] = waves as [Wave, ...Wave[]];
  const shared = [...first.codebook].filter(([name]) => others.every(({ codebook }) => codebook.has(name)));
  if (shared.some(([name]) => name === waveVariable))
    throw new InputError(`a variable has the name "${waveVariable}", which names the waves`, first.place);
  const names = waves.map(({ name }) => name);
  const variable: Variable = {
    name: waveVariable,
    type: "categorical",
    label: { fr: "Vague", en: "Wave" },
    levels: names.map((name) => ({ name, label: { fr: name, en: name } })),
  };
  const columns = new Map<string, ColumnValues>([
    [waveVariable, waves.flatMap(({ name, keys }) => keys.map(() => name))],
    ...shared.map(([name]): [string, ColumnValues] => [
      name,
      waves.flatMap(({ columns: own }) => own.get(name)!),
    ]),
  ]);
  return tableOf(new Map([[waveVariable, variable], ...shared]), columns, columns.get(waveVariable)!.length, {
    file: first.place.file,
  });
}

function tableOf(
  codebook: Codebook,
  columns: ReadonlyMap<string, ColumnValues>,
  rows: number,
  place: Wave["place"],
): Table {
  const factors = new Map<string, Factor>();
  const makeFactor = (variable: Variable) =>
    variable.type === "categorical"
      ? factorOf(columns.get(variable.name)!, levelNames(variable))
      : factorOfNumbers(numbersOf(columns.get(variable.name)!));
  return {
    rows,
    codebook,
    place: (_, column) => ({ ...place, column }),
    factor: (name) => {
      const factor = factors.get(name) ?? makeFactor(codebook.get(name)!);
      factors.set(name, factor);
      return factor;
    },
    numbers: (name) => {
      const variable = codebook.get(name)!;
      if (variable.type === "categorical")
        throw new InputError(`${name} is not a number`, place, {
          value: levelNames(variable),
          advice: "It is a categorical variable: see panel crosstab",
        });
      return numbersOf(columns.get(name)!);
    },
  };
}
