import { type Levels, projection, type Ratio, stridesOf } from "./publication.ts";

/** Ratios over fewer levels, of which the population is none the poorer. */
export interface Merged<Own extends Ratio> {
  readonly levels: Levels;
  readonly ratios: readonly Own[];
}

/**
 * Takes levels of a variable as one where no ratio tells them apart, and leaves out the variables of which one level is left: the
 * coarsest classes that all ratios see. Whatever bounds or contradicts the ratios is the same.
 */
export function mergeLevels<Own extends Ratio>(levels: Levels, ratios: readonly Own[]): Merged<Own> {
  const kept = new Map<string, readonly number[]>();
  const names = [...new Set(ratios.flatMap(({ scope }) => scope))];
  for (const name of names) {
    const naming = ratios.filter(({ scope }) => scope.includes(name));
    const signatures = naming.map((ratio) => signaturesOf(ratio, name, levels));
    const seen = new Map<string, number>();
    for (let level = 0; level < levels.get(name)!; level++) {
      const key = signatures.map((own) => own[level]).join("|");
      if (!seen.has(key)) seen.set(key, level);
    }
    kept.set(name, [...seen.values()]);
  }
  const fewer = new Map(names.flatMap((name) => sizeOf(name, kept.get(name)!)));
  return { levels: fewer, ratios: ratios.map((ratio) => restricted(ratio, levels, kept)) };
}

const sizeOf = (name: string, own: readonly number[]) => (own.length > 1 ? [[name, own.length] as const] : []);

/** For each level of a variable a text that is the same where the ratio is. */
function signaturesOf({ scope, numerator, denominator }: Ratio, name: string, levels: Levels): string[] {
  const at = scope.indexOf(name);
  const stride = stridesOf(scope, levels)[at]!;
  const size = levels.get(name)!;
  const parts: number[][] = Array.from({ length: size }, () => []);
  for (let cell = 0; cell < numerator.length; cell++)
    parts[Math.floor(cell / stride) % size]!.push(numerator[cell]!, denominator[cell]!);
  return parts.map((own) => own.join());
}

/** The ratio over the kept levels of the variables that have several. */
function restricted<Own extends Ratio>(
  ratio: Own,
  levels: Levels,
  kept: ReadonlyMap<string, readonly number[]>,
): Own {
  const { scope, numerator, denominator } = ratio;
  const strides = stridesOf(scope, levels);
  const cells = scope.reduce<number[]>(
    (before, name, at) =>
      before.flatMap((cell) => kept.get(name)!.map((level) => cell + level * strides[at]!)),
    [0],
  );
  return {
    ...ratio,
    scope: scope.filter((name) => kept.get(name)!.length > 1),
    numerator: Float64Array.from(cells, (cell) => numerator[cell]!),
    denominator: Float64Array.from(cells, (cell) => denominator[cell]!),
  };
}

/** The same ratio over a scope that holds its own. */
export function spread(ratio: Ratio, scope: readonly string[], levels: Levels): Ratio {
  const cells = projection(scope, ratio.scope, levels);
  return {
    scope,
    numerator: Float64Array.from(cells, (cell) => ratio.numerator[cell]!),
    denominator: Float64Array.from(cells, (cell) => ratio.denominator[cell]!),
  };
}
