import type { ModelResult } from "../../figures/models.ts";
import type { Reproduction } from "../../figures/reproduce.ts";
import type { ModelTable } from "../../study/study.ts";
import { titled } from "../../text/language.ts";
import { pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { forestName } from "../forestChart.ts";
import { termTable } from "../modelReport.ts";
import { modelsAlone, modelsOf } from "../modelSection.ts";
import { footnoteLines, modelFootnotes } from "../notes/footnotes.ts";
import { modelCode, modelCommand } from "../recipes.ts";
import { digestNote, digestTable } from "../tables/modelDigest.ts";
import { checkTable, disagreementTable } from "../tables/studyModelColumns.ts";
import { type Html, html } from "./html.ts";
import { picture } from "./picture.ts";
import { code, definitions, fold, lines, tableHtml } from "./tables.ts";

/** The address of a model on the page. */
export const modelAddress = (id: string): string => `model-${id}`;

/** The models of a study: those of its tables side by side and one by one, the others, and how far checks agree. */
export function modelsHtml(
  reproduction: Reproduction,
  charts: ReadonlyMap<string, string>,
  reader: Reader,
): Html {
  const { say } = reader;
  const { study, models } = reproduction;
  const one = (model: ModelResult) => modelHtml(model, reproduction, reader);
  /** The forest plot of one model or several under their title, which the plot shows where there is one. */
  const headed = (
    address: string,
    { id, title }: Pick<ModelTable, "id" | "title">,
    footnotes: readonly string[],
  ) => {
    const svg = charts.get(forestName(id));
    if (svg === undefined) return html`<h3 id="${address}">${say(title)}</h3>`;
    const told = { title: say(title), description: footnotes.join(" ") };
    return html`<h3 class="hidden" id="${address}">${say(title)}</h3>
<figure>${picture(svg, forestName(id), told, reader)}</figure>`;
  };
  return html`${lines([say(words.modelMethod)])}
${modelsAlone(reproduction).map(
  (
    model,
  ) => html`${headed(modelAddress(model.description.id), model.description, footnoteLines(modelFootnotes(model.description, [model], reproduction), reader))}
${one(model)}\n`,
)}
${study.modelTables.map(
  (
    table,
  ) => html`${headed(`models-${table.id}`, table, footnoteLines(modelFootnotes(table, modelsOf(table, models), reproduction), reader))}
${digestHtml(table, reproduction, reader)}
${modelsOf(table, models).map((model) => html`<h4 id="${modelAddress(model.description.id)}">${say(model.description.title)}</h4>\n${one(model)}\n`)}`,
)}
${robustnessHtml(reproduction, reader)}`;
}

function modelHtml(model: ModelResult, reproduction: Reproduction, reader: Reader): Html {
  const { description, result, terms } = model;
  const { say, number, language } = reader;
  if ("refusal" in result)
    return html`<p class="bad">${titled(say(words["not computable"]), say(result.refusal), language)}</p>`;
  const footnotes = footnoteLines(modelFootnotes(description, [model], reproduction), reader);
  const size = `n = ${number(result.n)} ${say(words.respondents)} (${number(result.missing)} ${say(words.excluded)})`;
  const recompute = modelCommand(model, reproduction);
  return html`${fold(
    say(pageWords.belowForest),
    tableHtml({ ...termTable({ model: result, terms }), title: description.title }, reader),
    lines([`${size} · ${number(result.df)} ${say(words.freedom)}`, ...footnotes], "small"),
    definitions([
      [say(pageWords.command), recompute === undefined ? undefined : code(recompute)],
      [say(pageWords.withR), code(modelCode(model))],
    ]),
  )}`;
}

/** Models side by side. */
function digestHtml(table: ModelTable, reproduction: Reproduction, reader: Reader): Html {
  const own = modelsOf(table, reproduction.models);
  const outcomes = own.map(({ description, result, terms }) => ({
    outcome: description.outcome.variable,
    result: "refusal" in result ? result : { model: result, terms },
  }));
  if (own.length < 2 || outcomes.every(({ result }) => "refusal" in result)) return html``;
  return html`${tableHtml({ ...digestTable(outcomes), title: table.title }, reader)}
${lines([reader.say(digestNote(outcomes)), ...footnoteLines(modelFootnotes(table, own, reproduction), reader)], "small")}`;
}

function robustnessHtml(reproduction: Reproduction, reader: Reader): Html {
  const { say } = reader;
  if (reproduction.checks.length === 0) return html``;
  return html`<h3>${say(words.robustness)}</h3>
${lines([say(words.robustnessNote)])}
${tableHtml(checkTable(reproduction), reader)}
${fold(say(words.disagreement), tableHtml({ ...disagreementTable(reproduction), title: words.disagreement }, reader))}`;
}
