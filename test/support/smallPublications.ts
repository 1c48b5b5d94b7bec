import { readFileSync } from "node:fs";
import type { Publication, Ratio, Statement } from "../../src/coherence/publication.ts";
import { root } from "./oracle.ts";

type Condition = Readonly<Record<string, readonly string[]>>;

/** A share of some levels, or a mean of scores, within a domain. */
export interface Measured {
  readonly id: string;
  readonly domain: Condition;
  readonly level?: Condition;
  readonly scores?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface SmallPublication {
  readonly name: string;
  readonly variables: Condition;
  readonly figures: readonly (Measured & { readonly published: number; readonly unit: number })[];
  readonly queries: readonly Measured[];
}

export interface FoundByR {
  readonly coherent: boolean;
  readonly conflicts: readonly (readonly string[])[] | null;
}

export interface ExpectedByR extends FoundByR {
  readonly name: string;
  readonly occupied: FoundByR;
  /** In units of the last printed digit. */
  readonly leastSlack: number;
  readonly bounds: readonly {
    readonly id: string;
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

/** A publication by hand; its statements are about somebody. */
export const publicationWith = (
  levels: Readonly<Record<string, number>>,
  statements: readonly Statement[],
  more: Partial<Publication> = {},
): Publication => ({
  levels: new Map(Object.entries(levels)),
  definitions: [],
  statements,
  mayBeEmpty: false,
  ...more,
});

/** What R wrote of small publications, from all cells of the product of all variables: see the scripts in test/oracle/coherence. */
export const readByR = (name: string) =>
  JSON.parse(readFileSync(`${root}test/oracle/coherence/${name}.json`, "utf8"));

/** Each choice of a level of each variable, the last variable's running first. */
const cellsOf = (names: readonly string[], variables: Condition) =>
  names.reduce<Record<string, string>[]>(
    (all, name) => all.flatMap((cell) => variables[name]!.map((level) => ({ ...cell, [name]: level }))),
    [{}],
  );

/** What is measured, as a ratio over the variables that it names. */
export function ratioOf({ domain, level, scores = {} }: Measured, variables: Condition): Ratio {
  const named = [domain, level ?? {}, scores].flatMap(Object.keys);
  const scope = Object.keys(variables).filter((name) => named.includes(name));
  const meets = (cell: Record<string, string>, condition: Condition) =>
    Object.entries(condition).every(([name, levels]) => levels.includes(cell[name]!));
  const cells = cellsOf(scope, variables).map((cell) => {
    const score = level
      ? Number(meets(cell, level))
      : Object.entries(scores).reduce((sum, [name, points]) => sum + points[cell[name]!]!, 0);
    return meets(cell, domain) ? { score, base: 1 } : { score: 0, base: 0 };
  });
  return {
    scope,
    numerator: Float64Array.from(cells, ({ score }) => score),
    denominator: Float64Array.from(cells, ({ base }) => base),
  };
}

export const publicationOf = (
  { variables, figures }: SmallPublication,
  mayBeEmpty: boolean,
): Publication => ({
  levels: new Map(Object.entries(variables).map(([name, levels]) => [name, levels.length])),
  definitions: [],
  statements: figures.map((figure): Statement => {
    const { id, published, unit } = figure;
    return { id, ...ratioOf(figure, variables), low: published - unit / 2, high: published + unit / 2 };
  }),
  mayBeEmpty,
});
