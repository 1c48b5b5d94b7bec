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
  /** The margins that the weights are calibrated on, and whether the weights before were calibrated too. */
  readonly calibrated?: { readonly margins: string; readonly chained: boolean } | undefined;
  /** The prefix of replicate weights, and how they were made, as far as that is known. */
  readonly replicates?: { readonly prefix: string; readonly method: string } | undefined;
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
  const sum = formatNumber(sumOfWeights, isWhole(sumOfWeights) ? 0 : 1, language);
  const lonely = design.strata.some(isLonely);
  const french = language === "fr";
  const { replication } = design;
  const { strata: strataNames, cluster, fpc, calibrated, replicates } = names;
  const method = replicates?.method ? ` (${replicates.method})` : "";
  const structureFr = replication
    ? [
        `${count(replication.weights.length)} poids de réplication ${replicates?.prefix || "créés du plan"}${method}`,
      ]
    : [
        `${strataNames.length > 0 ? `strates ${strataNames.join(" × ")} (${count(strata)})` : "sans strates"}`,
        `${cluster ? `grappes ${cluster} (${count(clusters)})` : "sans grappes"}`,
        ...(fpc ? [`correction de population finie ${fpc}`] : []),
        ...(lonely ? [`strates à une seule grappe : ${design.lonely}`] : []),
        ...(calibrated
          ? [
              `calage sur ${calibrated.margins}${calibrated.chained ? " (dernier de plusieurs calages, le seul dont les erreurs types tiennent compte)" : ""}`,
            ]
          : []),
      ];
  const structureEn = replication
    ? [
        `${count(replication.weights.length)} replicate weights ${replicates?.prefix || "made from the design"}${method}`,
      ]
    : [
        `${strataNames.length > 0 ? `strata ${strataNames.join(" × ")} (${count(strata)})` : "no strata"}`,
        `${cluster ? `clusters ${cluster} (${count(clusters)})` : "no clusters"}`,
        ...(fpc ? [`finite population correction ${fpc}`] : []),
        ...(lonely ? [`single-cluster strata: ${design.lonely}`] : []),
        ...(calibrated
          ? [
              `calibrated on ${calibrated.margins}${calibrated.chained ? " (the last of several calibrations, the only one that standard errors take account of)" : ""}`,
            ]
          : []),
      ];
  if (french)
    return [
      [
        `Plan de sondage : ${names.weight ? `poids ${names.weight}` : "sans poids"}`,
        ...structureFr,
        `${count(df)} degrés de liberté.`,
      ].join(" ; "),
      `Lignes : ${count(used)} utilisées sur ${count(rows)}, ${count(missing)} écartées pour réponse manquante, ${count(outside)} hors champ${unknown > 0 ? `, ${count(unknown)} dont la condition est inconnue` : ""}${weightless > 0 ? ` ; ${count(weightless)} lignes utilisées ont un poids nul` : ""}. Somme des poids : ${sum} ; taille efficace de Kish : ${count(effective)}.`,
    ];
  return [
    [
      `Design: ${names.weight ? `weights ${names.weight}` : "no weights"}`,
      ...structureEn,
      `${count(df)} degrees of freedom.`,
    ].join("; "),
    `Rows: ${count(used)} used of ${count(rows)}, ${count(missing)} left out for a missing answer, ${count(outside)} outside the condition${unknown > 0 ? `, ${count(unknown)} of which it is unknown` : ""}${weightless > 0 ? `; ${count(weightless)} of the used rows have weight zero` : ""}. Sum of weights: ${sum}; Kish's effective sample size: ${count(effective)}.`,
  ];
}

/** What standard errors are, by what variances rest on. */
export function errorsOf({ calibration, replication }: Design, language: Language): string {
  if (replication)
    return language === "fr" ? "Erreurs types par réplication" : "Standard errors from replicate weights";
  if (calibration)
    return language === "fr"
      ? "Erreurs types linéarisées, sur résidus de calage"
      : "Linearised standard errors of calibration residuals";
  return language === "fr" ? "Erreurs types linéarisées" : "Linearised standard errors";
}

/** How many replicates some estimates do not have, where that is so. */
export function discardedNotes(
  estimates: readonly { readonly replicates?: Float64Array | undefined }[],
  language: Language,
): string[] {
  const absent = Math.max(
    0,
    ...estimates.map(({ replicates }) => replicates?.filter((value) => !Number.isFinite(value)).length ?? 0),
  );
  if (absent === 0) return [];
  return language === "fr"
    ? [
        `Des domaines sont vides dans certaines répliques (${absent} au plus), qui sont écartées de leur variance, alors sous-estimée.`,
      ]
    : [
        `Domains are empty in some replicates (${absent} at most), which are left out of their variance; it is then too small.`,
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

/** Whether a sum is a whole number but for rounding. */
const isWhole = (sum: number) => Math.abs(sum - Math.round(sum)) <= 1e-9 * Math.abs(sum);
