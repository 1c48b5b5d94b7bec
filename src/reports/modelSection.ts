import type { ModelResult, Reproduction } from "../figures/reproduce.ts";
import { absentLevels } from "../models/results/absentLevels.ts";
import { termsOf } from "../models/results/terms.ts";
import type { ModelTable } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { absentLevelsNote } from "../text/messages/modelNotes.ts";
import { formatNumber } from "../text/numbers.ts";
import { readerOf } from "../text/reader.ts";
import { say } from "../text/words.ts";
import { type Block, heading, paragraph } from "./document.ts";
import { tableBlock } from "./formats/blocks.ts";
import { termTable } from "./modelReport.ts";
import { describeRobustness } from "./robustnessSection.ts";
import { digestNote, digestTable } from "./tables/modelDigest.ts";

/** The models of a study: some side by side, the others one by one; checks are set against what they check. */
export function describeModels(reproduction: Reproduction, language: Language): Block[] {
  const { models, study } = reproduction;
  const digested = new Set(study.modelTables.flatMap((table) => table.models));
  const alone = models.filter(({ description: { id, checks } }) => checks === undefined && !digested.has(id));
  return [
    ...alone.flatMap((model) => describeModel(model, language)),
    ...study.modelTables.flatMap((table) => describeModelTable(table, reproduction, language)),
    ...describeRobustness(reproduction, language),
  ];
}

/** Models side by side, with the reasons why some of them cannot be fitted. */
function describeModelTable(table: ModelTable, reproduction: Reproduction, language: Language): Block[] {
  const own = table.models.map((id) => reproduction.models.find(({ description }) => description.id === id)!);
  const outcomes = own.map(({ description, result }) => ({
    outcome: description.outcome.variable,
    result: "refusal" in result ? result : { model: result, terms: termsOf(result) },
  }));
  return [
    heading(3, table.title[language]),
    ...(outcomes.some(({ result }) => !("refusal" in result))
      ? [
          tableBlock(digestTable(outcomes), readerOf(language)),
          paragraph(digestNote(outcomes)[language], "faint"),
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
function describeModel({ description, result }: ModelResult, language: Language): Block[] {
  const title = heading(3, description.title[language]);
  if ("refusal" in result)
    return [title, paragraph(`${say("not computable", language)}: ${result.refusal[language]}`, "bad")];
  const count = (value: number) => formatNumber(value, 0, language);
  const size = `n = ${count(result.n)} ${say("respondents", language)} (${count(result.missing)} ${say("excluded", language)})`;
  const absent = absentLevels(result);
  return [
    title,
    tableBlock(termTable({ model: result, terms: termsOf(result) }), readerOf(language)),
    paragraph(`${size}; ${count(result.df)} ${say("freedom", language)}.`, "faint"),
    ...(absent.length > 0 ? [paragraph(absentLevelsNote(absent)[language], "faint")] : []),
  ];
}
