import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { both } from "../reader.ts";

export const reportWritten = (folder: string): Label => ({
  fr: `Rapport écrit dans ${folder}`,
  en: `Report written to ${folder}`,
});

/** How many respondents of a wave are those of an earlier one, by their identifiers. */
export const linkedRespondents = (linked: number, of: number, wave: string, earlier: string): Label =>
  both(({ say, number }) =>
    say({
      fr: `${number(linked)} des ${number(of)} répondants de ${wave} sont dans ${earlier}, d'après leurs identifiants`,
      en: `${number(linked)} of the ${number(of)} respondents of ${wave} are in ${earlier}, by their identifiers`,
    }),
  );

/** Why a report has no bounds. */
export const boundsNotShown = (study: string): Label => ({
  fr: `Ce que les autres chiffres publiés laissent de chacun n'est pas montré : les bornes ne sont pas écrites, ou des déclarations ont changé depuis ; panel bound ${study} --save les écrit.`,
  en: `What the other published figures leave of each is not shown: bounds are not written, or declarations have changed since; panel bound ${study} --save writes them.`,
});

/** How many held-out figures are reproduced; `expected` is how many of them chance would reproduce. */
export const heldOutReproduced = (
  reproduced: number,
  counted: number,
  expected: { readonly fr: string; readonly en: string },
  implied: number,
): Label => ({
  fr: `Parts et moyennes réservées que les chiffres calés laissent ouvertes : ${reproduced} reproduites sur ${counted} ; le hasard en reproduirait ${expected.fr}. Impliquées par les chiffres calés, et non comptées : ${implied}.`,
  en: `Held-out shares and means that the calibrated figures leave open: ${reproduced} of ${counted} reproduced; chance would reproduce ${expected.en}. Implied by the calibrated figures, and not counted: ${implied}.`,
});

/** The verdict on a publication; a strict one counts what is only compatible, not confirmed or not computable against it. */
export const agreement = (
  agrees: boolean,
  strict: boolean,
  { uncomputed, of }: { readonly uncomputed: number; readonly of: number },
): Label => {
  const verdict = verdictOn(agrees, strict, uncomputed > 0);
  if (uncomputed === 0) return verdict;
  return {
    fr: `${verdict.fr} Parmi les ${of} chiffres et constats qui comptent, ${uncomputed} n'${uncomputed > 1 ? "ont" : "a"} pas pu être calculé${uncomputed > 1 ? "s" : ""}.`,
    en: `${verdict.en} Of the ${of} figures and findings that count, ${uncomputed} could not be computed.`,
  };
};

/** `isPartial` where not all could be computed, which is then not reproduced. */
const verdictOn = (agrees: boolean, strict: boolean, isPartial: boolean): Label => {
  if (agrees)
    return strict
      ? {
          fr: "Reproduit : aucun chiffre qui compte ne diffère, n'est que compatible ou non calculable, aucun constat qui compte n'est contredit, non confirmé ou non calculable.",
          en: "Reproduced: no figure that counts differs or is only compatible or not computable, and no finding that counts is contradicted, not confirmed or not computable.",
        }
      : {
          fr: `Reproduit${isPartial ? ", pour ce qui a pu être calculé" : ""} : aucun chiffre qui compte ne diffère, aucun constat qui compte n'est contredit.`,
          en: `Reproduced${isPartial ? ", as far as it could be computed" : ""}: no figure that counts differs, and no finding that counts is contradicted.`,
        };
  return strict
    ? {
        fr: "Non reproduit : parmi ce qui compte, des chiffres diffèrent, ne sont que compatibles ou ne sont pas calculables, ou des constats sont contredits, non confirmés ou non calculables.",
        en: "Not reproduced: of what counts, some figures differ, are only compatible or not computable, or some findings are contradicted, not confirmed or not computable.",
      }
    : {
        fr: "Non reproduit : parmi ce qui compte, des chiffres diffèrent ou des constats sont contredits.",
        en: "Not reproduced: of what counts, some figures differ or some findings are contradicted.",
      };
};

export const summaryOfChecks: Fault = {
  what: {
    fr: "junit et github énumèrent des contrôles, et n'ont pas de bilan",
    en: "junit and github list checks, and have no summary",
  },
  advice: {
    fr: "Employez --differs, ou le format text, markdown ou json",
    en: "Use --differs, or the format text, markdown or json",
  },
};

const parts = {
  calibrated: { fr: "calage", en: "calibrated" },
  fpc: { fr: "taux de sondage", en: "fpc" },
} satisfies Record<string, Label>;

/** What is known of a design, in the title of a column. */
export const knownParts = (known: readonly (keyof typeof parts)[]): Label => ({
  fr: known.map((part) => parts[part].fr).join(", "),
  en: known.map((part) => parts[part].en).join(", "),
});

/** What the second standard errors and p-values rest on, where they are asked for; the margins are those of each wave, or none. */
export const knownDesignNote = (
  known: readonly (keyof typeof parts)[],
  waves: readonly { readonly name: string; readonly margins: string }[],
): Label => {
  const wavesOf = new Map<string, string[]>();
  for (const { name, margins } of waves)
    if (margins !== "") wavesOf.set(margins, [...(wavesOf.get(margins) ?? []), name]);
  const all = [...wavesOf].map(([margins, names]) => `${margins} (${names.join(", ")})`);
  const told: { readonly [Part in keyof typeof parts]: Label } = {
    calibrated: {
      fr: `les résidus de la régression sur les variables de calage — ${all.join(" ; ")}`,
      en: `the residuals of the regression on the variables that the weights were calibrated on — ${all.join("; ")}`,
    },
    fpc: {
      fr: "la part de chaque strate qui a répondu, son effectif étant celui de fpc ou la somme des poids (les comparaisons de vagues n'en ont pas)",
      en: "the share of each stratum that answered, its size being that of fpc or the sum of its weights (comparisons of waves have none)",
    },
  };
  return {
    fr: `À côté : erreurs types et p qui emploient ${known.map((part) => told[part].fr).join(", et ")}. Les verdicts reposent sur celles du plan stratifié.`,
    en: `Beside them: standard errors and p-values that use ${known.map((part) => told[part].en).join(", and ")}. Verdicts rest on those of the stratified design.`,
  };
};

export const figuresFound = (found: number, all: number): Label => ({
  fr: `${found} chiffres sur ${all}`,
  en: `${found} of ${all} figures`,
});

export const panelIsWorkbook: Fault = {
  what: { fr: "le panel s'écrit en .xlsx", en: "the panel is written as .xlsx" },
};

export const generating: Label = {
  fr: "Création du panel synthétique ; cela prend quelques dizaines de secondes",
  en: "Generating the synthetic panel; this takes some tens of seconds",
};

export const panelWritten = (seed: number, file: string): Label => ({
  fr: `Panel synthétique (graine ${seed}) écrit dans ${file}`,
  en: `Synthetic panel (seed ${seed}) written to ${file}`,
});
