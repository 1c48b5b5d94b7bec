import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { formatExact } from "../numbers.ts";
import { plain } from "../reader.ts";

export const contradiction = (name: string, implied: number): Fault => ({
  what: {
    fr: `le total de ${name} contredit les autres marges, dont il découle dans cet échantillon`,
    en: `the total of ${name} contradicts the other margins, from which it follows in this sample`,
  },
  advice: {
    fr: `Selon les autres marges, il vaut ${formatExact(implied, "fr")} ; corrigez-le ou retirez-le`,
    en: `The others make it ${implied}; correct it or leave it out`,
  },
});

/** `positive` tells whether the values are positive, or negative. */
export const wrongSign = (variable: string, positive: boolean): Fault => ({
  what: {
    fr: `aucun jeu de poids positifs ne donne ce total de ${variable}`,
    en: `no positive weights have this total of ${variable}`,
  },
  advice: {
    fr: `Toutes ses valeurs sont ${positive ? "positives" : "négatives"} ou nulles`,
    en: `All its values are ${positive ? "positive" : "negative"} or zero`,
  },
});

interface Range {
  readonly low: number;
  readonly high: number;
}

/** What else could be done where margins cannot be met within bounds. */
export const tightestAre = ({ low, high }: Range): Label => ({
  fr: `Les bornes les plus étroites dans lesquelles toutes les marges peuvent être respectées sont ${low},${high} (--bounds tightest)`,
  en: `The tightest bounds within which all margins can be met are ${low},${high} (--bounds tightest)`,
});

export const noRatios: Label = {
  fr: "Aucun rapport de 0,001 à 1\u202f000 ne respecte ces marges ensemble ; réunissez des modalités ou retirez une marge, ou donnez des poids (ou --population) à la taille de la population",
  en: "No ratios from 0.001 to 1000 meet these margins together; merge levels or leave a margin out, or give weights (or --population) of the population's size",
};

export const noPositiveWeights: Label = {
  fr: "Aucun jeu de poids positifs ne respecte ces marges ensemble dans cet échantillon ; réunissez des modalités ou retirez une marge",
  en: "No positive weights meet these margins together in this sample; merge levels or leave a margin out",
};

/** The ratios of weights that are allowed; nothing where they have no upper bound. */
const within = ({ low, high }: Range): Label =>
  Number.isFinite(high)
    ? {
        fr: ` avec des rapports de ${formatExact(low, "fr")} à ${formatExact(high, "fr")}`,
        en: ` with ratios from ${low} to ${high}`,
      }
    : plain("");

const mostNamed = 5;

/** A margin that cannot be met whatever becomes of the others, with what it can be, and others that cannot either. */
export const unreachableMargin = (
  name: string,
  bounds: Range,
  reach: Range,
  others: readonly string[],
  advice: Label,
): Fault => {
  const listed = `${others.length} (${others.slice(0, mostNamed).join(", ")}${others.length > mostNamed ? " …" : ""})`;
  const some = others.length > 0;
  return {
    what: {
      fr: `la marge ${name} ne peut pas être respectée${within(bounds).fr}`,
      en: `the margin ${name} cannot be met${within(bounds).en}`,
    },
    advice: {
      fr: `Dans cet échantillon, elle peut aller de ${formatExact(reach.low, "fr")} à ${formatExact(reach.high, "fr")}${some ? ` ; hors d'atteinte aussi : ${listed}` : ""}. ${advice.fr}`,
      en: `In this sample it can go from ${reach.low} to ${reach.high}${some ? `; out of reach too: ${listed}` : ""}. ${advice.en}`,
    },
  };
};

/** Margins without any one of which the others can be met. */
export const obstructingMargins = (names: readonly string[], bounds: Range, advice: Label): Fault => ({
  what: {
    fr: `les marges ne peuvent pas être respectées ensemble${within(bounds).fr} ; sans ${names.join(", ou sans ")}, les autres le peuvent`,
    en: `the margins cannot be met together${within(bounds).en}; without ${names.join(", or without ")} the others can`,
  },
  advice,
});

export const incompatibleMargins = (names: readonly string[], bounds: Range, advice: Label): Fault => ({
  what: {
    fr: `les marges de ${names.join(", ")} ne peuvent pas être respectées ensemble${within(bounds).fr}`,
    en: `the margins of ${names.join(", ")} cannot be met together${within(bounds).en}`,
  },
  advice,
});
