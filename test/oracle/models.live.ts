import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { covarianceNames } from "../../src/models/fit/covariances.ts";
import { type FittedModel, fitModel } from "../../src/models/fit/model.ts";
import { marginalEffects } from "../../src/models/results/effects.ts";
import { fitStatistics } from "../../src/models/results/fitStatistics.ts";
import { inflationOf } from "../../src/models/results/inflation.ts";
import { largestInfluence } from "../../src/models/results/influence.ts";
import { predictiveMargins } from "../../src/models/results/margins.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { testTerms } from "../../src/models/results/waldTests.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { maskOf } from "../support/estimates.ts";
import { type Items, resultsOfR } from "../support/live.ts";
import { requestOf } from "../support/models.ts";
import { type RandomModel, writeRandomModels } from "./randomModels.ts";

const count = Number(process.env.MODELS ?? 300);
const seed = Number(process.env.SEED ?? 2022);

const folder = mkdtempSync(join(tmpdir(), "panel-models-"));
const models = writeRandomModels(folder, count, seed);
let expected: Map<string, Items>;

beforeAll(() => {
  expected = resultsOfR("test/oracle/randomModels.R", folder);
});

/** Why a model is refused, by the words of the message. */
const reasons: Readonly<Record<string, RegExp>> = {
  empty: /no row of the domain/,
  "one-level": /has a single level/,
  separation: /\(separation\)/,
  constant: /is always/,
  lonely: /hold a single cluster/,
};

async function sampleOf({ file, strata, clusters, fpc, lonely }: RandomModel) {
  const table = await readFileTable(join(folder, file));
  const design = designOf(table, {
    weight: "w",
    strata: strata ? ["s"] : [],
    cluster: clusters ? "c" : undefined,
    fpc: fpc === "" ? undefined : "f",
    lonely,
  });
  return { table, design };
}

/** Fits a model; the message where it is refused. */
async function fitOf(
  model: RandomModel,
  covariance: (typeof covarianceNames)[number],
): Promise<FittedModel | string> {
  const { table, design } = await sampleOf(model);
  const request = requestOf({ ...model, strata: "", clusters: "" }, { covariance });
  try {
    const fit = fitModel(table, design, maskOf(table, model.where), request);
    return "refusal" in fit ? fit.refusal.en : fit;
  } catch (error) {
    return (error as Error).message;
  }
}

async function compute(model: RandomModel, design: FittedModel): Promise<Items> {
  const items: Items = new Map();
  const put = (key: string, value: number | null | undefined) =>
    items.set(key, Number.isFinite(value) ? value! : null);
  put("n", design.n);
  put("missing", design.missing);
  put("rank", design.coefficients.length);
  put("df", design.df);
  for (const { term, role, estimate } of termsOf(design)) {
    if (role === "aliased") put(`coef|${term}|aliased`, 1);
    if (role === "estimated") put(`coef|${term}|estimate`, estimate);
  }
  for (const name of covarianceNames) {
    const fit = name === "design" ? design : await fitOf(model, name);
    if (typeof fit === "string") throw new Error(fit);
    for (const { term, role, se } of termsOf(fit)) if (role === "estimated") put(`se|${name}|${term}`, se);
  }
  for (const { variable, F, df1, p } of testTerms(design)) {
    if (df1 === 0) continue;
    put(`test|${variable}|F`, F);
    put(`test|${variable}|df1`, df1);
    put(`test|${variable}|p`, p);
  }
  const fit = fitStatistics(design);
  put("fit|deviance", fit.deviance);
  put("fit|null_deviance", fit.nullDeviance);
  put("fit|dispersion_svyglm", fit.dispersion);
  put("fit|cox_snell", fit.coxSnell);
  put("fit|nagelkerke", fit.nagelkerke);
  put("fit|aic", fit.aic);
  put("fit|eff_p", fit.effectiveParameters);
  if (design.link !== "identity") put("fit|bic", fit.bic);
  for (const { variable, gvif } of inflationOf(design)) put(`gvif|${variable}`, gvif);
  const inTerms = new Set(design.frame.formula.terms.flat().flatMap((atom) => design.frame.readsOf[atom]!));
  for (const { name, factor } of design.frame.bases) {
    if (!inTerms.has(name)) continue;
    if (factor)
      for (const { level, estimate, se, seSample } of predictiveMargins(design, name)) {
        put(`margin|${name}|${level}|estimate`, estimate);
        put(`margin|${name}|${level}|se`, se);
        put(`margin|${name}|${level}|se_full`, seSample);
      }
    for (const { level, estimate, se, seSample } of marginalEffects(design, name)) {
      put(`effect|${name}|${level}|estimate`, estimate);
      put(`effect|${name}|${level}|se`, se);
      put(`effect|${name}|${level}|se_full`, seSample);
    }
  }
  const influence = largestInfluence(design);
  put("influence|cook", influence?.cook);
  put("influence|leverage", influence?.leverage);
  return items;
}

/** What an error is measured against, besides the value itself: the size of what it is part of. */
function scaleOf(item: string, items: Items): number {
  const parts = item.split("|");
  const sibling = (...names: string[]) => Math.abs(items.get(names.join("|")) ?? 0);
  if (parts[0] === "coef") return sibling("se", "HC0", parts[1]!);
  if (parts[0] === "se")
    return Math.max(sibling("se", "HC0", parts[2]!), sibling("coef", parts[2]!, "estimate"));
  if (parts[0] === "effect" || parts[0] === "margin")
    return Math.max(...["estimate", "se"].map((key) => sibling(...parts.slice(0, -1), key)));
  return parts[0] === "fit" ? sibling("fit", "null_deviance") : 0;
}

/** How well conditioned the matrix is that an item inverts; what comes of a singular one is rounding error. */
function conditionOf(item: string, items: Items): number {
  const [kind, name, key] = item.split("|");
  if (kind === "test" && key !== "df1") return items.get(`rcond|test|${name}`) ?? 1;
  if (kind === "gvif" || kind === "effect") return items.get("rcond|design") ?? 1;
  return kind === "influence" ? (items.get("rcond|design_basis") ?? 1) : 1;
}

describe(`${count} random models are what R gives now (seed ${seed})`, () => {
  test.each(models)("$id: $family $link, $formula where $where", async (model) => {
    const wanted = expected.get(model.id)!;
    if (wanted.has("error")) return;
    const fit = await fitOf(model, "design");
    const reason = [...wanted.keys()].find((item) => item.startsWith("reason|"))?.slice("reason|".length);
    // R takes another reference level without a word where the one that is asked for has no rows.
    if (typeof fit === "string" && model.reference !== "" && /the reference level|is never/.test(fit)) return;
    // Without degrees of freedom there are estimates, and no tests.
    // A condition of theirs may name a level that few rows happen not to have.
    if (typeof fit === "string" && /has no such level/.test(fit)) return;
    if (reason === "df") {
      if (typeof fit === "string") {
        expect(fit).toMatch(reasons.lonely!);
        return;
      }
      expect(fit.df).toBeLessThan(1);
      expect(termsOf(fit).every(({ p }) => p === null)).toBe(true);
      return;
    }
    if (reason !== undefined) {
      // Without a canonical link the iterations may fail before the separation shows.
      if (
        reason === "separation" &&
        fit === "the iterations do not converge" &&
        (model.link === "probit" || model.link === "cloglog")
      )
        return;
      expect(typeof fit === "string" ? fit : `fitted: ${fit.coefficients.join(", ")}`).toMatch(
        reasons[reason]!,
      );
      return;
    }
    // So near to separation that the coefficients are rounding errors.
    if (fit === "the iterations do not converge" && (wanted.get("rcond|design_basis") ?? 1) < 1e-11) return;
    if (typeof fit === "string") throw new Error(`refused: ${fit}`);
    const found = await compute(model, fit);
    const faults: string[] = [];
    const isInfinite = wanted.get("fit|dispersion_svyglm") === null;
    for (const [item, value] of wanted) {
      // R's BIC of a linear model takes the sum of squares for a deviance.
      if (/^(exists|selfcheck|rcond)/.test(item) || (item === "fit|bic" && model.family === "linear"))
        continue;
      const own = found.get(item) ?? null;
      if ((value === null && own === null) || conditionOf(item, wanted) < 1e-10) continue;
      // Pearson's residual of an outcome that is all but impossible is infinite in R.
      if (value === null && /^(se\|model|fit\|dispersion)/.test(item) && isInfinite) continue;
      if (value === null || own === null) {
        faults.push(`${item}: ${own} against ${value} in R`);
        continue;
      }
      // 1 − h cancels where a row is all but fitted.
      const tolerance = /^(coef|se\|(?!HC[23]))/.test(item)
        ? 1e-8
        : item.startsWith("influence")
          ? 1e-4
          : 1e-6;
      const allowed = Math.max(
        tolerance * Math.abs(value),
        1e-11 * scaleOf(item, wanted),
        (1e-13 / conditionOf(item, wanted)) * Math.abs(value),
        1e-300,
      );
      if (!(Math.abs(own - value) <= allowed)) faults.push(`${item}: ${own} against ${value} in R`);
    }
    expect(faults).toEqual([]);
  });
});
