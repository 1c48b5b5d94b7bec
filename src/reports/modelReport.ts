import type { FittedModel } from "../models/fit/model.ts";
import { rightSide } from "../models/formula/formula.ts";
import type { Adjustment } from "../models/results/adjustments.ts";
import { type FitStatistics, fitStatistics } from "../models/results/fitStatistics.ts";
import { type Inflation, inflationOf } from "../models/results/inflation.ts";
import { type Influence, largestInfluence } from "../models/results/influence.ts";
import { type LonelyLevel, lonelyLevels } from "../models/results/lonelyLevels.ts";
import {
  isFactorOf,
  type MarginalEffect,
  marginalEffects,
  type PredictiveMargin,
  predictiveMargins,
} from "../models/results/margins.ts";
import { type LevelContrast, pairwiseContrasts } from "../models/results/pairs.ts";
import { type Term, termsOf } from "../models/results/terms.ts";
import { type TermTest, testTerms } from "../models/results/waldTests.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import type { Design } from "../survey/design.ts";
import { countAbsent } from "../survey/replication.ts";
import type { Label, Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import type { Section } from "./analysis.ts";
import { labelIn } from "./labels.ts";
import { contrastTable, effectTable, marginTable } from "./marginTables.ts";
import { testTable } from "./modelTables.ts";
import { datum } from "./tidy.ts";

/** What is asked of a fitted model besides its coefficients. */
export interface FollowUps {
  /** Variables whose predictive margins and average marginal effects are wanted. */
  readonly margins: readonly string[];
  /** Factors whose levels are compared with one another. */
  readonly contrasts: readonly string[];
  readonly adjust?: Adjustment | undefined;
}

/** A fitted model with all that a reader gets of it. */
export interface ModelResults {
  readonly model: FittedModel;
  readonly terms: readonly Term[];
  readonly tests: readonly TermTest[];
  readonly inflation: readonly Inflation[];
  readonly margins: readonly PredictiveMargin[];
  readonly effects: readonly MarginalEffect[];
  readonly contrasts: readonly LevelContrast[];
  readonly fit: FitStatistics;
  readonly influence: Influence | undefined;
  readonly lonely: readonly LonelyLevel[];
}

export function resultsOf(model: FittedModel, { margins, contrasts, adjust }: FollowUps): ModelResults {
  return {
    model,
    terms: termsOf(model),
    tests: testTerms(model),
    inflation: inflationOf(model),
    margins: margins
      .filter((variable) => isFactorOf(model, variable))
      .flatMap((variable) => predictiveMargins(model, variable)),
    effects: margins.flatMap((variable) => marginalEffects(model, variable)),
    contrasts: contrasts.flatMap((variable) => pairwiseContrasts(model, variable, adjust)),
    fit: fitStatistics(model),
    influence: largestInfluence(model),
    lonely: lonelyLevels(model),
  };
}

/** The tables besides that of the coefficients. */
export function modelSections(results: ModelResults, codebook: Codebook, language: Language): Section[] {
  const { model, tests, inflation, margins, effects, contrasts } = results;
  const ofScale = (scale: LevelContrast["scale"]) => contrasts.filter((contrast) => contrast.scale === scale);
  const contrastSection = (scale: LevelContrast["scale"]): Section => ({
    key: scale === "coefficient" ? "contrasts" : "marginContrasts",
    title: say(scale === "coefficient" ? "contrasts" : "marginContrasts", language),
    rows: contrastTable(model, scale, ofScale(scale), codebook, language),
  });
  return [
    {
      key: "tests",
      title: say("termTests", language),
      rows: testTable(model, tests, inflation, codebook, language),
    },
    {
      key: "margins",
      title: say("margins", language),
      rows: marginTable(model, margins, codebook, language),
    },
    {
      key: "effects",
      title: say("effects", language),
      rows: effectTable(model, effects, codebook, language),
    },
    contrastSection("coefficient"),
    contrastSection("margin"),
  ];
}

const kinds: Record<FittedModel["request"]["family"], Label> = {
  logistic: { fr: "Régression logistique", en: "Logistic regression" },
  quasilogistic: { fr: "Régression quasi logistique", en: "Quasi-logistic regression" },
  poisson: { fr: "Régression de Poisson", en: "Poisson regression" },
  quasipoisson: { fr: "Régression de quasi-Poisson", en: "Quasi-Poisson regression" },
  linear: { fr: "Régression linéaire", en: "Linear regression" },
};

/** The kind of the model: "Logistic regression (probit link)". */
export function modelKind(
  { request, link }: Pick<FittedModel, "request" | "link">,
  language: Language,
): string {
  const usual = link === "logit" || link === "log" || link === "identity";
  const how = language === "fr" ? ` (lien ${link})` : ` (${link} link)`;
  return `${kinds[request.family][language]}${usual ? "" : how}`;
}

/** What is explained: "Owns a car: yes (against no)". */
export function outcomeTitle(
  { outcome }: Pick<FittedModel, "outcome">,
  codebook: Codebook,
  language: Language,
): string {
  const { label, zero, ones } = outcome;
  const name = labelIn(codebook, label, "", language);
  if (zero === undefined) return name;
  const level = (of: string) => labelIn(codebook, label, of, language);
  const colon = language === "fr" ? " :" : ":";
  return `${name}${colon} ${ones.map(level).join(", ")} (${say("against", language)} ${level(zero)})`;
}

/** The formula in full, as R would write it. */
export function modelFormula({ outcome, frame }: Pick<FittedModel, "outcome" | "frame">): string {
  return `${outcome.label} ~ ${rightSide(frame.formula)}`;
}

const robust = (name: string): Label => ({
  fr: `robustes à l'hétéroscédasticité (${name}), sans égard aux strates et aux grappes`,
  en: `heteroskedasticity-robust (${name}), strata and clusters left aside`,
});

function designCovarianceNote({ calibration, replication }: Design): Label {
  if (replication) return { fr: "par réplication", en: "from replicate weights" };
  if (calibration)
    return {
      fr: "linéarisées selon le plan de sondage, sur résidus de calage",
      en: "linearised for the sampling design, of calibration residuals",
    };
  return { fr: "linéarisées selon le plan de sondage", en: "linearised for the sampling design" };
}

const covarianceNotes: Record<Exclude<FittedModel["request"]["covariance"], "design">, Label> = {
  HC0: robust("HC0"),
  HC1: robust("HC1"),
  HC2: robust("HC2"),
  HC3: robust("HC3"),
  model: {
    fr: "du modèle, comme si chaque ligne valait autant de lignes indépendantes que son poids",
    en: "of the model, as if each row stood for as many independent rows as its weight",
  },
};

/** How the coefficients and standard errors were made; with the degrees of freedom where those are the model's alone. */
export function methodNote(
  { df, request, fitted }: FittedModel,
  withFreedom: boolean,
  language: Language,
): string {
  const french = language === "fr";
  const freedom = formatNumber(Number.isFinite(df) ? df : 0, 0, language);
  const student = french
    ? `loi de Student${withFreedom ? ` à ${freedom} degrés de liberté` : ""}`
    : `Student's t${withFreedom ? ` with ${freedom} degrees of freedom` : ""}`;
  const normal = french ? "loi normale" : "normal distribution";
  const tests = request.normal ? normal : student;
  const how =
    request.covariance === "model" && fitted.problem.family.dispersion === "estimated"
      ? { fr: "du modèle, les poids comme précisions", en: "of the model, with the weights as precisions" }
      : request.covariance === "design"
        ? designCovarianceNote(fitted.design)
        : covarianceNotes[request.covariance];
  return french
    ? `Pseudo-maximum de vraisemblance pondéré ; erreurs types ${how.fr} ; ${tests}.`
    : `Weighted pseudo-maximum likelihood; standard errors ${how.en}; ${tests}.`;
}

/** Footnotes on the method, the fit and what was left out. */
export function modelNotes(results: ModelResults, language: Language): string[] {
  const { model, fit, influence, margins } = results;
  const french = language === "fr";
  const number = (value: number | null, decimals = 1) =>
    value === null ? "–" : formatNumber(value, decimals, language);
  const parts = [
    `${french ? "déviance" : "deviance"} ${number(fit.deviance)} (${french ? "nulle" : "null"} ${number(fit.nullDeviance)})`,
    `dispersion ${number(fit.dispersion, 3)}`,
    ...(fit.nagelkerke === null
      ? []
      : [`pseudo-R² ${number(fit.nagelkerke, 3)} (Nagelkerke), ${number(fit.coxSnell, 3)} (Cox-Snell)`]),
    ...(fit.aic === null
      ? []
      : [
          `AIC ${number(fit.aic)} (${number(fit.effectiveParameters)} ${french ? "paramètres effectifs" : "effective parameters"})`,
        ]),
    ...(fit.bic === null ? [] : [`BIC ${number(fit.bic)}`]),
  ];
  return [
    methodNote(model, true, language),
    `${french ? "Ajustement :" : "Fit:"} ${parts.join(french ? " ; " : "; ")}.`,
    ...(influence ? [influenceNote(model, influence, language)] : []),
    ...cautions(results, language),
    ...(margins.some(({ seSample }) => seSample !== null) ? [say("marginNote", language)] : []),
  ];
}

/** What a reader must know of the coefficients: what was dropped, and why numbers are missing. */
export function cautions(results: ModelResults, language: Language): string[] {
  const { model, terms, tests, lonely, margins, effects, contrasts } = results;
  const aliased = terms.filter(({ role }) => role === "aliased").map(({ term }) => term);
  const absent = absentLevels(model);
  const estimated = terms.filter(({ role }) => role === "estimated");
  const undetermined = [...margins, ...effects, ...contrasts].some(({ comparison }) => !comparison);
  const { ones } = model.outcome;
  const compared = new Set(
    contrasts.filter(({ scale }) => scale === "coefficient").map(({ variable }) => variable),
  );
  const crossed = [...new Set(contrasts.map(({ variable }) => variable))].filter(
    (name) => !compared.has(name),
  );
  const untested = model.df >= 1 && tests.some(({ F, df1 }) => F === null && df1 > 0);
  return [
    ...(ones.length > 1 ? [`${say("joinedLevels", language)} ${ones.join(", ")}.`] : []),
    ...(crossed.length > 0 ? [`${say("crossedFactors", language)} ${crossed.join(", ")}.`] : []),
    ...(aliased.length > 0 ? [`${say("aliasedColumns", language)} ${aliased.join(", ")}.`] : []),
    ...(absent.length > 0 ? [`${say("absentLevels", language)} ${absent.join("; ")}.`] : []),
    ...(lonely.length > 0 ? [`${say("lonelyLevels", language)} ${listed(lonely)}.`] : []),
    ...discardedFits(model, language),
    ...(model.df < 1 ? [say("noFreedom", language)] : []),
    ...(estimated.some(({ comparison }) => comparison?.se === null) ? [say("noError", language)] : []),
    ...(estimated.some(({ comparison }) => comparison?.se === 0) ? [say("zeroError", language)] : []),
    ...(untested ? [say("noWald", language)] : []),
    ...(undetermined ? [say("undetermined", language)] : []),
  ];
}

/** In how many replicates a model does not exist, where there are any. */
function discardedFits({ fitted, request }: FittedModel, language: Language): string[] {
  if (!fitted.design.replication || request.covariance !== "design") return [];
  const absent = countAbsent(fitted.replicates());
  if (absent === 0) return [];
  return language === "fr"
    ? [
        `Dans ${absent} répliques le modèle n'existe pas (par exemple par séparation) ; elles sont écartées de la variance, qui est alors sous-estimée.`,
      ]
    : [
        `In ${absent} replicates the model does not exist (for separation, for example); they are left out of the variance, which is then too small.`,
      ];
}

/** The levels that have no rows, by variable. */
export function absentLevels({ frame }: Pick<FittedModel, "frame">): string[] {
  return frame.bases.flatMap(({ factor }) =>
    factor && factor.absent.length > 0 ? [`${factor.variable}: ${factor.absent.join(", ")}`] : [],
  );
}

const listed = (levels: readonly LonelyLevel[]) =>
  levels.map(({ variable, level }) => `${variable} ${level}`).join(", ");

function influenceNote(model: FittedModel, { row, cook, leverage }: Influence, language: Language): string {
  const number = (value: number) => formatNumber(value, 3, language);
  const { line, row: sheetRow } = model.table.place(row);
  const [name, at] = line === undefined ? ["row", sheetRow ?? row + 1] : ["line", line];
  return language === "fr"
    ? `Plus grande influence : ligne ${at} (distance de Cook ${number(cook)}, levier ${number(leverage)}).`
    : `Largest influence: ${name} ${at} (Cook's distance ${number(cook)}, leverage ${number(leverage)}).`;
}

/** The fit for JSON. */
function fitRecord({ model, terms, fit, influence, lonely }: ModelResults) {
  const place = influence && model.table.place(influence.row);
  return {
    n: model.n,
    missing: model.missing,
    coefficients: model.coefficients.length,
    df: datum(model.df),
    deviance: fit.deviance,
    nullDeviance: datum(fit.nullDeviance),
    dispersion: datum(fit.dispersion),
    coxSnell: datum(fit.coxSnell),
    nagelkerke: datum(fit.nagelkerke),
    effectiveParameters: datum(fit.effectiveParameters),
    aic: datum(fit.aic),
    bic: datum(fit.bic),
    aliased: terms.filter(({ role }) => role === "aliased").map(({ term }) => term),
    lonelyLevels: lonely,
    influence: influence
      ? {
          row: place?.line ?? place?.row ?? influence.row + 1,
          cook: influence.cook,
          leverage: influence.leverage,
        }
      : null,
  };
}

/** What a model is, for JSON. */
export function modelFacts(results: ModelResults) {
  const { model } = results;
  return {
    formula: modelFormula(model),
    family: model.request.family,
    link: model.link,
    vcov: model.request.covariance,
    outcome: {
      name: model.outcome.label,
      zero: model.outcome.zero ?? null,
      ones: model.outcome.ones,
    },
    fit: fitRecord(results),
  };
}
