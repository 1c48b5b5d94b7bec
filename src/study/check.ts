import { join } from "node:path";
import { type Codebook, levelNames } from "../sources/codebook.ts";
import { checkDomain, checkLevel } from "../sources/condition.ts";
import type { DatasetDescription } from "../sources/description.ts";
import { codebookOf } from "../sources/wave.ts";
import { InputError, type Place } from "../text/errors.ts";
import { suggest } from "../text/suggest.ts";
import type { Study } from "./study.ts";

/** Throws when the study names a wave, variable, level, section, unit, table or model that is not declared. */
export function checkStudy(study: Study, dataset: DatasetDescription, dataFolder: string): void {
  const codebooks = new Map(dataset.waves.map((wave) => [wave.name, codebookOf(dataset, wave)]));
  const path = join(dataFolder, "studies", study.id, "study.yaml");
  for (const figure of study.figures) {
    checkKnown("section", figure.section, [...study.sections.keys()], { ...figure.place, column: "section" });
    checkKnown("unit", figure.unit, [...study.units.keys()], { ...figure.place, column: "unit" });
    if (figure.chart !== "")
      checkKnown(
        "chart",
        figure.chart,
        study.charts.map((chart) => chart.id),
        { ...figure.place, column: "chart" },
      );
    if (!figure.estimand) continue;
    const { wave, variable, levels, domain } = figure.estimand;
    const codebook = codebookAt(codebooks, wave, { ...figure.place, column: "wave" });
    if (variable !== undefined) checkOutcome(codebook, variable, levels, figure.place);
    checkDomain(domain, codebook, { ...figure.place, column: "domain" });
  }
  for (const { id, waves, domain, outcomes } of study.tables)
    for (const wave of waves) {
      const place = { file: path, field: `tables.${id}` };
      const codebook = codebookAt(codebooks, wave, place);
      checkDomain(domain, codebook, place);
      for (const { variable, level } of outcomes)
        checkOutcome(codebook, variable, level === undefined ? [] : [level], place);
    }
  for (const { id, wave, domain, outcome, covariates, references } of study.models) {
    const place = { file: path, field: `models.${id}` };
    const codebook = codebookAt(codebooks, wave, place);
    checkDomain(domain, codebook, place);
    checkOutcome(codebook, outcome.variable, outcome.level === undefined ? [] : [outcome.level], place);
    for (const covariate of covariates)
      checkOutcome(
        codebook,
        covariate,
        [references[covariate]].flatMap((of) => of ?? []),
        place,
      );
  }
  for (const chart of study.charts)
    checkKnown(
      "table",
      chart.table,
      study.tables.map((table) => table.id),
      { file: path, field: `charts.${chart.id}` },
    );
  for (const { model: id, variable, level, versus, section, place } of study.findings) {
    checkKnown("section", section, [...study.sections.keys()], { ...place, column: "section" });
    checkKnown(
      "model",
      id,
      study.models.map((model) => model.id),
      { ...place, column: "model" },
    );
    const model = study.models.find((entry) => entry.id === id)!;
    checkKnown("covariate", variable, model.covariates, { ...place, column: "variable" });
    checkOutcome(codebooks.get(model.wave)!, variable, [level, versus], place);
  }
}

function checkKnown(what: string, value: string, known: readonly string[], place: Place): void {
  if (!known.includes(value))
    throw new InputError(`unknown ${what}`, place, { value, advice: suggest(value, known) });
}

function codebookAt(codebooks: ReadonlyMap<string, Codebook>, wave: string, place: Place): Codebook {
  checkKnown("wave", wave, [...codebooks.keys()], place);
  return codebooks.get(wave)!;
}

function checkOutcome(codebook: Codebook, variable: string, levels: readonly string[], place: Place): void {
  checkKnown("variable", variable, [...codebook.keys()], place);
  const declared = codebook.get(variable)!;
  for (const level of levels)
    checkLevel(variable, level, declared.type === "categorical" ? levelNames(declared) : [], place);
}
