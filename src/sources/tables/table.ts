import { ColumnTable } from "arquero";
import { once } from "../../numerics/once.ts";
import { InputError, type Place } from "../../text/errors.ts";
import { notNumeric, unknownVariableFor, type VariableUse } from "../../text/messages/datasets.ts";
import { plain } from "../../text/reader.ts";
import {
  type CompiledAnswers,
  type CompiledExpression,
  compileAnswers,
  compileExpression,
} from "../expressions/evaluate.ts";
import { type Expression, parseExpression } from "../expressions/expression.ts";
import { type Aggregates, aggregatesOf } from "./aggregates.ts";
import {
  type CategoricalVariable,
  type Codebook,
  levelNames,
  type Value,
  type Variable,
} from "./codebook.ts";
import type { Factor } from "./factor.ts";
import {
  type AnyColumn,
  computedColumn,
  encoded,
  gathered,
  isTyped,
  numberColumn,
  renamed,
  stacked,
  type TypedColumn,
} from "./typedColumn.ts";

/** Where the rows of a table come from. */
export interface TableSource {
  /** What its rows stand for, where they are aggregated. */
  readonly aggregates?: Aggregates | undefined;
  /** Where a row of the source stands. */
  place(row?: number, column?: string): Place;
  /** The refusal of a categorical variable where numbers are needed. */
  refuse(table: Table, variable: CategoricalVariable): InputError;
}

/** The source of rows of a file or a sheet; `placeOfRow` tells where each stands. */
export function sourceAt(place: Place, placeOfRow = (_row: number) => place): TableSource {
  return {
    place: (row, column) => ({ ...(row === undefined ? place : placeOfRow(row)), column }),
    refuse: (_, variable) =>
      new InputError(notNumeric(variable.name), place, { value: levelNames(variable) }),
  };
}

/** Verbs that bring in columns of another table. */
const joins = ["join", "join_left", "join_right", "join_full", "cross", "lookup", "union"] as const;

/**
 * Rows of answers, whichever file or dataset they come from: an arquero table with its codebook. Its columns are typed, and
 * arquero reads them as they are; what a verb of arquero's returns is such a table again. A column that a verb makes anew
 * is the variable that had its name before where the values allow for it, and else a new one.
 *
 * `rows`, `factor`, `numbers` and `place` are of the rows that filters leave, in the order that was asked for; `column` and
 * `data` are arquero's, and those of all rows.
 */
export class Table extends ColumnTable {
  #source: TableSource = sourceAt({});
  /** The row of the source that each row is, where it is not the same row; null where rows are new. */
  #origins: ArrayLike<number> | null | undefined;
  /** The variables that columns were before verbs made them anew. */
  #known: Codebook = new Map();
  readonly #typed = new Map<string, TypedColumn>();
  readonly #settled = once((): Table => this.reify());
  readonly #codebook = once(
    (): Codebook => new Map(this.columnNames().map((name) => [name, this.typed(name).variable])),
  );

  /** The number of rows. */
  get rows(): number {
    return this.numRows();
  }

  /** The variables in the order of the columns. */
  get codebook(): Codebook {
    return this.#codebook();
  }

  /** A variable as levels; the distinct values of a numeric one. */
  factor(variable: string): Factor {
    return this.#settled().typed(variable).factor();
  }

  /** A variable as numbers, NaN where missing; throws when its answers are no numbers. */
  numbers(variable: string): Float64Array {
    const column = this.#settled().typed(variable);
    if ("numbers" in column) return column.numbers();
    throw this.#source.refuse(this, column.variable);
  }

  /** What the rows stand for, where they are aggregated. */
  get aggregates(): Aggregates | undefined {
    const { aggregates } = this.#source;
    if (!aggregates) return undefined;
    const origins = this.#settled().#origins;
    if (origins === null)
      throw new Error("rows that are made anew of aggregated ones stand for nothing known");
    return origins ? aggregatesOf(aggregates, origins) : aggregates;
  }

  /** How many rows of the data the table has. */
  get observations(): number {
    return this.aggregates?.rows.reduce((sum, rows) => sum + rows, 0) ?? this.rows;
  }

  /** Where a row stands in its file. */
  place(row?: number, column?: string): Place {
    const origins = this.#settled().#origins;
    const origin = row === undefined || origins === null ? undefined : (origins?.[row] ?? row);
    return this.#source.place(origin, column);
  }

  /** A column with its variable, of all rows. */
  typed(name: string): TypedColumn {
    const known = this.#typed.get(name);
    if (known) return known;
    const column: AnyColumn = this.column(name)!;
    const typed = isTyped(column)
      ? renamed(column, { name })
      : encoded(column, { label: plain(name), ...this.#known.get(name), name });
    this.#typed.set(name, typed);
    return typed;
  }

  /** The table with one more variable, or another one in the place of that name; the column has an answer for each row. */
  withColumn(column: TypedColumn): this {
    const table = this.reify();
    const { name } = column.variable;
    const names = [...new Set([...table.columnNames(), name])];
    return table.create({ data: { ...table.data(), [name]: column }, names });
  }

  /** The same table, whose rows are those of the source, in their order. */
  withSource(source: TableSource): this {
    const table = this.create();
    table.#source = source;
    table.#origins = undefined;
    return table;
  }

  override create(options: Parameters<ColumnTable["create"]>[0] = {}): this {
    const table = super.create(options);
    table.#source = this.#source;
    table.#known = this.#variables();
    // A verb that makes new rows drops the filter of the old ones.
    table.#origins = (options.filter as unknown) === null ? null : this.#origins;
    return table;
  }

  /** The rows that a filter leaves, in their order, in columns of their own; columns stay typed. */
  override reify(indices?: number[]): this {
    if (!indices && !this.isFiltered() && !this.isOrdered()) return this;
    const rows: ArrayLike<number> = indices ?? this.indices();
    const names = this.columnNames();
    const columns = names.map((name): [string, AnyColumn] => {
      const column: AnyColumn = this.column(name)!;
      return [name, isTyped(column) ? gathered(column, rows) : Array.from(rows, (row) => column.at(row))];
    });
    const table = this.create({
      data: Object.fromEntries(columns),
      names,
      groups: this.isGrouped() ? this.#rowless().reify(indices).groups() : (null as never),
      filter: null as never,
      order: null as never,
    });
    const origins = this.#origins;
    table.#origins = origins === undefined ? rows : origins && Uint32Array.from(rows, (row) => origins[row]!);
    return table;
  }

  /** A plain arquero table with the filter, groups and order of this one. */
  #rowless(): ColumnTable {
    const column = new Uint8Array(this.totalRows());
    return new ColumnTable({ column }, ["column"], this.mask(), this.groups(), this.comparator());
  }

  /** The rows of tables below one another, with the columns of this one; levels of the others join its own. */
  override concat(...others: Parameters<ColumnTable["concat"]>): this {
    const tables = others.flat();
    if (!tables.every((table) => table instanceof Table)) return super.concat(...others);
    const parts = [this, ...tables].map((table) => table.unorder().reify());
    const columns = this.columnNames().map((name): [string, AnyColumn] => {
      const [first, ...rest] = parts.map((part) =>
        part.column(name) ? part.typed(name) : gathered(this.typed(name), new Int32Array(part.rows).fill(-1)),
      );
      return [name, stacked([first!, ...rest])];
    });
    return this.create({
      data: Object.fromEntries(columns),
      names: this.columnNames(),
      groups: null as never,
      filter: null as never,
      order: null as never,
    });
  }

  static {
    for (const verb of joins) {
      const join = ColumnTable.prototype[verb] as (this: Table, ...given: unknown[]) => Table;
      Object.defineProperty(Table.prototype, verb, {
        value(this: Table, other: unknown, ...given: unknown[]) {
          return join.call(other instanceof Table ? this.#knowing(other) : this, other, ...given);
        },
      });
    }
  }

  /** The same table, which knows the variables of another one too: those of both names with arquero's suffixes. */
  #knowing(other: Table): Table {
    const table = this.create();
    const [own, others] = [this.#variables(), other.#variables()];
    const suffixed = (variables: Codebook, suffix: string) =>
      [...variables].map(([name, variable]): [string, Variable] => [name + suffix, variable]);
    table.#known = new Map([...others, ...own, ...suffixed(own, "_1"), ...suffixed(others, "_2")]);
    return table;
  }

  /** The variables that are known without going through values. */
  #variables(): Codebook {
    const variables = new Map(this.#known);
    for (const name of this.columnNames()) {
      const column: AnyColumn = this.column(name)!;
      const typed = isTyped(column) ? column : this.#typed.get(name);
      if (typed) variables.set(name, typed.variable);
    }
    return variables;
  }
}

/** A table of columns, each under the name of its variable. */
export function tableOf(columns: Iterable<TypedColumn>, source: TableSource = sourceAt({})): Table {
  const named = Array.from(columns, (column): [string, TypedColumn] => [column.variable.name, column]);
  return new Table(
    Object.fromEntries(named),
    named.map(([name]) => name),
  ).withSource(source);
}

/** The variable of that name; an unknown one is refused with the nearest. */
export function variableOf(table: Table, name: string, use: VariableUse): Variable {
  const variable = table.codebook.get(name);
  if (!variable)
    throw new InputError(
      unknownVariableFor(use, name, [...table.codebook.keys()]),
      { ...table.place() },
      { value: name },
    );
  return variable;
}

/** An expression over a table's variables, ready to be evaluated row by row. */
export function expressionOver(table: Table, text: string, place: Place): CompiledExpression {
  return compileOver(table, parseExpression(text, place), place);
}

export function compileOver(table: Table, expression: Expression, place: Place): CompiledExpression {
  return compileExpression(expression, table.codebook, (name) => valuesOf(table, name), place);
}

/** The same of an expression that may be a text too. */
export function answersOver(table: Table, text: string, place: Place): CompiledAnswers {
  const readerOf = (name: string) => valuesOf(table, name);
  return compileAnswers(parseExpression(text, place), table.codebook, readerOf, place);
}

/** A variable in each row: a level's name or a number, null where the answer is missing. */
export function valuesOf(table: Table, name: string): (row: number) => Value {
  if (table.codebook.get(name)!.type === "numeric") {
    const numbers = table.numbers(name);
    return (row) => (Number.isNaN(numbers[row]!) ? null : numbers[row]!);
  }
  const { levels, codes } = table.factor(name);
  return (row) => levels[codes[row]!] ?? null;
}

/**
 * The table with one more variable, computed row by row: categorical where its answers are texts, else numeric, of which a
 * condition counts as 1 or 0. Where it does not exist it has no value: whoever takes such a row must refuse it.
 */
export function withDerived(
  table: Table,
  name: string,
  { type, levels = [], evaluate }: CompiledAnswers,
): Table {
  const own = { name, label: plain(name) };
  if (type === "text") {
    const answers = Array.from({ length: table.rows }, (_, row) => (evaluate(row) as string | null) ?? null);
    return table.withColumn(
      computedColumn({ ...own, type: "categorical", levels }, table.rows, (row) => answers[row]!),
    );
  }
  const values = Float64Array.from({ length: table.rows }, (_, row) => Number(evaluate(row) ?? Number.NaN));
  return table.withColumn(numberColumn({ ...own, type: "numeric" }, values));
}

/** A level for the rows that have no answer, after the others. */
export function withMissingLevel({ levels, codes }: Factor, name: string): Factor {
  if (!codes.includes(-1)) return { levels, codes };
  if (levels.includes(name)) return withMissingLevel({ levels, codes }, `${name}*`);
  return {
    levels: [...levels, name],
    codes: Int32Array.from(codes, (code) => (code < 0 ? levels.length : code)),
  };
}
