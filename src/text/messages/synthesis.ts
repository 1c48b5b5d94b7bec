import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** The calibrated figures of studies, by their ids, cannot hold at once. */
export const contradictoryFigures = (studies: readonly string[]): Fault => ({
  what: {
    fr: "aucune population n'a à la fois tous les chiffres calés",
    en: "no population has all calibrated figures at once",
  },
  advice: {
    fr: `« panel audit ${studies.join(" ")} » dit lesquels se contredisent`,
    en: `"panel audit ${studies.join(" ")}" tells which contradict one another`,
  },
});

export const entropyNotTuned = (seed: number, figures: readonly string[]): Fault => ({
  what: {
    fr: `avec la graine ${seed}, les réponses ne peuvent pas être ajustées à ${figures.join(", ")}`,
    en: `with seed ${seed} the answers cannot be tuned to ${figures.join(", ")}`,
  },
  advice: {
    fr: "Essayez une autre graine ; si ces chiffres reposent sur un nombre sans classes, sur trop de réponses ou sur trop peu de répondants, réservez-les",
    en: "Try another seed; if these figures rest on a number without classes, on too many answers or on too few respondents, hold them out",
  },
});

export const entropyPanelMade: Label = {
  fr: "Données synthétiques, d'entropie maximale parmi les populations qui ont les chiffres calés ; aucune ligne ne décrit une personne réelle",
  en: "Synthetic data, of maximum entropy among the populations that have the calibrated figures; no row describes a real person",
};

/** How far the respondents of a wave are from their population. */
export const distanceFromPopulation = (
  wave: string,
  respondents: number,
  divergence: { readonly fr: string; readonly en: string },
  ofRandomSample: { readonly fr: string; readonly en: string },
): Label => ({
  fr: `${wave} : ${respondents} répondants, à ${divergence.fr} nat de la population (divergence de Kullback-Leibler) ; un échantillon aléatoire simple en serait à ${ofRandomSample.fr} en moyenne`,
  en: `${wave}: ${respondents} respondents, ${divergence.en} nats from the population (Kullback-Leibler divergence); a simple random sample would be ${ofRandomSample.en} from it on average`,
});

/** Groups of variables that figures tie to one another, and not to others. */
export const untiedVariables = (wave: string, groups: readonly (readonly string[])[]): Label => {
  const written = groups.map((names) => names.join(" + ")).join(", ");
  return {
    fr: `${wave} : aucun chiffre ne lie aux autres variables, dont elles sont ici indépendantes : ${written}`,
    en: `${wave}: no figure ties to other variables, of which they are independent here: ${written}`,
  };
};

export const freeVariables = (wave: string, names: readonly string[]): Label => ({
  fr: `${wave} : aucun chiffre ne fixe, et toutes les réponses ont même fréquence : ${names.join(", ")}`,
  en: `${wave}: no figure fixes, and all answers are equally frequent: ${names.join(", ")}`,
});

/** Calibrated figures that a sample of given size has nothing to meet with. */
export const sizesNotMet = (figures: readonly string[]): Label => ({
  fr: `Effectifs et évolutions d'effectifs, que des parts ne disent pas, laissés de côté : ${figures.join(", ")}`,
  en: `Sizes and changes of size, which shares do not tell, are left aside: ${figures.join(", ")}`,
});

/** Numbers that no variable cuts into classes. */
export const emptyNumbers = (wave: string, names: readonly string[]): Label => ({
  fr: `${wave} : nombres sans classes, laissés sans réponse : ${names.join(", ")}`,
  en: `${wave}: numbers without classes, left without answer: ${names.join(", ")}`,
});
