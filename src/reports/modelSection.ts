import type { ModelResult, Reproduction } from "../figures/reproduce.ts";
import { termsOf } from "../models/results/terms.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import type { ModelTable } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, heading, paragraph } from "./document.ts";
import { codebookAt } from "./labels.ts";
import { digestNote, modelDigest } from "./modelDigest.ts";
import { absentLevels } from "./modelReport.ts";
import { termTable } from "./modelTables.ts";
import { describeRobustness } from "./robustnessSection.ts";
import { tidyTable } from "./tidy.ts";

/** The models of a study: some side by side, the others one by one; checks are set against what they check. */
export function describeModels(reproduction: Reproduction, language: Language): Block[] {
  const { models, study } = reproduction;
  const digested = new Set(study.modelTables.flatMap((table) => table.models));
  const alone = models.filter(({ description: { id, checks } }) => checks === undefined && !digested.has(id));
  return [
    ...alone.flatMap((model) =>
      describeModel(model, codebookAt(reproduction, model.description.wave), language),
    ),
    ...study.modelTables.flatMap((table) => describeModelTable(table, reproduction, language)),
    ...describeRobustness(reproduction, language),
  ];
}

/** Models side by side, with the reasons why some of them cannot be fitted. */
function describeModelTable(table: ModelTable, reproduction: Reproduction, language: Language): Block[] {
  const own = table.models.map((id) => reproduction.models.find(({ description }) => description.id === id)!);
  const outcomes = own.map(({ description, result }) => ({
    outcome: description.outcome.variable,
    results: "refusal" in result ? undefined : { model: result, terms: termsOf(result) },
  }));
  const codebook = codebookAt(reproduction, own[0]!.description.wave);
  return [
    heading(3, table.title[language]),
    ...(outcomes.some(({ results }) => results)
      ? [
          tidyTable(modelDigest(outcomes, codebook, language), language),
          paragraph(digestNote(outcomes, language), "faint"),
        ]
      : []),
    ...own.flatMap(({ description, result }) =>
      "refusal" in result
        ? [paragraph(`${description.title[language]}: ${result.refusal[language]}`, "bad")]
        : [],
    ),
  ];
}

/** A fitted model's table, or why it cannot be fitted. */
function describeModel(
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
