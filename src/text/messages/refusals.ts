import type { Label } from "../language.ts";

export const divergence: Label = {
  fr: "les itérations ne convergent pas",
  en: "the iterations do not converge",
};

export const nobody: Label = {
  fr: "aucune ligne du champ n'a répondu à tout avec un poids positif",
  en: "no row of the domain answered everything with a positive weight",
};

export const noTerms: Label = {
  fr: "la formule n'a aucun terme qui varie",
  en: "the formula has no term that varies",
};

export const oneLevel = (variable: string, level: string): Label => ({
  fr: `${variable} n'a qu'une modalité parmi les lignes utilisées, « ${level} » ; retirez-la de la formule`,
  en: `${variable} has a single level among the rows used, "${level}"; take it out of the formula`,
});

export const referenceAbsent = (variable: string, level: string, others: readonly string[]): Label => ({
  fr: `la modalité de référence « ${level} » de ${variable} n'a aucune ligne ; choisissez-en une autre : ${others.join(", ")}`,
  en: `the reference level "${level}" of ${variable} has no rows; choose another: ${others.join(", ")}`,
});

export const constantOutcome = (outcome: string, value: string): Label => ({
  fr: `${outcome} vaut toujours ${value}`,
  en: `${outcome} is always ${value}`,
});

export const neverOutcome = (outcome: string, level: string): Label => ({
  fr: `${outcome} ne vaut jamais ${level}`,
  en: `${outcome} is never ${level}`,
});

export const roundingErrors = (term: string): Label => ({
  fr: `${term} se perd dans les erreurs d'arrondi : les poids, ou les covariables, sont trop inégaux ; retirez les lignes de poids infimes ou prenez une autre modalité de référence`,
  en: `${term} is lost in rounding errors: the weights, or the covariates, are too unequal; leave out the rows of tiny weights, or choose another reference level`,
});

/** Separation by the levels of some variables: there the outcome is constant. */
export const separatedCell = (
  outcome: string,
  value: string,
  cell: readonly (readonly [string, string])[],
): Label => {
  const at = (join: string, quote: (level: string) => string, of: string) =>
    cell.map(([variable, level]) => `${quote(level)} ${of} ${variable}`).join(join);
  const french = cell.length > 1 ? "aux modalités" : "à la modalité";
  const english = cell.length > 1 ? "at the levels" : "at the level";
  return {
    fr: `${outcome} vaut ${value} pour tous ${french} ${at(" et ", (level) => `« ${level} »`, "de")} (séparation)`,
    en: `${outcome} is ${value} for everybody ${english} ${at(" and ", (level) => `"${level}"`, "of")} (separation)`,
  };
};

/** Separation by terms that together tell the outcomes apart. */
export const separatedBy = (terms: readonly string[]): Label => {
  const several = terms.length > 1;
  return {
    fr: `${terms.join(", ")} ${several ? "séparent ensemble les réponses" : "sépare les réponses"} (séparation) : un coefficient tend vers l'infini`,
    en: `${terms.join(", ")} ${several ? "together tell the outcomes apart" : "tells the outcomes apart"} (separation): a coefficient tends to infinity`,
  };
};
