import type { Label } from "../language.ts";

/** What figures measure. */
export const percentOf = (variable: Label, levels: Label): Label => ({
  fr: `Pourcentage pondéré de la réponse ${levels.fr} à « ${variable.fr} », parmi ceux qui ont répondu`,
  en: `Weighted percentage of the answer ${levels.en} to "${variable.en}", among those who answered`,
});

export const countOf = (variable: Label, levels: Label): Label => ({
  fr: `Effectif pondéré de la réponse ${levels.fr} à « ${variable.fr} »`,
  en: `Weighted number of those whose answer to "${variable.en}" is ${levels.en}`,
});

export const meanOf = (variable: Label): Label => ({
  fr: `Moyenne pondérée de « ${variable.fr} »`,
  en: `Weighted mean of "${variable.en}"`,
});

export const respondentCount: Label = {
  fr: "Nombre de répondants, non pondéré",
  en: "Number of respondents, not weighted",
};

export const allWeights: Label = { fr: "Somme des poids", en: "Sum of the weights" };

export const changeOf = (counted: Label): Label => ({
  fr: `Évolution en pourcentage, d'une vague à l'autre : ${counted.fr}`,
  en: `Change in percent, from wave to wave: ${counted.en}`,
});

export const inWaves = (waves: readonly string[]): Label => ({
  fr: `${waves.length > 1 ? "vagues" : "vague"} ${waves.join(", ")}`,
  en: `${waves.length > 1 ? "waves" : "wave"} ${waves.join(", ")}`,
});

export const amongThose = (clauses: readonly Label[]): Label => ({
  fr: `parmi : ${clauses.map(({ fr }) => fr).join(" ; ")}`,
  en: `among: ${clauses.map(({ en }) => en).join("; ")}`,
});
