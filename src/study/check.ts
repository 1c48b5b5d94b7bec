import type { DatasetDescription } from "../sources/datasets/description.ts";
import type { Needed } from "../sources/datasets/restrict.ts";
import { codebookOf } from "../sources/datasets/wave.ts";
import { type Codebook, levelNames } from "../sources/tables/codebook.ts";
import { InputError, type Place } from "../text/errors.ts";
import {
  changeOfTwoWaves,
  levelUndeclared,
  noWaveDeclared,
  sameId,
  setsWithoutPattern,
  type UnknownThing,
  unknownLevel,
  unknownName,
  unlikeFigures,
} from "../text/messages/studies.ts";
import { type Domain, levelsInDomain, parseDomain } from "./domain.ts";
import { type Estimand, wavesOf } from "./figures.ts";
import { type Contrast, isContrast, namedLevels } from "./operands.ts";
import { type ChartDescription, measureOf, placeholder, type Reading, type Study } from "./study.ts";
import type { PublishedCell } from "./workbook/publishedCells.ts";

/** A variable of a wave that is used, with the levels that are named. */
export interface LevelNeed {
  readonly wave: string;
  readonly variable: string;
  readonly levels: readonly string[];
}

/** What a study uses, and where it does. */
interface Need extends LevelNeed {
  readonly place: Place;
}

/** Throws when the study names a wave, variable, level, section, unit, table or model that is not declared. */
export function checkStudy(study: Study): void {
  const file = study.path;
  for (const { section, unit, chart, place } of study.figures) {
    checkKnown("section", section, [...study.sections.keys()], { ...place, column: "section" });
    checkKnown("unit", unit, [...study.units.keys()], { ...place, column: "unit" });
    if (chart !== "") checkKnown("chart", chart, idsOf(study.charts), { ...place, column: "chart" });
  }
  for (const { id, table } of study.charts)
    checkKnown("table", table, idsOf(study.tables), { file, field: `charts.${id}` });
  for (const { id, models } of study.modelTables)
    for (const model of models)
      checkKnown("model", model, idsOf(study.models), { file, field: `model_tables.${id}` });
  for (const { id, place, measure } of study.operands) {
    if (idsOf(study.figures).includes(id))
      throw new InputError(sameId, { ...place, column: "id" }, { value: id });
    if (isContrast(measure)) checkContrast(study, measure, place);
  }
  for (const finding of study.findings) {
    const { model, first, second, section, place } = finding;
    checkKnown("section", section, [...study.sections.keys()], { ...place, column: "section" });
    if (model === "") checkCompared(study, [first!, second!], place);
    else checkContrast(study, finding, place);
  }
  const codebooks = codebooksOf(study.declaration);
  for (const { wave, variable, levels, place } of needsOf(study, file)) {
    checkKnown("wave", wave, [...codebooks.keys()], place);
    const codebook = codebooks.get(wave)!;
    checkKnown("variable", variable, [...codebook.keys()], place);
    const known = levelsIn(codebook, variable);
    for (const level of levels)
      if (!known.includes(level))
        throw new InputError(unknownLevel(variable, level, known), place, { value: level });
  }
  for (const chart of study.charts) {
    if (chart.type === "combinations") checkSets(study, chart);
    if (chart.type === "change") checkChange(study, chart);
  }
  checkReadings(study, codebooks);
  checkWorkbook(study, codebooks);
  checkAlternatives(study);
}

/** Throws when an alternative names a variable that the dataset's files lack, or a level that it has not. */
function checkAlternatives({ path: file, alternatives, declaration }: Study): void {
  for (const { id, published } of alternatives)
    for (const [variable, levels] of Object.entries(published)) {
      const place = { file, field: `alternatives.${id}` };
      const asked = declaration.variables.filter((own) => own.levels);
      checkKnown(
        "variable",
        variable,
        asked.map((own) => own.name),
        place,
      );
      const known = asked.find((own) => own.name === variable)!.levels!.map((level) => level.name);
      for (const level of levels)
        if (!known.includes(level))
          throw new InputError(unknownLevel(variable, level, known), place, { value: level });
    }
}

/** Throws when what is declared of the publisher's workbook names what the study or its dataset lacks. */
function checkWorkbook(study: Study, codebooks: ReadonlyMap<string, Codebook>): void {
  const { path: file, workbook, tables, models } = study;
  const variables = new Map([...codebooks.values()].flatMap((codebook) => [...codebook]));
  const checkNames = (variable: string, levels: readonly string[], place: Place) => {
    checkKnown("variable", variable, [...variables.keys()], place);
    const known = levelsIn(variables, variable);
    for (const level of levels)
      if (!known.includes(level))
        throw new InputError(unknownLevel(variable, level, known), place, { value: level });
  };
  for (const { text, variable, level = [], wave, model } of workbook.labels) {
    const place = { file, field: `workbook.labels.${text[0]}` };
    if (variable !== undefined) checkNames(variable, level, place);
    if (wave !== undefined) checkKnown("wave", wave, [...codebooks.keys()], place);
    if (model !== undefined) checkKnown("model", model, idsOf(models), place);
  }
  for (const {
    title,
    table,
    outcomes = [],
    by = [],
    models: own = [],
    waves = [],
    domain,
  } of workbook.tables) {
    const place = { file, field: `workbook.tables.${title[0]}` };
    if (table !== undefined) checkKnown("table", table, idsOf(tables), place);
    for (const wave of waves) checkKnown("wave", wave, [...codebooks.keys()], place);
    for (const { variable, level } of outcomes)
      checkNames(variable, level === undefined ? [] : [level], place);
    for (const variable of by) checkNames(variable, [], place);
    for (const { variable, levels } of levelsInDomain(parseDomain(domain ?? "", place)))
      checkNames(variable, levels, place);
    for (const model of own) checkKnown("model", model, idsOf(models), place);
  }
}

/** Throws when a sentence reads a number that its table or model has not. */
function checkReadings(study: Study, codebooks: ReadonlyMap<string, Codebook>): void {
  const file = study.path;
  for (const { id, waves, outcomes, reading } of study.tables) {
    if (!reading) continue;
    const place = { file, field: `tables.${id}.reading` };
    const names = outcomes.map(({ variable }) => variable);
    const { variable = names[0]! } = reading;
    checkKnown("variable", variable, names, place);
    const known = outcomes
      .filter((own) => own.variable === variable)
      .flatMap(({ level }) => level ?? levelsIn(codebooks.get(waves[0]!)!, variable));
    checkSentence(reading, known, waves, variable, place);
  }
  const ofModels = [
    ...study.models.map((model) => ({ ...model, models: [model.id], field: `models.${model.id}.reading` })),
    ...study.modelTables.map((table) => ({ ...table, field: `model_tables.${table.id}.reading` })),
  ];
  for (const { models, reading, field } of ofModels) {
    if (!reading) continue;
    const place = { file, field };
    const id = reading.model ?? models[0]!;
    checkKnown("model", id, models, place);
    const { wave, covariates } = study.models.find((model) => model.id === id)!;
    checkKnown("covariate", reading.variable, covariates, place);
    const known = levelsIn(codebooks.get(wave)!, reading.variable);
    checkSentence(reading, known, ["ratio", "interval"], reading.variable, place);
  }
}

function checkSentence(
  reading: Reading,
  levels: readonly string[],
  values: readonly string[],
  variable: string,
  place: Place,
): void {
  const { level } = reading;
  if (level !== undefined && !levels.includes(level))
    throw new InputError(unknownLevel(variable, level, levels), place, { value: level });
  for (const text of [reading.fr, reading.en])
    for (const [, name] of text.matchAll(placeholder)) checkKnown("placeholder", name!, values, place);
}

/** Throws when a contrast names a model that the study lacks, or a variable that the model does. */
function checkContrast({ models }: Study, { model, variable }: Contrast, place: Place): void {
  checkKnown("model", model, idsOf(models), { ...place, column: "model" });
  const { covariates } = models.find(({ id }) => id === model)!;
  checkKnown("covariate", variable, covariates, { ...place, column: "variable" });
}

/** Throws when figures or operands are not known, not estimated, or not of one kind: contrasts are of one wave and link. */
function checkCompared(study: Study, pair: readonly [string, string], place: Place): void {
  const { figures, operands, models } = study;
  const estimated = figures.filter(
    ({ estimand }) => estimand && ["percent", "count", "mean"].includes(estimand.statistic),
  );
  const kinds = pair.map((id, at) => {
    const known = [...idsOf(estimated), ...idsOf(operands)];
    checkKnown("estimatedFigure", id, known, { ...place, column: at === 0 ? "first" : "second" });
    const measure = measureOf(study, id);
    if (!isContrast(measure))
      return [measure.statistic, measure.statistic === "mean" ? measure.variable : ""].join("\t");
    const { wave, family } = models.find((own) => own.id === measure.model)!;
    return [wave, family].join("\t");
  });
  if (kinds[0] !== kinds[1])
    throw new InputError(unlikeFigures, { ...place, column: "second" }, { value: pair[1] });
}

/** Throws when the sets of a chart of combinations are not those of the pattern that its table is of. */
function checkSets(
  { path: file, tables, declaration }: Study,
  { id, table, sets = [] }: ChartDescription,
): void {
  const place = { file, field: `charts.${id}` };
  const { variable } = tables.find((own) => own.id === table)!.outcomes[0]!;
  const recipe = declaration.derived.find(({ name }) => name === variable)?.recipe;
  if (recipe?.kind !== "pattern") throw new InputError(setsWithoutPattern, place, { value: variable });
  for (const set of sets) checkKnown("set", set, recipe.of, place);
}

/** Throws when a chart of changes is not of one percentage a variable in two waves. */
function checkChange({ path: file, tables }: Study, { id, table }: ChartDescription): void {
  const { waves, outcomes } = tables.find((own) => own.id === table)!;
  if (waves.length !== 2 || outcomes.some(({ level }) => level === undefined))
    throw new InputError(changeOfTwoWaves, { file, field: `charts.${id}` }, { value: table });
}

/**
 * Throws when a researcher's dataset has none of the study's waves, or declares a variable of the study without a level
 * that the study names. A variable that it does not declare at all makes what needs it not computable, and no error.
 */
export function checkLevels(
  study: Study,
  dataset: DatasetDescription,
  cells: readonly PublishedCell[] = [],
): void {
  checkNeeds([...needsOf(study, ""), ...needsOfCells(cells)], dataset);
}

/** The same for what is needed of a dataset, whoever needs it. */
export function checkNeeds(needs: readonly LevelNeed[], dataset: DatasetDescription): void {
  const codebooks = codebooksOf(dataset);
  const waves = [...new Set(needs.map(({ wave }) => wave))];
  if (waves.length > 0 && !waves.some((wave) => codebooks.has(wave)))
    throw new InputError(noWaveDeclared(waves), { file: dataset.source, field: "waves" });
  for (const { wave, variable, levels } of needs) {
    const codebook = codebooks.get(wave);
    if (!codebook?.has(variable)) continue;
    const known = levelsIn(codebook, variable);
    for (const level of levels)
      if (!known.includes(level))
        throw new InputError(
          levelUndeclared(level, known),
          { file: dataset.source, field: variable },
          { value: level },
        );
  }
}

/** The variables of each wave that a study's figures, tables and models are made from, and the cells of its workbook. */
export function neededBy(study: Study, cells: readonly PublishedCell[] = []): Needed {
  const needed = new Map<string, Set<string>>();
  const inWave = (wave: string) => {
    const own = needed.get(wave) ?? new Set();
    needed.set(wave, own);
    return own;
  };
  for (const { estimand } of study.figures) if (estimand) for (const wave of wavesOf(estimand)) inWave(wave);
  for (const { wave, variable } of [...needsOf(study, ""), ...needsOfCells(cells)])
    inWave(wave).add(variable);
  return needed;
}

const ofDomain = (wave: string, domain: Domain, place: Place) =>
  levelsInDomain(domain).map((clause) => ({ ...clause, wave, place }));

function ofEstimand(estimand: Estimand, place: Place): Need[] {
  const { variable, levels, domain } = estimand;
  return wavesOf(estimand).flatMap((wave) => [
    ...(variable === undefined ? [] : [{ wave, variable, levels, place }]),
    ...ofDomain(wave, domain, { ...place, column: "domain" }),
  ]);
}

/** What the estimates in the publisher's workbook need; its models are the study's. */
const needsOfCells = (cells: readonly PublishedCell[]): Need[] =>
  cells.flatMap(({ measure }) => (measure.of === "estimand" ? ofEstimand(measure.estimand, {}) : []));

function needsOf(study: Study, file: string): Need[] {
  const ofContrast = ({ model, variable, level, versus }: Contrast, place: Place) => {
    const found = study.models.find(({ id }) => id === model);
    const levels = [level, versus].flatMap(namedLevels);
    return found ? [{ wave: found.wave, variable, levels, place }] : [];
  };
  const ofFigures = study.figures.flatMap(({ estimand, place }) =>
    estimand ? ofEstimand(estimand, place) : [],
  );
  const ofOperands = study.operands.flatMap(({ measure, place }) =>
    isContrast(measure) ? ofContrast(measure, place) : ofEstimand(measure, place),
  );
  const ofTables = study.tables.flatMap(({ id, waves, domain, outcomes }) => {
    const place = { file, field: `tables.${id}` };
    return waves.flatMap((wave) => [
      ...outcomes.map(({ variable, level }) => ({
        wave,
        variable,
        levels: level === undefined ? [] : [level],
        place,
      })),
      ...ofDomain(wave, domain, place),
    ]);
  });
  const ofModels = study.models.flatMap(({ id, wave, domain, outcome, covariates, references }) => {
    const place = { file, field: `models.${id}` };
    const ofVariable = (variable: string, level: string | undefined) => ({
      wave,
      variable,
      levels: level === undefined ? [] : [level],
      place,
    });
    return [
      ofVariable(outcome.variable, outcome.level),
      ...covariates.map((covariate) => ofVariable(covariate, references[covariate])),
      ...ofDomain(wave, domain, place),
    ];
  });
  const ofFindings = study.findings.flatMap((finding) => ofContrast(finding, finding.place));
  return [...ofFigures, ...ofOperands, ...ofTables, ...ofModels, ...ofFindings];
}

function codebooksOf(dataset: DatasetDescription): ReadonlyMap<string, Codebook> {
  return new Map(dataset.waves.map((wave) => [wave.name, codebookOf(dataset, wave)]));
}

function levelsIn(codebook: Codebook, variable: string): string[] {
  const declared = codebook.get(variable);
  return declared?.type === "categorical" ? levelNames(declared) : [];
}

const idsOf = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);

function checkKnown(thing: UnknownThing, value: string, known: readonly string[], place: Place): void {
  if (!known.includes(value)) throw new InputError(unknownName(thing, value, known), place, { value });
}
