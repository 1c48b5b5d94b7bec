import { type Codebook, levelNames } from "../../sources/tables/codebook.ts";
import type { Label } from "../../text/language.ts";
import {
  countUntold,
  deviationUntold,
  domainUntold,
  intervalUntold,
  modelLacking,
  outcomeLacking,
  partUnfit,
  quantityLacking,
  termLacking,
  unitUnfit,
  waveLacking,
  yearForeign,
} from "../../text/messages/publishedWorkbooks.ts";
import { type Domain, isOneOf } from "../domain.ts";
import type { Estimand } from "../figures.ts";
import type { Study } from "../study.ts";
import { type CellMeaning, levelLackingOf, type Untold } from "./cellMeaning.ts";
import { type Quantity, quantityIn, type SaidPart } from "./parts.ts";
import type { CellMeasure } from "./publishedCells.ts";
import type { TableMeaning } from "./tableMeaning.ts";
import type { TitleWords } from "./titleWords.ts";
import type { Meaning } from "./vocabulary.ts";

/** What a part of a cell measures, or why that cannot be told. */
export type MeasureOf = (part: SaidPart) => CellMeasure | Untold;

/** A table of the workbook, with what is known of it and of its study. */
export interface KnownTable {
  readonly meaning: TableMeaning;
  readonly title: string;
  readonly words: TitleWords;
  readonly study: Study;
  readonly codebooks: ReadonlyMap<string, Codebook>;
}

/** What stands around a number besides its labels: its unit, and the quantity that another column names. */
export interface Around {
  readonly unit: string;
  readonly nearby: Quantity | undefined;
}

const untold = (reason: Label, label = ""): Untold => ({ reason, label });

/** Whether a table may have a label of this meaning. */
export function admittedBy({ outcomes, by, models, waves }: TableMeaning, study: Study) {
  const covariates = study.models
    .filter(({ id }) => models.includes(id))
    .flatMap((model) => model.covariates);
  const variables =
    models.length > 0 ? covariates : by && [...outcomes.map(({ variable }) => variable), ...by];
  return ({ variable, model, wave }: Meaning): boolean =>
    (variable === undefined || variables === undefined || variables.includes(variable)) &&
    (model === undefined || models.includes(model)) &&
    (wave === undefined || waves.length === 0 || waves.includes(wave));
}

/** What the cells of these labels measure. */
export const measuresOf = (table: KnownTable, said: CellMeaning, around: Around): MeasureOf | Untold =>
  table.meaning.models.length > 0 ? termMeasures(table, said, around) : estimateMeasures(table, said, around);

function estimateMeasures(
  { meaning, words, codebooks }: KnownTable,
  said: CellMeaning,
  { unit }: Around,
): MeasureOf | Untold {
  const [wave, otherWave] = said.wave ? [said.wave] : meaning.waves.filter(isOfYears(words));
  if (wave === undefined && meaning.waves.length > 0) return yearForeignIn(words);
  if (wave === undefined || otherWave) return untold(waveLacking);
  const isOutcome = (variable: string) => meaning.outcomes.some((own) => own.variable === variable);
  const outcomes = said.variables.filter(({ variable }) => isOutcome(variable));
  const [
    outcome = outcomes.length === 0 && meaning.outcomes.length === 1 ? meaning.outcomes[0] : undefined,
    other,
  ] = outcomes;
  if (!outcome || other) return untold(outcomeLacking);
  const { variable } = outcome;
  const isNumber = codebooks.get(wave)?.get(variable)?.type === "numeric";
  const declared = meaning.outcomes.find((own) => own.variable === variable)!.level;
  const all = said.row === "everybody" ? levelsOf(codebooks.get(wave), variable) : [];
  const named = "levels" in outcome ? outcome.levels : undefined;
  const levels = named ?? (declared === undefined ? all : [declared]);
  if (!isNumber && levels.length === 0) return levelLackingOf(variable);
  let { domain } = meaning;
  if (words.restriction && !domain && !meaning.isOfAll) return untold(domainUntold, words.restriction);
  for (const { variable: name, levels: own, isHeading } of said.variables) {
    if (isOutcome(name) || (!own && isHeading && said.row)) continue;
    if (!own) return levelLackingOf(name);
    domain = both(domain, isOneOf(name, own));
  }
  const statistic = isNumber ? "mean" : "percent";
  const estimand: Estimand = { statistic, wave, variable, levels: isNumber ? [] : levels, domain };
  return (part) => {
    if (part === "p" || part === "stars") return untold(partUnfit);
    if (part === "interval") return untold(intervalUntold);
    if (part === "deviation" && isNumber) return untold(deviationUntold);
    // The number of those who have a level is another than that of those who answered.
    if (part === "n" && named) return untold(countUntold);
    if (!units[part === "n" ? "n" : statistic].test(unit)) return untold(unitUnfit, unit);
    return { of: "estimand", estimand, part: part === "deviation" ? "se" : part };
  };
}

const percent = "%|pour ?cents?|pourcentages?|per ?cent|percentages?";
const large = "\\p{L}*illi(?:ers?|ons?|ards?)|thousands?|k€|m€";

/** The units that numbers may have: percentages in points are differences, those in thousands are counts. */
const units = {
  percent: new RegExp(`^(?:$|(?:${percent})(?!\\p{L}))`, "iu"),
  mean: new RegExp(`^(?!(?:${percent}|${large})(?!\\p{L}))`, "iu"),
  n: new RegExp(`^(?!(?:${large})(?!\\p{L}))`, "iu"),
};
const inPoints = new RegExp(`^(?:${percent}|points?)(?!\\p{L})`, "iu");

/** Whether a title may be of a wave; one that names no year may. */
const isOfYears =
  ({ years }: TitleWords) =>
  (wave: string) =>
    years.length === 0 || !/^\d{4}$/.test(wave) || years.includes(wave);

const yearForeignIn = ({ years }: TitleWords) => untold(yearForeign, years.join(", "));

/** All levels, of which a total is. */
function levelsOf(codebook: Codebook | undefined, variable: string): string[] {
  const declared = codebook?.get(variable);
  return declared?.type === "categorical" ? levelNames(declared) : [];
}

const both = (left: Domain, right: NonNullable<Domain>): Domain =>
  left ? { kind: "binary", operator: "and", sides: [left, right] } : right;

function termMeasures(
  { meaning, title, words, study, codebooks }: KnownTable,
  said: CellMeaning,
  { unit, nearby }: Around,
): MeasureOf | Untold {
  const named = study.models.filter(({ id }) => (said.model ? [said.model] : meaning.models).includes(id));
  const isOfWave = said.wave ? (wave: string) => wave === said.wave : isOfYears(words);
  const [model, otherModel] = named.filter(({ wave }) => isOfWave(wave));
  if (!model) return said.wave ? untold(yearForeign, said.wave) : yearForeignIn(words);
  if (otherModel) return untold(modelLacking);
  if (words.restriction && !model.domain && !meaning.isOfAll) return untold(domainUntold, words.restriction);
  const { id, wave } = model;
  if (said.part === "n")
    return () => (units.n.test(unit) ? { of: "model", model: id, part: "n" } : untold(unitUnfit, unit));
  const [own, other] = said.variables.filter(({ levels }) => levels || !said.row);
  if (other || (!own && said.row !== "intercept")) return untold(termLacking);
  const isNumber = own !== undefined && codebooks.get(wave)?.get(own.variable)?.type === "numeric";
  if (own && !isNumber && own.levels?.length !== 1) return levelLackingOf(own.variable);
  const quantity = said.quantity ?? meaning.quantity ?? nearby ?? quantityIn(title);
  if (quantity === undefined) return untold(quantityLacking);
  const isScaled = inPoints.test(unit);
  if (isScaled && quantity !== "effect") return untold(unitUnfit, unit);
  const scale = isScaled || (quantity === "effect" && /\bpoints?\b/i.test(title)) ? 100 : 1;
  return (part) => {
    if (part === "n") return untold(partUnfit);
    if (part === "interval") return untold(intervalUntold);
    return {
      of: "term",
      model: id,
      variable: own?.variable ?? "",
      level: own?.levels?.[0] ?? "",
      quantity,
      scale,
      part: part === "deviation" ? "se" : part,
    };
  };
}
