import type { Ratio, Statement } from "./publication.ts";

/** A base, and the statements that are about it. */
interface Base {
  readonly base: Ratio;
  readonly about: readonly number[];
}

/** The whole population, and each base that figures have in common, where these may not be empty. */
export function basesOf(statements: readonly Statement[], mayBeEmpty: boolean): Base[] {
  const one = Float64Array.of(1);
  const found = new Map<string, { base: Ratio; about: number[] }>();
  const whole = { base: { scope: [], numerator: one, denominator: one }, about: [...statements.keys()] };
  if (mayBeEmpty) return [whole];
  statements.forEach((statement, at) => {
    const key = `${statement.scope.join("|")};${statement.denominator.join()}`;
    const own = found.get(key) ?? { base: statement, about: [] };
    own.about.push(at);
    found.set(key, own);
  });
  return [whole, ...found.values()];
}
