import type { Observation } from "../../sources/layout/sheetTables.ts";
import { type Codebook, levelNames } from "../../sources/tables/codebook.ts";
import {
  modelLacking,
  outcomeLacking,
  partUnfit,
  quantityLacking,
  termLacking,
  waveLacking,
} from "../../text/messages/publishedWorkbooks.ts";
import { type Domain, isOneOf } from "../domain.ts";
import type { Estimand } from "../figures.ts";
import type { Study } from "../study.ts";
import { type CellMeaning, levelLackingOf, type Untold } from "./cellMeaning.ts";
import { type Part, type Quantity, quantityIn } from "./parts.ts";
import type { CellMeasure } from "./publishedCells.ts";
import type { TableMeaning } from "./tableMeaning.ts";
import type { Meaning } from "./vocabulary.ts";

/** What a part of a cell measures, or why that cannot be told. */
export type MeasureOf = (part: Part | "interval") => CellMeasure | Untold;

const untold = (reason: Untold["reason"]): Untold => ({ reason, label: "" });

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

/** What the cells of these labels measure in a table of estimates. */
export function estimateMeasures(
  meaning: TableMeaning,
  said: CellMeaning,
  codebooks: ReadonlyMap<string, Codebook>,
): MeasureOf | Untold {
  const wave = said.wave ?? (meaning.waves.length === 1 ? meaning.waves[0] : undefined);
  if (wave === undefined) return untold(waveLacking);
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
  for (const { variable: name, levels: own, isHeading } of said.variables) {
    if (isOutcome(name) || (isHeading && !own)) continue;
    if (!own) return levelLackingOf(name);
    domain = both(domain, isOneOf(name, own));
  }
  const estimand: Estimand = {
    statistic: isNumber ? "mean" : "percent",
    wave,
    variable,
    levels: isNumber ? [] : levels,
    domain,
  };
  return (part) =>
    part === "p" || part === "stars" || part === "interval"
      ? untold(partUnfit)
      : { of: "estimand", estimand, part };
}

/** All levels, of which a total is. */
function levelsOf(codebook: Codebook | undefined, variable: string): string[] {
  const declared = codebook?.get(variable);
  return declared?.type === "categorical" ? levelNames(declared) : [];
}

const both = (left: Domain, right: NonNullable<Domain>): Domain =>
  left ? { kind: "binary", operator: "and", sides: [left, right] } : right;

/** What the cells of these labels measure in a table of models; `nearby` is the quantity that another column names. */
export function termMeasures(
  meaning: TableMeaning,
  said: CellMeaning,
  { models }: Study,
  codebooks: ReadonlyMap<string, Codebook>,
  title: string,
  { unit }: Observation,
  nearby: Quantity | undefined,
): MeasureOf | Untold {
  const id = said.model ?? (meaning.models.length === 1 ? meaning.models[0] : undefined);
  if (id === undefined) return untold(modelLacking);
  if (said.part === "n") return () => ({ of: "model", model: id, part: "n" });
  const { wave } = models.find((model) => model.id === id)!;
  const [own, other] = said.variables.filter(({ levels, isHeading }) => levels || !isHeading);
  if (other || (!own && said.row !== "intercept")) return untold(termLacking);
  const isNumber = own !== undefined && codebooks.get(wave)?.get(own.variable)?.type === "numeric";
  if (own && !isNumber && own.levels?.length !== 1) return levelLackingOf(own.variable);
  const quantity = said.quantity ?? meaning.quantity ?? nearby ?? quantityIn(title);
  if (quantity === undefined) return untold(quantityLacking);
  const isInPoints = quantity === "effect" && (/^(?:%|points?\b)/i.test(unit) || /\bpoints?\b/i.test(title));
  return (part) =>
    part === "n" || part === "interval"
      ? untold(partUnfit)
      : {
          of: "term",
          model: id,
          variable: own?.variable ?? "",
          level: own?.levels?.[0] ?? "",
          quantity,
          scale: isInPoints ? 100 : 1,
          part,
        };
}
