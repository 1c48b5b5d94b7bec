import type { Reproduction, TableResult } from "../figures/reproduce.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, cell, heading, left, right } from "./document.ts";
import { formatInterval } from "./format.ts";
import { codebookAt, labelIn } from "./labels.ts";

/** A study's table: outcomes in rows, under their variables where there are several with all levels; waves in columns. */
export function describeTable(
  { description, rows }: TableResult,
  reproduction: Reproduction,
  language: Language,
): Block[] {
  const { waves, outcomes } = description;
  const whole = outcomes.some(({ level }) => level === undefined);
  const several = whole && outcomes.length > 1;
  const codebook = codebookAt(reproduction, waves.at(-1)!);
  const label = (variable: string, level: string) => labelIn(codebook, variable, level, language);
  const lines = new Map(rows.map((row) => [`${row.variable}\0${row.level}`, row]));
  return [
    heading(3, description.title[language]),
    {
      kind: "table",
      columns: [
        left(several ? say("variable", language) : ""),
        ...(several ? [left(say("level", language))] : []),
        ...waves.flatMap((wave) => [right(wave), right(say("interval", language)), right("n")]),
      ],
      rows: [...lines.values()].map(({ variable, level }, at, all) => [
        ...(several ? [cell(all[at - 1]?.variable === variable ? "" : label(variable, ""))] : []),
        cell(label(variable, whole ? level : "")),
        ...waves.flatMap((wave) => {
          const result = rows.find(
            (row) => row.wave === wave && row.variable === variable && row.level === level,
          )?.result;
          if (!result || "reason" in result)
            return [cell(result?.reason[language] ?? "", "faint"), cell(""), cell("")];
          return [
            cell(formatNumber(result.computed, 1, language)),
            cell(formatInterval(result.low, result.high, 1, language)),
            cell(formatNumber(result.n, 0, language), "faint"),
          ];
        }),
      ]),
    },
  ];
}
