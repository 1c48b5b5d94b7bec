import type { Column } from "./columns.ts";

/** Codes that stand apart from the answers of a column, as those of missing answers do. */
export interface CodesApart {
  readonly codes: readonly string[];
  /** Whether they are far from few other codes; else they may be answers too. */
  readonly areLikely: boolean;
}

const usual = new Set([
  ...[7, 8, 9, 77, 88, 97, 98, 99, 777, 888, 997, 998, 999, 9997, 9998, 9999, 99998, 99999, 999998, 999999],
  ...[-1, -2, -7, -8, -9, -77, -88, -98, -99, -888, -998, -999, -9999],
]);

/** A coded question has so few answers, and none is larger. */
const [mostAnswers, largestAnswer] = [12, 20];
/** So far is a missing code from the largest answer where it is likely one. */
const likelyGap = 3;
/** And so much larger than numbers that are no codes. */
const largerThanNumbers = 1.15;

/** The usual codes of missing answers that stand apart from the rest of a column of whole numbers: below 0, or above a gap. */
export function codesApart({ numbers }: Pick<Column, "numbers">): CodesApart | undefined {
  const values = [...new Set(numbers)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (!values.every(Number.isInteger)) return undefined;
  const negative = values.filter((value) => value < 0);
  const low = negative.every((value) => usual.has(value)) ? negative.length : 0;
  let high = values.length;
  while (high > low && values[high - 1]! > 0 && usual.has(values[high - 1]!)) high--;
  // What follows on an answer is an answer itself, such as 9 after 8.
  while (high > low && high < values.length && values[high]! - values[high - 1]! < 2) high++;
  const answers = values.slice(low, high);
  const codes = [...values.slice(0, low), ...values.slice(high)];
  const largest = answers.at(-1);
  if (largest === undefined || codes.length === 0) return undefined;
  const isCoded =
    answers.length > 1 && answers.length <= mostAnswers && answers[0]! >= 0 && largest <= largestAnswer;
  const gap = (values[high] ?? Number.POSITIVE_INFINITY) - largest;
  if (!isCoded && gap < (largerThanNumbers - 1) * largest) return undefined;
  return { codes: codes.map(String), areLikely: isCoded && gap >= likelyGap };
}
