import { fold } from "../../text/fold.ts";

/** The words of a column's name, in small letters and without the digits that count them: POIDS_CAL2 has poids and cal. */
const wordsOf = (name: string): string[] =>
  fold(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"))
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ""))
    .filter(Boolean);

/** What a column may be for, as its name says in French or English. */
const names = {
  weight:
    /^(w|pw|wts?|wgts?|weights?|poids|pond(er.*)?|p?weights?|pwgt|pwt|coefs?|coeffs?|coefficients?|extri.*|extrapol.*|redressement)$|weight$|wgt$|^perwt$|^poids/,
  strata: /^(strat|strates?|strata|stratum|str|sdmvstra|estrato)$|strate$|stratum$/,
  cluster:
    /^(psus?|clusters?|clus?|clust|grappes?|grap|upes?|upm|sdmvpsu|conglomerado|ea)$|psu$|grappe$|cluster$/,
  household:
    /^(menages?|households?|hh|hhid|hhno|foyers?|idmen|idmenage|logements?|dwellings?)$|^idlog|hhid$/,
  fpc: /^(fpc|npop|popsize|sampfrac|tauxsond.*|popstrat.*|taillestrat.*)$/,
  key: /^(id|ids|ident.*|key|cle|num|numero|no|n|nr|matricule|respid|caseid|serial|seqn|uid|uuid|interview|idind.*|siren|siret)$|^id[a-z]{0,4}$|id$/,
  body: /^(taille|height|imc|bmi|stature)$/,
  replicate:
    /^(rep|reps|repw|repwt|repwgt|repweight|wrep|rw|bsw|bs|jk|jkw|brr|boot|bw|replicates?|repliques?)$|rep$/,
} as const;

export type NamedFor = keyof typeof names;

/** Whether a name says that a column is for something, in one of its words or in all of them together. */
export function isNamedFor(purpose: NamedFor, name: string): boolean {
  const words = wordsOf(name);
  const pattern = names[purpose];
  return [...words, words.join("")].some((word) => pattern.test(word));
}
