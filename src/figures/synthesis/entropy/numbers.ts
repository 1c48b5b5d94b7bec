import { classesOf } from "../../../coherence/answers.ts";
import type { Random } from "../../../numerics/random.ts";
import type { DatasetDescription } from "../../../sources/datasets/description.ts";
import type { Value } from "../../../sources/tables/codebook.ts";
import type { Respondent } from "../tune.ts";

/** Gives each respondent a number anywhere in its class, in place of the one by which the class counts. */
export function spreadNumbers(
  description: DatasetDescription,
  respondents: readonly Respondent[],
  random: Random,
): void {
  const numbers = description.variables.filter(({ levels }) => !levels);
  for (const { answers } of respondents)
    for (const own of answers.values())
      for (const { name } of numbers)
        if (name in own) own[name] = numberIn(name, own[name]!, description, random);
}

/**
 * A number of the class that counts by a value: uniform in it, and whole where all ends of classes are. A class that has no beginning
 * or no end is as wide as the one beside it; of a single cut, as wide as the cut is large, or one.
 */
export function numberIn(
  variable: string,
  value: Value,
  description: DatasetDescription,
  random: Random,
): Value {
  const classes = classesOf(variable, description);
  const at = classes.findIndex((own) => own.value === value);
  if (at < 0) return null;
  const ends = classes.flatMap(({ to }) => to ?? []);
  const widthAt = (end: number) =>
    ends.length > 1 ? ends[end + 1]! - ends[end]! : Math.max(1, Math.abs(ends[0]!));
  const from = classes[at]!.from ?? ends[0]! - widthAt(0);
  const to = classes[at]!.to ?? ends.at(-1)! + widthAt(ends.length - 2);
  if (ends.every(Number.isInteger)) return random.integer(from, to - 1);
  return from + random.uniform() * (to - from);
}
