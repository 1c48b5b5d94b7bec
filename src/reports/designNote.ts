import type { Design } from "../survey/design.ts";
import { isLonely } from "../survey/design.ts";
import type { DesignSummary } from "../survey/domains.ts";
import type { Replacement } from "../survey/estimators.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";

/** The names of what the design is made of, as its declaration or the command line gives them. */
export interface DesignNames {
  readonly weight?: string | undefined;
  readonly strata: readonly string[];
  readonly cluster?: string | undefined;
  readonly fpc?: string | undefined;
}

/** Footnotes on the design, and on the rows that were used and left out. */
export function designNotes(
  design: Design,
  summary: DesignSummary,
  names: DesignNames,
  language: Language,
): string[] {
  const { rows, used, missing, outside, unknown, weightless } = summary;
  const { strata, clusters, df, sumOfWeights, effective } = summary;
  const count = (value: number) => formatNumber(value, 0, language);
  const sum = formatNumber(sumOfWeights, Number.isInteger(sumOfWeights) ? 0 : 1, language);
  const lonely = design.strata.some(isLonely);
  if (language === "fr")
    return [
      [
        `Plan de sondage : ${names.weight ? `poids ${names.weight}` : "sans poids"}`,
        `${names.strata.length > 0 ? `strates ${names.strata.join(" × ")} (${count(strata)})` : "sans strates"}`,
        `${names.cluster ? `grappes ${names.cluster} (${count(clusters)})` : "sans grappes"}`,
        ...(names.fpc ? [`correction de population finie ${names.fpc}`] : []),
        ...(lonely ? [`strates à une seule grappe : ${design.lonely}`] : []),
        `${count(df)} degrés de liberté.`,
      ].join(" ; "),
      `Lignes : ${count(used)} utilisées sur ${count(rows)}, ${count(missing)} écartées pour réponse manquante, ${count(outside)} hors champ${unknown > 0 ? `, ${count(unknown)} dont la condition est inconnue` : ""}${weightless > 0 ? ` ; ${count(weightless)} lignes utilisées ont un poids nul` : ""}. Somme des poids : ${sum} ; taille efficace de Kish : ${count(effective)}.`,
    ];
  return [
    [
      `Design: ${names.weight ? `weights ${names.weight}` : "no weights"}`,
      `${names.strata.length > 0 ? `strata ${names.strata.join(" × ")} (${count(strata)})` : "no strata"}`,
      `${names.cluster ? `clusters ${names.cluster} (${count(clusters)})` : "no clusters"}`,
      ...(names.fpc ? [`finite population correction ${names.fpc}`] : []),
      ...(lonely ? [`single-cluster strata: ${design.lonely}`] : []),
      `${count(df)} degrees of freedom.`,
    ].join("; "),
    `Rows: ${count(used)} used of ${count(rows)}, ${count(missing)} left out for a missing answer, ${count(outside)} outside the condition${unknown > 0 ? `, ${count(unknown)} of which it is unknown` : ""}${weightless > 0 ? `; ${count(weightless)} of the used rows have weight zero` : ""}. Sum of weights: ${sum}; Kish's effective sample size: ${count(effective)}.`,
  ];
}

/** Why there are no design effects, where there are none. */
export function effectNotes(
  replacement: Replacement,
  { sumOfWeights, used, weightless }: DesignSummary,
  shown: boolean,
  language: Language,
): string[] {
  if (!shown || replacement === "with" || sumOfWeights > used - weightless) return [];
  return language === "fr"
    ? [
        "La somme des poids ne dépasse pas le nombre de lignes : il n'y a pas d'effet de plan par rapport à un tirage sans remise ; voir --deff with.",
      ]
    : [
        "The weights add up to no more than the rows: there is no design effect against sampling without replacement; see --deff with.",
      ];
}

/** "95% CI" for a confidence level. */
export function intervalTitle(level: number, language: Language): string {
  const share = String(Number((level * 100).toFixed(10)));
  const percent = formatNumber(level * 100, (share.split(".")[1] ?? "").length, language);
  return language === "fr" ? `IC à ${percent} %` : `${percent}% CI`;
}
