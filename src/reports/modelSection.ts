import type { ModelResult } from "../figures/reproduce.ts";
import { termsOf } from "../models/terms.ts";
import type { Codebook } from "../sources/codebook.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, heading, paragraph } from "./document.ts";
import { absentLevels } from "./modelReport.ts";
import { termTable } from "./modelTables.ts";
import { tidyTable } from "./tidy.ts";

/** A fitted model's table, or why it cannot be fitted. */
export function describeModel(
  { description, result }: ModelResult,
  codebook: Codebook,
  language: Language,
): Block[] {
  const title = heading(3, description.title[language]);
  if ("refusal" in result)
    return [title, paragraph(`${say("not computable", language)}: ${result.refusal[language]}`, "bad")];
  const count = (value: number) => formatNumber(value, 0, language);
  const size = `n = ${count(result.n)} ${say("respondents", language)} (${count(result.missing)} ${say("excluded", language)})`;
  const absent = absentLevels(result);
  return [
    title,
    tidyTable(termTable(result, termsOf(result), codebook, language), language),
    paragraph(`${size}; ${count(result.df)} ${say("freedom", language)}.`, "faint"),
    ...(absent.length > 0
      ? [paragraph(`${say("absentLevels", language)} ${absent.join("; ")}.`, "faint")]
      : []),
  ];
}
