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

/** What a label says that its numbers are: `interval` stands for both bounds, `deviation` for a standard error or deviation. */
export type SaidPart = Part | "interval" | "deviation";

/** Weighted counts are none of respondents. */
const partWords: readonly (readonly [SaidPart, RegExp])[] = [
  ["se", /\berreur (?:type|standard)|\bstandard error|^(?:se|es)$/],
  ["deviation", /\becart (?:type|standard)|\bstandard deviation|^et$/],
  [
    "low",
    /\bborne (?:inf|basse)|^inf(?:erieure?)?$|\bic (?:a )?(?:95 )?(?:% )?(?:bas|inf)|\blower\b|\blow\b/,
  ],
  [
    "high",
    /\bborne (?:sup|haute)|^sup(?:erieure?)?$|\bic (?:a )?(?:95 )?(?:% )?(?:haut|sup)|\bupper\b|\bhigh\b/,
  ],
  ["interval", /\bintervalle de confiance|\bconfidence interval|\bic\b|\bci\b/],
  ["p", /\bp (?:valeur|value)|^p(?: [tz])?$|\bvaleur de? ?p\b|\bpr\b|\bprobabilite critique/],
  ["stars", /\bsignificativite|^(?:signif|sign?)$|\bsignificance/],
  [
    "n",
    /^(?:n|effectif|observation|nombre d observation|nb obs|number of observation|respondent|repondant)\b(?!.*(?<!non )(?<!un)(?:ponder|weighted))/,
  ],
];

/** The quantity that words name. */
export const quantityIn = (text: string): Quantity | undefined => named(quantityWords, text);

/** The part of an estimate that words name; none of bounds of another confidence level than 95 %. */
export function partIn(text: string): SaidPart | undefined {
  const part = named(partWords, text);
  return part && ["low", "high", "interval"].includes(part) && otherLevel.test(text) ? undefined : part;
}

const otherLevel = /\b(?!95[ \u00a0\u202f]*%)\d+(?:[.,]\d+)?[ \u00a0\u202f]*%/;

function named<Name>(words: readonly (readonly [Name, RegExp])[], text: string): Name | undefined {
  const form = wordForm(text);
  return words.find(([, pattern]) => pattern.test(form))?.[0];
}
