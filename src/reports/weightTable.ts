import type { Dataset } from "../sources/datasets/dataset.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { summariseWeights } from "../weights/diagnosis.ts";
import { type Block, cell, left, right } from "./document.ts";

/** The weights of each wave: their sum, their extremes and what their inequality costs. */
export function weightTable({ waves }: Dataset, language: Language): Block {
  const number = (value: number, decimals: number) => cell(formatNumber(value, decimals, language));
  return {
    kind: "table",
    columns: [
      left(say("wave", language)),
      right(say("respondents", language)),
      right(say("sumOfWeights", language)),
      right(say("smallest", language)),
      right(say("largest", language)),
      right(say("kish", language)),
    ],
    rows: [...waves.values()].map(({ name, weights }) => {
      const { rows, sum, mean, min, max, kish } = summariseWeights(weights);
      return [
        cell(name),
        number(rows, 0),
        number(sum, 0),
        number(min / mean, 2),
        number(max / mean, 2),
        number(kish, 2),
      ];
    }),
  };
}
