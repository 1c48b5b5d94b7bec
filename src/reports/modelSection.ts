import { termsOf } from "../figures/models.ts";
import type { ModelResult } from "../figures/reproduce.ts";
import { families } from "../models/families.ts";
import type { FittedModel } from "../models/model.ts";
import type { Codebook } from "../sources/codebook.ts";
import type { Language } from "../text/language.ts";
import { formatNumber, formatPValue } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, type Cell, cell, heading, left, paragraph, right } from "./document.ts";
import { formatInterval } from "./format.ts";
import { labelIn } from "./labels.ts";

const ratioWords = { "odds ratio": "odds", "incidence-rate ratio": "rates" } as const;

/** A fitted model's table, one line per level under its variable, or why it cannot be fitted. */
export function describeModel(
  { description, result }: ModelResult,
  codebook: Codebook,
  language: Language,
): Block[] {
  const title = heading(3, description.title[language]);
  if ("refusal" in result)
    return [title, paragraph(`${say("not computable", language)}: ${result.refusal[language]}`, "bad")];
  const columns = [
    left(say("term", language)),
    right(say("estimate", language)),
    right(say("se", language)),
    right(say("p", language)),
    right(say(ratioWords[families[description.family].ratio], language)),
    right(say("interval", language)),
  ];
  const count = (value: number) => formatNumber(value, 0, language);
  const size = `n = ${count(result.n)} ${say("respondents", language)} (${count(result.missing)} ${say("excluded", language)})`;
  const freedom = `${count(result.df)} ${say("freedom", language)}`;
  return [
    title,
    { kind: "table", columns, rows: termRows(result, codebook, language) },
    paragraph(`${size}; ${freedom}.`, "faint"),
  ];
}

function termRows(model: FittedModel, codebook: Codebook, language: Language): Cell[][] {
  const number = (value: number, decimals = 3) => formatNumber(value, decimals, language);
  return termsOf(model).flatMap(({ variable, level, comparison }, at, terms) => {
    const isIntercept = level === "";
    const name = isIntercept
      ? say("intercept", language)
      : `  ${labelIn(codebook, variable, level, language)}`;
    const heads = !isIntercept && terms[at - 1]?.variable !== variable;
    const head = heads ? [[cell(labelIn(codebook, variable, "", language)), ...blanks(5)]] : [];
    if (!comparison) {
      const marks = [
        cell(say("reference", language), "faint"),
        ...blanks(2),
        cell(number(1, 2), "faint"),
        ...blanks(1),
      ];
      return [...head, [cell(name, "faint"), ...marks]];
    }
    const { estimate, se, p, exp } = comparison;
    const ratio = [cell(number(exp.estimate, 2)), cell(formatInterval(exp.low, exp.high, 2, language))];
    return [
      ...head,
      [cell(name), cell(number(estimate)), cell(number(se)), cell(formatPValue(p, language)), ...ratio],
    ];
  });
}

const blanks = (count: number): Cell[] => Array.from({ length: count }, () => cell(""));
