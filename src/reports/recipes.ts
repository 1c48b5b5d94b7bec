import type { ModelResult } from "../figures/models.ts";
import type { Reproduction } from "../figures/reproduce.ts";
import type { WaveDescription } from "../sources/datasets/description.ts";
import { deparse, quoteName } from "../sources/expressions/deparse.ts";
import type { Expression } from "../sources/expressions/expression.ts";
import { type Domain, isOneOf } from "../study/domain.ts";
import { type Estimand, wavesOf } from "../study/figures.ts";

type Source = Pick<Reproduction, "study" | "dataset">;

/**
 * The flags that lead to a reproduction's data: an embedded dataset by its name, another one by its declaration. Data in the
 * place of the embedded ones have no declaration of their own, and so no flags.
 */
export function dataFlags({ study, dataset }: Source): readonly string[] | undefined {
  const { description } = dataset;
  const { declaration } = study;
  if (description.source !== declaration.source) return ["--data", description.source];
  const embedded = new Map(declaration.waves.map(({ name, file }) => [name, file]));
  const isEmbedded = description.waves.every(({ name, file }) => file === embedded.get(name));
  return isEmbedded ? ["--dataset", description.id] : undefined;
}

/** The name of a variable that a command derives: whether a respondent counts. */
const counted = "counted";

/** The command that recomputes an estimand: of a percentage a line of a table, of a change the totals of both waves. */
export function figureCommand(estimand: Estimand, source: Source): string | undefined {
  const data = dataFlags(source);
  if (!data) return undefined;
  const { statistic, variable, levels, domain } = estimand;
  const from = [...data, "--wave", wavesOf(estimand).join(","), ...where(domain)];
  if (statistic === "mean") return command("estimate", variable!, "--stat", "mean", ...from);
  if (statistic === "percent" && levels.length === 1) return command("crosstab", variable!, ...from);
  const isCounted = variable === undefined ? "1" : deparse(isOneOf(variable, levels));
  const derive = ["--derive", `${counted} = ${isCounted}`];
  if (statistic === "percent") return command("crosstab", counted, ...derive, ...from);
  return command("estimate", counted, "--stat", "total", ...derive, ...from);
}

/** The command that refits a model. */
export function modelCommand({ description, terms }: ModelResult, source: Source): string | undefined {
  const data = dataFlags(source);
  if (!data) return undefined;
  const { wave, family, domain, covariates } = description;
  const references = terms.flatMap(({ role, variable, level }) =>
    role === "reference" ? ["--reference", `${variable}=${level}`] : [],
  );
  const formula = `${outcomeText(description.outcome)} ~ ${covariates.map(quoteName).join(" + ")}`;
  return command(
    "model",
    formula,
    ...["--family", family],
    ...references,
    ...data,
    ...["--wave", wave],
    ...where(domain),
  );
}

const where = (domain: Domain) => (domain ? ["--where", deparse(domain)] : []);

const command = (...words: readonly string[]) => ["panel", ...words.map(quoted)].join(" ");

/** A word as a POSIX shell takes it literally. */
const quoted = (word: string) =>
  /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

function outcomeText({ variable, level, atLeast }: ModelResult["description"]["outcome"]): string {
  if (level !== undefined) return `${quoteName(variable)} == ${JSON.stringify(level)}`;
  return atLeast === undefined ? quoteName(variable) : `${quoteName(variable)} >= ${atLeast}`;
}

const wordOf = (wave: string) => wave.replace(/[^\p{L}\p{N}]/gu, "_");
const designName = (wave: string) => `wave_${wordOf(wave)}`;
const rowsName = (wave: string) => `rows_${wordOf(wave)}`;

/** R's declaration of the designs of some waves, all by default. */
export function designCode(
  { dataset: { description } }: Pick<Source, "dataset">,
  names: readonly string[] = description.waves.map(({ name }) => name),
): string {
  const waves = description.waves.filter(({ name }) => names.includes(name));
  const declared = waves.map(({ name, weight, strata, cluster, fpc }: WaveDescription) => {
    const crossed = strata.map(quoteName).join(", ");
    const given = [
      `ids = ~${cluster === undefined ? "1" : quoteName(cluster)}`,
      ...(strata.length > 0 ? [`strata = ~${strata.length > 1 ? `interaction(${crossed})` : crossed}`] : []),
      `weights = ~${weight === undefined ? "1" : quoteName(weight)}`,
      ...(fpc === undefined ? [] : [`fpc = ~${quoteName(fpc)}`]),
      `data = ${rowsName(name)}`,
      ...(cluster === undefined ? [] : ["nest = TRUE"]),
    ];
    return `${designName(name)} <- svydesign(${given.join(", ")})`;
  });
  return ["library(survey)", ...declared].join("\n");
}

/** What computes an estimand with R's survey package: of a percentage the share, of a change no interval. */
export function figureCode({ statistic, wave, since, variable, levels, domain }: Estimand): string {
  const chosen = variable === undefined ? undefined : condition(isOneOf(variable, levels));
  const answered = statistic === "mean" || variable === undefined ? [] : [`!is.na(${quoteName(variable)})`];
  const within = [...answered, ...(domain ? [condition(domain)] : [])];
  if (statistic === "mean") return `svymean(~${quoteName(variable!)}, ${subset(wave, within)}, na.rm = TRUE)`;
  if (statistic === "percent") return `svyciprop(~I(${chosen}), ${subset(wave, within)}, method = "xlogit")`;
  if (statistic === "respondents") return `nrow(${subset(wave, within)}$variables)`;
  if (statistic === "count") return `svytotal(~I(1 * (${chosen})), ${subset(wave, within)})`;
  const size = (of: string) => `sum(weights(${subset(of, [...within, ...(chosen ? [chosen] : [])])}))`;
  return `100 * (${size(wave)} / ${size(since!)} - 1)`;
}

/** What fits a model with R's survey package. */
export function modelCode({ description, terms }: ModelResult): string {
  const { wave, family, domain, covariates, outcome } = description;
  const covariate = (name: string) => {
    const reference = terms.find(({ role, variable }) => role === "reference" && variable === name);
    return reference
      ? `relevel(factor(${quoteName(name)}), ${JSON.stringify(reference.level)})`
      : quoteName(name);
  };
  const explained = outcome.level === undefined && outcome.atLeast === undefined;
  const left = explained ? quoteName(outcome.variable) : `I(${outcomeText(outcome)})`;
  const design = subset(wave, domain ? [condition(domain)] : []);
  const formula = `${left} ~ ${covariates.map(covariate).join(" + ")}`;
  return `svyglm(${formula}, ${design}, family = ${rFamilies[family]}())`;
}

const rFamilies = { logistic: "quasibinomial", poisson: "quasipoisson" } as const satisfies Record<
  ModelResult["description"]["family"],
  string
>;

const subset = (wave: string, conditions: readonly string[]) =>
  conditions.length === 0 ? designName(wave) : `subset(${designName(wave)}, ${conditions.join(" & ")})`;

/** A condition of a domain in R's notation. */
function condition(expression: Expression): string {
  if (expression.kind === "binary") return expression.sides.map(condition).join(" & ");
  if (expression.kind === "not") return `!${condition(expression.of)}`;
  if (expression.kind === "missing") return `is.na(${deparse(expression.of)})`;
  if (expression.kind !== "in") return deparse(expression);
  return `${deparse(expression.of)} %in% c(${expression.list.map(deparse).join(", ")})`;
}
