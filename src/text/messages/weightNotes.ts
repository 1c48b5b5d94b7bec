import { type Label, titled } from "../language.ts";
import { formatExact } from "../numbers.ts";
import { both } from "../reader.ts";

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Titles of the steps, and what they are about: "Raking: w → w_raked". */

export const stepNames = {
  calibrate: { fr: "Calage", en: "Calibration" },
  rake: { fr: "Calage sur marges (raking ratio)", en: "Raking" },
  "post-stratify": { fr: "Post-stratification", en: "Post-stratification" },
  nonresponse: { fr: "Correction de la non-réponse", en: "Adjustment for non-response" },
  trim: { fr: "Troncature", en: "Trimming" },
  replicate: { fr: "Poids de réplication", en: "Replicate weights" },
  diagnose: { fr: "Diagnostic des poids", en: "Diagnosis of weights" },
} satisfies Record<string, Label>;

export const stepTitle = (name: Label, subject: string): Label =>
  both(({ say, language }) => titled(say(name), subject, language));

/** What goes on, for a bar that shows how much is done. */

export const replicatesMade: Label = { fr: "Répliques", en: "Replicates" };
export const rowsWritten: Label = { fr: "Lignes écrites", en: "Rows written" };

export const writtenWith = (out: string, history: string): Label => ({
  fr: `Écrit dans ${out} ; mode d'obtention des poids : ${history}`,
  en: `Written to ${out}; how it was made: ${history}`,
});

/** Axis of the histogram of ratios. */
export const ratioAxis = (scaled: boolean): Label => ({
  fr: `rapport de poids (poids final / poids initial${scaled ? " mis à l'échelle" : ""})`,
  en: `ratio of the weight after to the weight before${scaled ? ", as scaled" : ""}`,
});

/** Notes. */

/** The methods in words. */
const methodNames = {
  linear: { fr: "linéaire", en: "linear" },
  raking: { fr: "raking ratio", en: "raking" },
  logit: { fr: "logit", en: "logit" },
  truncated: { fr: "linéaire tronquée", en: "truncated linear" },
} satisfies Record<string, Label>;

/** How weights were calibrated. */
export const calibratedBy = (
  method: keyof typeof methodNames,
  bounds: Range | undefined,
  iterations?: number,
): Label =>
  both(({ say, exact, language }) => {
    const within = bounds ? ` [${exact(bounds.low)} ; ${exact(bounds.high)}]` : "";
    const name = say(methodNames[method]);
    if (language === "fr")
      return `Méthode : ${name}${within} (Deville et Särndal 1992)${iterations === undefined ? "" : ` ; itérations : ${iterations}`}.`;
    return `Method: ${name}${within} (Deville and Särndal 1992)${iterations === undefined ? "" : `; iterations: ${iterations}`}.`;
  });

/** What post-stratification does. */
export const postStratified: Label = {
  fr: "Le poids de chaque case est multiplié par sa cible sur son effectif pondéré.",
  en: "The weights of each cell are multiplied by its target over its weighted count.",
};

export const scaledFirst = (scale: number): Label =>
  both(({ exact, language }) => {
    const factor = exact(Number(scale.toPrecision(5)));
    return language === "fr"
      ? `Les poids initiaux sont d'abord multipliés par ${factor}, pour que leur somme soit la population ; les rapports de poids sont calculés après cette mise à l'échelle.`
      : `The weights before are first multiplied by ${factor}, to add up to the population; ratios are to those.`;
  });

export const redundantMargins = (names: readonly string[]): Label => ({
  fr: `Marges redondantes, écartées car elles découlent des autres : ${names.join(", ")}.`,
  en: `Redundant margins, left out because they follow from the others: ${names.join(", ")}.`,
});

export const rowsOutside = (count: number): Label =>
  both(({ number, language }) => {
    if (language === "fr") return `Lignes hors champ, dont le nouveau poids est nul : ${number(count)}.`;
    return count === 1
      ? "1 row outside the condition has a new weight of zero."
      : `${number(count)} rows outside the condition have a new weight of zero.`;
  });

export const zeroWeightsAside = (count: number): Label =>
  both(({ number, language }) => {
    if (language === "fr") return `Lignes de poids nul, laissées de côté : ${number(count)}.`;
    return count === 1
      ? "1 row of weight zero is left aside."
      : `${number(count)} rows of weight zero are left aside.`;
  });

export const sharesNormalised = (variable: string, sum: number): Label => ({
  fr: `Les parts de ${variable} ont pour somme ${formatExact(sum, "fr")}, à l'arrondi près, et sont rapportées à elle.`,
  en: `The shares of ${variable} add up to ${sum}, but for rounding, and are divided by it.`,
});

export const negativeWeights = (count: number): Label =>
  both(({ number, language }) => {
    if (language === "fr") {
      const are = count === 1 ? "1 poids est négatif" : `${number(count)} poids sont négatifs`;
      return `${are} : les modèles et les quantiles n'en admettent pas ; les méthodes raking, logit et truncated n'en donnent pas.`;
    }
    const are = count === 1 ? "1 weight is negative" : `${number(count)} weights are negative`;
    return `${are}: models and quantiles take none; the methods raking, logit and truncated give none.`;
  });

export const extremeRatios = (count: number): Label =>
  both(({ number, language }) =>
    language === "fr"
      ? `${number(count)} rapports sont inférieurs à 1/1000 ou supérieurs à 1000 : ces marges ne sont atteintes qu'à peine.`
      : `${number(count)} ratios are below 1/1000 or above 1000: these margins can hardly be met.`,
  );

export const ratiosAtBounds = (low: number, high: number): Label =>
  both(({ number, language }) =>
    language === "fr"
      ? `${number(low)} rapports sont à la borne inférieure, ${number(high)} à la borne supérieure.`
      : `${number(low)} ratios are at the lower bound, ${number(high)} at the upper one.`,
  );

/** How response is explained: by classes, or by a model, by itself or in classes by its quantiles. */

export const responseByClasses = (variables: readonly string[]): Label => ({
  fr: `Groupes de réponse homogène : ${variables.join(" × ")} ; taux de réponse pondérés.`,
  en: `Weighting classes: ${variables.join(" × ")}; weighted response rates.`,
});

export const responseOverall: Label = {
  fr: "Toutes les lignes forment un seul groupe de réponse homogène ; taux de réponse pondéré.",
  en: "All rows are one weighting class; weighted response rate.",
};

export const responseByPropensity = (terms: string): Label => ({
  fr: `Poids divisés par la probabilité de réponse estimée (régression logistique pondérée ~ ${terms}).`,
  en: `Weights over the estimated response propensity (weighted logistic regression ~ ${terms}).`,
});

export const responseByQuantiles = (terms: string, count: number): Label => ({
  fr: `Groupes de réponse homogène : ${count} quantiles de la probabilité de réponse estimée (régression logistique pondérée ~ ${terms}) ; taux de réponse pondérés.`,
  en: `Weighting classes: ${count} quantiles of the estimated response propensity (weighted logistic regression ~ ${terms}); weighted response rates.`,
});

export const respondentsOf = (respondents: number, rows: number): Label => ({
  fr: `${respondents} répondants sur ${rows} lignes ; les autres ont un nouveau poids nul.`,
  en: `${respondents} respondents of ${rows} rows; the others have a new weight of zero.`,
});

export const ineligibleKeep = (count: number): Label => ({
  fr: `Lignes hors champ, qui gardent leur poids et n'entrent dans aucun taux de réponse : ${count}.`,
  en: `Ineligible rows, which keep their weight and count in no response rate: ${count}.`,
});

export const trimmedTo = ({ low, high }: Range, trimmed: number, rounds: number): Label =>
  both(({ number, exact, language }) => {
    const within = [low, high].map((bound) => (Number.isFinite(bound) ? exact(bound) : "–")).join(" ; ");
    return language === "fr"
      ? `Poids hors des bornes [${within}], qui y sont ramenés : ${number(trimmed)} ; l'excédent est réparti à parts égales entre les autres (tours : ${rounds}).`
      : `Weights outside the bounds [${within}], which are moved to them: ${number(trimmed)}; the excess is shared out equally among the others (rounds: ${rounds}).`;
  });

/** `flags` are those by which estimates take the replicates. */
export const replicatesBy = (method: string, count: number, flags: string): Label => ({
  fr: `Méthode ${method}, ${count} répliques ; à utiliser avec : ${flags}`,
  en: `Method ${method}, ${count} replicates; to be used with: ${flags}`,
});

export const replicatesAdjusted = (count: number, flags: string): Label => ({
  fr: `${count} poids de réplication, chacun ajusté comme les poids ; à utiliser avec : ${flags}`,
  en: `${count} replicate weights, each adjusted as the weights are; to be used with: ${flags}`,
});
