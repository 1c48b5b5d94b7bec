import type { ModelResult } from "../figures/models.ts";
import type { Reproduction } from "../figures/reproduce.ts";
import type { FittedModel } from "../models/fit/model.ts";
import { absentLevels } from "../models/results/absentLevels.ts";
import type { ModelTable } from "../study/study.ts";
import { titled } from "../text/language.ts";
import { absentLevelsNote } from "../text/messages/modelNotes.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { tableBlock } from "./formats/blocks.ts";
import { type Block, heading, paragraph } from "./formats/document.ts";
import { termTable } from "./modelReport.ts";
import { footnoteBlocks, modelFootnotes } from "./notes/footnotes.ts";
import { digestNote, digestTable } from "./tables/modelDigest.ts";
import { checkTable, disagreementTable } from "./tables/studyModelColumns.ts";

/** The models that a table shows side by side. */
export const modelsOf = (table: ModelTable, models: readonly ModelResult[]): ModelResult[] =>
  table.models.map((id) => models.find(({ description }) => description.id === id)!);

/** How many respondents a model rests on, and its degrees of freedom. */
export const sizeOf = (
  { n, missing, df }: Pick<FittedModel, "n" | "missing" | "df">,
  { say, number, language }: Reader,
): string =>
  `n = ${number(n)} ${say(words.respondents)} (${number(missing)} ${say(words.excluded)})${language === "fr" ? " ;" : ";"} ${number(df)} ${say(words.freedom)}.`;

/** The models of a study that stand alone: those that no table shows, and that check no other. */
export function modelsAlone({ models, study }: Pick<Reproduction, "models" | "study">): ModelResult[] {
  const digested = new Set(study.modelTables.flatMap((table) => table.models));
  return models.filter(({ description: { id, checks } }) => checks === undefined && !digested.has(id));
}

/** The models of a study: some side by side, the others one by one; checks are set against what they check. */
export function modelBlocks(reproduction: Reproduction, reader: Reader): Block[] {
  return [
    ...modelsAlone(reproduction).flatMap((model) => blocksOfModel(model, reproduction, reader)),
    ...reproduction.study.modelTables.flatMap((table) => blocksOfModelTable(table, reproduction, reader)),
    ...robustnessBlocks(reproduction, reader),
  ];
}

/** Models side by side, with the reasons why some of them cannot be fitted. */
function blocksOfModelTable(table: ModelTable, reproduction: Reproduction, reader: Reader): Block[] {
  const { say, language } = reader;
  const own = modelsOf(table, reproduction.models);
  const outcomes = own.map(({ description, result, terms }) => ({
    outcome: description.outcome.variable,
    result: "refusal" in result ? result : { model: result, terms },
  }));
  return [
    heading(3, say(table.title)),
    ...(outcomes.some(({ result }) => !("refusal" in result))
      ? [tableBlock(digestTable(outcomes), reader), paragraph(say(digestNote(outcomes)), "faint")]
      : []),
    ...own.flatMap(({ description, result }) =>
      "refusal" in result
        ? [paragraph(titled(say(description.title), say(result.refusal), language), "bad")]
        : [],
    ),
    ...footnoteBlocks(modelFootnotes(table, own, reproduction), reader),
  ];
}

/** A fitted model's table, or why it cannot be fitted. */
function blocksOfModel(own: ModelResult, reproduction: Reproduction, reader: Reader): Block[] {
  const { description, result, terms } = own;
  const { say, language } = reader;
  const title = heading(3, say(description.title));
  if ("refusal" in result)
    return [title, paragraph(titled(say(words["not computable"]), say(result.refusal), language), "bad")];
  const absent = absentLevels(result);
  return [
    title,
    tableBlock(termTable({ model: result, terms }), reader),
    paragraph(sizeOf(result, reader), "faint"),
    ...(absent.length > 0 ? [paragraph(say(absentLevelsNote(absent)), "faint")] : []),
    ...footnoteBlocks(modelFootnotes(description, [own], reproduction), reader),
  ];
}

/** The models beside the models that check them: how often they disagree, and on which coefficients. */
function robustnessBlocks(reproduction: Reproduction, reader: Reader): Block[] {
  const { checks } = reproduction;
  if (checks.length === 0) return [];
  return [
    heading(3, reader.say(words.robustness)),
    paragraph(reader.say(words.robustnessNote), "faint"),
    tableBlock(checkTable(reproduction), reader),
    paragraph(""),
    tableBlock(disagreementTable(reproduction), reader),
  ];
}
