import { InputError, type Place } from "../../text/errors.ts";
import { classEmpty, inNoClass, inTwoClasses, levelsLeftOut, notClass } from "../../text/messages/codings.ts";
import { codeArray } from "../tables/factor.ts";
import {
  type FactorColumn,
  factorColumn,
  levelOf,
  type NumberColumn,
  type TypedColumn,
} from "../tables/typedColumn.ts";

/** Where a row of a column stands. */
export type PlaceAt = (row?: number) => Place;

/**
 * The column with the levels that are named, in their order: of a text those that it has and others, of a number classes of its
 * values. Throws where a value has no level, or two.
 */
export function withLevels(column: TypedColumn, levels: readonly string[], placeAt: PlaceAt): TypedColumn {
  return "numbers" in column ? inClasses(column, levels, placeAt) : inOrder(column, levels, placeAt);
}

function inOrder(column: FactorColumn, names: readonly string[], placeAt: PlaceAt): TypedColumn {
  const { levels, codes } = column.factor();
  const occurring = new Set<number>(codes);
  const left = levels.filter((level, code) => occurring.has(code) && !names.includes(level));
  if (left.length > 0) {
    const row = codes.indexOf(levels.indexOf(left[0]!));
    throw new InputError(levelsLeftOut(column.variable.name), placeAt(row), { value: left });
  }
  const own = new Map(column.variable.levels.map((level) => [level.name, level]));
  const rank = levels.map((level) => names.indexOf(level));
  const recoded = codeArray(names.length, codes.length);
  for (let row = 0; row < codes.length; row++) recoded[row] = codes[row]! < 0 ? -1 : rank[codes[row]!]!;
  const ordered = names.map((name) => own.get(name) ?? levelOf(name));
  return factorColumn({ ...column.variable, levels: ordered }, recoded);
}

/** A class of numbers by its name. */
interface NumberClass {
  readonly name: string;
  readonly holds: (value: number) => boolean;
}

function inClasses(
  { variable, numbers }: NumberColumn,
  names: readonly string[],
  placeAt: PlaceAt,
): TypedColumn {
  const classes = names.map((name) => classOf(variable.name, name, placeAt()));
  const values = numbers();
  const codes = codeArray(names.length, values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    const [own, other] = classes.filter(({ holds }) => holds(value));
    if (!own) throw new InputError(inNoClass(variable.name), placeAt(row), { value });
    if (other)
      throw new InputError(inTwoClasses(variable.name, own.name, other.name), placeAt(row), { value });
    codes[row] = classes.indexOf(own);
  }
  return factorColumn({ ...variable, type: "categorical", levels: names.map(levelOf) }, codes);
}

const number = String.raw`[-+]?(?:\d+(?:\.\d+)?|\.\d+)`;
const forms: readonly {
  readonly pattern: RegExp;
  readonly holds: (a: number, b: number) => NumberClass["holds"];
}[] = [
  { pattern: new RegExp(`^<\\s*(${number})$`), holds: (a) => (value) => value < a },
  { pattern: new RegExp(`^(?:<=|≤)\\s*(${number})$`), holds: (a) => (value) => value <= a },
  { pattern: new RegExp(`^>\\s*(${number})$`), holds: (a) => (value) => value > a },
  { pattern: new RegExp(`^(?:>=|≥)\\s*(${number})$`), holds: (a) => (value) => value >= a },
  { pattern: new RegExp(`^(${number})\\s*\\+$`), holds: (a) => (value) => value >= a },
  {
    pattern: new RegExp(`^(${number})\\s*[-–]\\s*(${number})$`),
    holds: (a, b) => (value) => a <= value && value <= b,
  },
  { pattern: new RegExp(`^(${number})$`), holds: (a) => (value) => value === a },
];

function classOf(variable: string, name: string, place: Place): NumberClass {
  for (const { pattern, holds } of forms) {
    const [found, first, second] = pattern.exec(name) ?? [];
    if (found === undefined) continue;
    if (Number(first) > Number(second)) throw new InputError(classEmpty, place, { value: name });
    return { name, holds: holds(Number(first), Number(second)) };
  }
  throw new InputError(notClass(variable), place, { value: name });
}
