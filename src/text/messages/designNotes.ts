import type { Label } from "../language.ts";
import { decimalsOfCounts } from "../numbers.ts";
import { both } from "../reader.ts";

/** A text with numbers in it, which each reader sees in the notation of the language; whole numbers by default. */
function numbered<Key extends string>(
  values: Readonly<Record<Key, number>>,
  write: (shown: Readonly<Record<Key, string>>) => Label,
  decimals = 0,
): Label {
  return both((reader) => {
    const shown = Object.entries<number>(values).map(([key, value]) => [
      key,
      reader.measure(value, decimals),
    ]);
    return reader.say(write(Object.fromEntries(shown)));
  });
}

/** A name with a number after it, where there is one. */
const counted = (name: Label, count: number | undefined): Label =>
  count === undefined
    ? name
    : numbered({ count }, (n) => ({ fr: `${name.fr} (${n.count})`, en: `${name.en} (${n.count})` }));

/** A French word behind a number: 0 and 1 take the singular. */
const agreed = (count: number, one: string, many = `${one}s`) => (count < 2 ? one : many);

/** Parts of a sentence with semicolons between them. */
export const listed = (parts: readonly Label[]): Label =>
  both((reader) => parts.map(reader.say).join(reader.language === "fr" ? " ; " : "; "));

/** The parts of the sentence on the design. */
export const designParts = {
  weight: (name: string | undefined): Label =>
    name
      ? { fr: `Plan de sondage : poids ${name}`, en: `Design: weights ${name}` }
      : { fr: "Plan de sondage : sans poids", en: "Design: no weights" },
  replicates: (count: number, prefix: string | undefined, method: string | undefined): Label =>
    numbered({ count }, (n) => {
      const how = method ? ` (${method})` : "";
      return {
        fr: `${n.count} poids de réplication ${prefix || "créés du plan"}${how}`,
        en: `${n.count} replicate weights ${prefix || "made from the design"}${how}`,
      };
    }),
  strata: (names: readonly string[], count: number | undefined): Label =>
    names.length === 0
      ? { fr: "sans strates", en: "no strata" }
      : counted({ fr: `strates ${names.join(" × ")}`, en: `strata ${names.join(" × ")}` }, count),
  clusters: (name: string | undefined, count: number | undefined): Label =>
    name
      ? counted({ fr: `grappes ${name}`, en: `clusters ${name}` }, count)
      : { fr: "sans grappes", en: "no clusters" },
  fpc: (name: string): Label => ({
    fr: `correction de population finie ${name}`,
    en: `finite population correction ${name}`,
  }),
  lonely: (rule: string): Label => ({
    fr: `strates à une seule grappe : ${rule}`,
    en: `single-cluster strata: ${rule}`,
  }),
  calibrated: ({ margins, chained }: { readonly margins: string; readonly chained: boolean }): Label => ({
    fr: `calage sur ${margins}${chained ? " (dernier de plusieurs calages, le seul dont les erreurs types tiennent compte)" : ""}`,
    en: `calibrated on ${margins}${chained ? " (the last of several calibrations, the only one that standard errors take account of)" : ""}`,
  }),
  freedom: (df: number): Label =>
    numbered({ df }, (n) => ({
      fr: `${n.df} ${agreed(df, "degré")} de liberté.`,
      en: `${n.df} ${df === 1 ? "degree" : "degrees"} of freedom.`,
    })),
};

/** Rows that were used and left out. */
export const rowsUsed = (counts: {
  readonly rows: number;
  readonly used: number;
  readonly missing: number;
  readonly deleted: number;
  readonly outside: number;
}): Label =>
  numbered(counts, (n) => {
    const [fr, en] =
      counts.deleted > 0
        ? [`${agreed(counts.missing, "supprimée")} du plan`, "deleted from the design"]
        : [agreed(counts.missing, "écartée"), "left out"];
    return {
      fr: `Lignes : ${n.used} ${agreed(counts.used, "utilisée")} sur ${n.rows}, ${n.missing} ${fr} pour réponse manquante, ${n.outside} hors champ`,
      en: `Rows: ${n.used} used of ${n.rows}, ${n.missing} ${en} for a missing answer, ${n.outside} outside the condition`,
    };
  });

export const rowsUnknown = (unknown: number): Label =>
  numbered({ unknown }, (n) => ({
    fr: `, ${n.unknown} dont la condition est inconnue`,
    en: `, ${n.unknown} of which it is unknown`,
  }));

export const rowsWeightless = (weightless: number): Label =>
  numbered({ weightless }, (n) => ({
    fr: ` ; ${n.weightless} ${agreed(weightless, "ligne utilisée a", "lignes utilisées ont")} un poids nul`,
    en: `; ${n.weightless} of the used rows ${weightless === 1 ? "has" : "have"} weight zero`,
  }));

export const weightsSum = (sum: number): Label =>
  numbered(
    { sum },
    (n) => ({ fr: `. Somme des poids : ${n.sum}`, en: `. Sum of weights: ${n.sum}` }),
    decimalsOfCounts([sum]),
  );

export const kishSize = (effective: number): Label =>
  numbered({ effective }, (n) => ({
    fr: ` ; taille efficace de Kish : ${n.effective}.`,
    en: `; Kish's effective sample size: ${n.effective}.`,
  }));

/** What standard errors are. */
export const errorKinds = {
  replicated: { fr: "Erreurs types par réplication", en: "Standard errors from replicate weights" },
  calibrated: {
    fr: "Erreurs types linéarisées, sur résidus de calage",
    en: "Linearised standard errors of calibration residuals",
  },
  linearised: { fr: "Erreurs types linéarisées", en: "Linearised standard errors" },
} satisfies Record<string, Label>;

export const discardedReplicates = (most: number): Label => ({
  fr: `Des domaines sont vides dans certaines répliques (${most} au plus), qui sont écartées de leur variance, qui peut alors être bien trop petite.`,
  en: `Domains are empty in some replicates (${most} at most), which are left out of their variance; it may then be far too small.`,
});

export const noDesignEffect: Label = {
  fr: "La somme des poids ne dépasse pas le nombre de lignes : il n'y a pas d'effet de plan par rapport à un tirage sans remise ; voir --deff with.",
  en: "The weights add up to no more than the rows: there is no design effect against sampling without replacement; see --deff with.",
};

export const condition = (text: string): Label => ({ fr: `Condition : ${text}`, en: `Condition: ${text}` });

export const derivedVariable = (text: string): Label => ({
  fr: `Variable dérivée : ${text}`,
  en: `Derived variable: ${text}`,
});

export const codesTold = (codes: readonly string[]): Label => ({
  fr: `Codes de réponse manquante : ${codes.join(" ; ")}`,
  en: `Codes of missing answers: ${codes.join("; ")}`,
});

export const levelsTold = (text: string): Label => ({ fr: `Modalités : ${text}`, en: `Levels: ${text}` });
