import { wordForm } from "./wordForms.ts";

/** What of an estimate a cell shows. */
export const parts = ["estimate", "se", "low", "high", "p", "stars", "n"] as const;
export type Part = (typeof parts)[number];

/** How a table of a model shows its terms: coefficients, odds or rate ratios, or average marginal effects. */
export const quantities = ["coefficient", "ratio", "effect"] as const;
export type Quantity = (typeof quantities)[number];

/** The words, in the form that labels are compared in, by which tables name what they show. */
const quantityWords: readonly (readonly [Quantity, RegExp])[] = [
  ["effect", /\b(?:effet|ecart|difference)s? margina(?:l|ux?)|\bmarginal effect|\b(?:emm|ame)\b/],
  [
    "ratio",
    /\bodd ratio|\bor\b|\birr\b|\brapport (?:de|des|d) (?:cote|chance|tau|incidence)|\b(?:incidence )?rate ratio|\bexp (?:b|beta|coef\w*)\b/,
  ],
  ["coefficient", /\bcoef(?:f|ficient)?\b|\bparametre\b|\bbeta\b|\bcoefficient\b/],
];

/** `interval` stands for both of its bounds. */
const partWords: readonly (readonly [Part | "interval", RegExp])[] = [
  ["se", /\b(?:erreur|ecart) (?:type|standard)|\bstandard error|^(?:se|es|et)$/],
  ["low", /\bborne (?:inf|basse)|\bic (?:a )?(?:95 )?(?:% )?(?:bas|inf)|\blower\b|\blow\b/],
  ["high", /\bborne (?:sup|haute)|\bic (?:a )?(?:95 )?(?:% )?(?:haut|sup)|\bupper\b|\bhigh\b/],
  ["interval", /\bintervalle de confiance|\bconfidence interval|\bic\b|\bci\b/],
  ["p", /\bp (?:valeur|value)|^p$|\bvaleur de? ?p\b|\bpr\b|\bprobabilite critique/],
  ["stars", /\bsignificativite|^(?:signif|sig)$|\bsignificance/],
  [
    "n",
    /^(?:n|effectif|observation|nombre d observation|nb obs|number of observation|respondent|repondant)\b/,
  ],
];

/** The quantity that words name. */
export const quantityIn = (text: string): Quantity | undefined => named(quantityWords, text);

/** The part of an estimate that words name. */
export const partIn = (text: string): Part | "interval" | undefined => named(partWords, text);

function named<Name>(words: readonly (readonly [Name, RegExp])[], text: string): Name | undefined {
  const form = wordForm(text);
  return words.find(([, pattern]) => pattern.test(form))?.[0];
}
