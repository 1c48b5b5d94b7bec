import type { Label } from "../language.ts";
import { listOf } from "../lists.ts";
import { both } from "../reader.ts";
import { quotable } from "../visible.ts";

export const formulaNote = (formula: string): Label => ({
  fr: `Formule : ${formula}`,
  en: `Formula: ${formula}`,
});

/** What one of several models explains, after its formula. */
export const formulaOfOutcome = (formula: string, outcome: Label): Label => ({
  fr: `${formula} — ${outcome.fr}`,
  en: `${formula} — ${outcome.en}`,
});

/** What is to be told of the model of one of several outcomes. */
export const ofOutcomeAlone = (outcome: string, { fr, en }: Label): Label => ({
  fr: `${outcome} : ${fr}`,
  en: `${outcome}: ${en}`,
});

const robust = (name: string): Label => ({
  fr: `robustes à l'hétéroscédasticité (${name}), sans égard aux strates et aux grappes`,
  en: `heteroskedasticity-robust (${name}), strata and clusters left aside`,
});

/** What standard errors of coefficients are. */
export const covarianceKinds = {
  design: { fr: "linéarisées selon le plan de sondage", en: "linearised for the sampling design" },
  replicated: { fr: "par réplication", en: "from replicate weights" },
  calibrated: {
    fr: "linéarisées selon le plan de sondage, sur résidus de calage",
    en: "linearised for the sampling design, of calibration residuals",
  },
  "design-df": {
    fr: "linéarisées selon le plan de sondage, fois √((n − 1)/(n − k))",
    en: "linearised for the sampling design, times √((n − 1)/(n − k))",
  },
  HC0: robust("HC0"),
  HC1: robust("HC1"),
  HC2: robust("HC2"),
  HC3: robust("HC3"),
  CR1: {
    fr: "robustes à la corrélation au sein des grappes (CR1), sans égard aux strates",
    en: "cluster-robust (CR1), strata left aside",
  },
  "CR1 of rows": {
    fr: "robustes à l'hétéroscédasticité (CR1 : sans --cluster, chaque ligne est une grappe), sans égard aux strates",
    en: "heteroskedasticity-consistent (CR1: without --cluster each row is a cluster), strata left aside",
  },
  model: {
    fr: "du modèle, comme si chaque ligne valait autant de lignes indépendantes que son poids",
    en: "of the model, as if each row stood for as many independent rows as its weight",
  },
  precisions: {
    fr: "du modèle, les poids comme précisions",
    en: "of the model, with the weights as precisions",
  },
} as const satisfies Record<string, Label>;

/** What robust standard errors leave aside besides strata and clusters. */
export const alsoLeftAside = {
  calibration: ({ fr, en }: Label): Label => ({
    fr: `${fr}, ni au calage`,
    en: `${en}, the calibration too`,
  }),
  replication: ({ fr, en }: Label): Label => ({
    fr: `${fr}, ni aux poids de réplication`,
    en: `${en}, the replicate weights too`,
  }),
};

export const normalTests: Label = { fr: "loi normale", en: "normal distribution" };

/** Student's tests; without degrees of freedom where those differ between models. */
export const studentTests = (df: number | undefined): Label =>
  both((reader) => {
    const french = reader.language === "fr";
    if (df === undefined || df < 1) return french ? "loi de Student" : "Student's t";
    return french
      ? `loi de Student à ${reader.number(df)} degrés de liberté`
      : `Student's t with ${reader.number(df)} degrees of freedom`;
  });

export const modelMethod = (errors: Label, tests: Label): Label => ({
  fr: `Pseudo-maximum de vraisemblance pondéré ; erreurs types ${errors.fr} ; ${tests.fr}.`,
  en: `Weighted pseudo-maximum likelihood; standard errors ${errors.en}; ${tests.en}.`,
});

/** How well a model fits; null for what does not exist. */
export interface FitNumbers {
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly dispersion: number;
  readonly coxSnell: number | null;
  readonly nagelkerke: number | null;
  readonly effectiveParameters: number | null;
  readonly aic: number | null;
  readonly bic: number | null;
}

export const fitNote = (fit: FitNumbers): Label =>
  both((reader) => {
    const { deviance, nullDeviance, dispersion, coxSnell, nagelkerke, effectiveParameters, aic, bic } = fit;
    const french = reader.language === "fr";
    const number = (value: number | null, decimals = 1) => reader.number(value ?? Number.NaN, decimals);
    const parts = [
      `${french ? "déviance" : "deviance"} ${number(deviance)} (${french ? "nulle" : "null"} ${number(nullDeviance)})`,
      `dispersion ${number(dispersion, 3)}`,
      ...(nagelkerke === null
        ? []
        : [`pseudo-R² ${number(nagelkerke, 3)} (Nagelkerke), ${number(coxSnell, 3)} (Cox-Snell)`]),
      ...(aic === null
        ? []
        : [
            `AIC ${number(aic)} (${french ? "paramètres effectifs :" : "effective parameters:"} ${number(effectiveParameters)})`,
          ]),
      ...(bic === null ? [] : [`BIC ${number(bic)}`]),
    ];
    return `${french ? "Ajustement :" : "Fit:"} ${parts.join(french ? " ; " : "; ")}.`;
  });

/** Why a model has not all of AIC, BIC and effective parameters. */
export const noCriteria = {
  otherErrors: {
    fr: "AIC, BIC et paramètres effectifs n'existent qu'avec les erreurs types du plan de sondage (--vcov design).",
    en: "AIC, BIC and effective parameters exist with the standard errors of the design alone (--vcov design).",
  },
  noCovariance: {
    fr: "L'AIC et les paramètres effectifs n'existent pas : la covariance des coefficients n'existe pas ou est singulière, ou tous les résidus sont nuls.",
    en: "AIC and effective parameters do not exist: the covariance of the coefficients does not exist or is singular, or all residuals are zero.",
  },
  linear: {
    fr: "Un modèle linéaire n'a pas de BIC : celui de R prend la somme des carrés pour une déviance.",
    en: "A linear model has no BIC: R's takes the sum of squares for a deviance.",
  },
} as const satisfies Record<string, Label>;

/** The row of largest influence: its line in a text file, or its row in a sheet, and which of several it is. */
export interface InfluenceNumbers {
  readonly source?: string | undefined;
  readonly line?: number | undefined;
  readonly row: number;
  readonly cook: number;
  readonly leverage: number;
}

export const influenceNote = ({ source, line, row, cook, leverage }: InfluenceNumbers): Label =>
  both((reader) => {
    const [distance, own] = [reader.number(cook, 3), reader.number(leverage, 3)];
    if (reader.language === "fr")
      return `Plus grande influence : ligne ${line ?? row}${source === undefined ? "" : ` de ${quotable(source)}`} (distance de Cook ${distance}, levier ${own}).`;
    const place = line === undefined ? `row ${row}` : `line ${line}`;
    return `Largest influence: ${place}${source === undefined ? "" : ` of ${quotable(source)}`} (Cook's distance ${distance}, leverage ${own}).`;
  });

export const marginNote: Label = {
  fr: "Prédictions moyennes : moyennes pondérées des lignes utilisées, si toutes avaient la modalité ; erreurs types de la méthode delta à covariables données, et avec l'échantillon des covariables (sans condition : leur covariance avec les coefficients est comptée).",
  en: "Predictive margins: weighted means over the rows used, were all at the level; delta-method standard errors given the covariates, and with the sample of covariates (unconditional: their covariance with the coefficients counts).",
};

export const slopeNote: Label = {
  fr: "Effet d'un nombre : moyenne pondérée des dérivées des prédictions, soit ce que change une unité de plus, près de la valeur de chaque ligne.",
  en: "Effect of a number: weighted mean of the derivatives of the predictions, which is what one more unit changes near the value of each row.",
};

/** A sentence that ends with names. */
const naming =
  (start: Label) =>
  (names: readonly string[]): Label => ({
    fr: `${start.fr} ${names.join(", ")}.`,
    en: `${start.en} ${names.join(", ")}.`,
  });

export const joinedLevels = naming({
  fr: "Modalités de la réponse qui comptent ensemble pour 1 :",
  en: "Levels of the outcome that together count as 1:",
});

export const crossedFactors = naming({
  fr: "Comparés par leurs prédictions moyennes seulement, parce que d'autres termes les contiennent :",
  en: "Compared by their predictive margins alone, because other terms contain them:",
});

export const aliasedColumns = naming({
  fr: "Colonnes colinéaires aux précédentes, retirées :",
  en: "Columns collinear with those before them, dropped:",
});

export const absentLevelsNote = (
  absent: readonly { readonly variable: string; readonly levels: readonly string[] }[],
): Label => {
  const listed = (colon: string, separator: string) =>
    absent.map(({ variable, levels }) => `${variable}${colon} ${levels.join(", ")}`).join(separator);
  return {
    fr: `Modalités sans aucune ligne, retirées : ${listed(" :", " ; ")}.`,
    en: `Levels without rows, left out: ${listed(":", "; ")}.`,
  };
};

const levelsOfOneCluster = naming({
  fr: "Modalités d'une seule grappe (ou ligne), dont les erreurs types sont trop petites :",
  en: "Levels of a single cluster (or row), whose standard errors are too small:",
});

export const lonelyLevelsNote = (
  lonely: readonly { readonly variable: string; readonly level: string }[],
): Label => levelsOfOneCluster(lonely.map(({ variable, level }) => `${variable} ${level}`));

/** In how many of the replicates a model does not exist. */
export const discardedFitsNote = (count: number, of: number): Label =>
  count === of
    ? {
        fr: `Le modèle n'existe dans aucune des ${of} répliques (par exemple par séparation) : il n'y a pas d'erreur type.`,
        en: `The model exists in none of the ${of} replicates (for separation, for example): there are no standard errors.`,
      }
    : {
        fr: `Dans ${count} des ${of} répliques le modèle n'existe pas (par exemple par séparation) ; elles sont écartées de la variance, qui peut alors être bien trop petite.`,
        en: `In ${count} of the ${of} replicates the model does not exist (for separation, for example); they are left out of the variance, which may then be far too small.`,
      };

/** Why numbers are missing. */
export const modelCautions = {
  noFreedom: {
    fr: "Le plan ne laisse aucun degré de liberté : il n'y a ni test ni intervalle ; --df donne un autre nombre (--df design : grappes − strates) ; --z prend la loi normale, qui est trop optimiste avec si peu de grappes.",
    en: "The design leaves no degree of freedom: there are no tests and intervals; --df gives another number (--df design: clusters − strata); --z takes the normal distribution, which is too optimistic with so few clusters.",
  },
  noError: {
    fr: "Une erreur type n'existe pas : une ligne est ajustée quelle que soit sa réponse (HC2, HC3), ou toutes les strates n'ont qu'une grappe.",
    en: "A standard error does not exist: a row is fitted whatever its outcome (HC2, HC3), or all strata hold a single cluster.",
  },
  zeroError: {
    fr: "Une erreur type nulle est celle de résidus nuls, ou d'une seule grappe : il n'y a ni test ni intervalle.",
    en: "A standard error of zero is that of residuals that are zero, or of a single cluster: there is no test and no interval.",
  },
  noWald: {
    fr: "Un test de Wald n'existe pas : la covariance de ses coefficients est singulière (trop peu de grappes).",
    en: "A Wald test does not exist: the covariance of its coefficients is singular (too few clusters).",
  },
  undetermined: {
    fr: "Les cases vides sont indéterminées, à cause de colonnes colinéaires.",
    en: "Blank cells are undetermined, because of collinear columns.",
  },
} as const satisfies Record<string, Label>;

/** Which levels of a categorical outcome count as 1, where its first level counts as 0. */
export const levelModelled = (outcome: string, ones: readonly string[], zero: string): Label =>
  both(({ language }) => {
    const quoted = (level: string) => (language === "fr" ? `« ${level} »` : `"${level}"`);
    const modelled = listOf(ones.map(quoted), "or", language);
    return language === "fr"
      ? `${outcome} : est modélisé ${modelled} (1), contre ${quoted(zero)} (0), sa première modalité ; --reference ${outcome}=MODALITÉ en change`
      : `${outcome}: what is modelled is ${modelled} (1), against ${quoted(zero)} (0), its first level; --reference ${outcome}=LEVEL changes that`;
  });
