import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { listOf } from "../lists.ts";
import { both } from "../reader.ts";

/** What is written on charts. */

/** "95% confidence interval" for "95% CI". */
export const intervalName = (short: Label): Label => ({
  fr: short.fr.replace("IC", "intervalle de confiance"),
  en: short.en.replace("CI", "confidence interval"),
});

export const publishedValue: Label = { fr: "valeur publiée", en: "published value" };

export const publishedParts: Label = {
  fr: "Un losange sous une barre est là où finirait une part, ou plusieurs qui se suivent, si elle avait la valeur publiée.",
  en: "A diamond under a bar is where a part, or several in a row, would end if it had the published value.",
};

export const publishedIntervals: Label = {
  fr: "Un rectangle clair est un intervalle publié, ou celui que veulent dire des mots publiés.",
  en: "A pale rectangle is a published interval, or the one that published words stand for.",
};

export const changeInPoints: Label = { fr: "évolution, en points", en: "change, in points" };

/** An axis on which ratios are as far apart as their logarithms. */
export const logarithmic = (name: Label): Label => ({
  fr: `${name.fr} (échelle logarithmique)`,
  en: `${name.en} (logarithmic scale)`,
});

export const agreementTitle: Label = {
  fr: "Chiffres publiés et chiffres recalculés (en %)",
  en: "Published figures and recomputed ones (%)",
};

export const publishedAxis: Label = { fr: "valeur publiée, en %", en: "published value, %" };
export const computedAxis: Label = { fr: "valeur recalculée, en %", en: "recomputed value, %" };

/** How many figures are drawn, and how many of them agree within the rounding of what is printed. */
export const withinRounding = (drawn: number, agreeing: number): Label =>
  both(({ language, number, percent }) => {
    const share = percent((100 * agreeing) / drawn);
    return language === "fr"
      ? `${number(drawn)} chiffres en %, dont ${number(agreeing)} (${share}) se retrouvent à l'arrondi près.`
      : `${number(drawn)} figures in %, of which ${number(agreeing)} (${share}) agree within rounding.`;
  });

/** A robust line through the points. */
export const robustLine = (slope: number, intercept: number): Label =>
  both(({ language, number }) => {
    const sign = intercept < 0 ? "−" : "+";
    const line = `${number(slope, 3)} × ${language === "fr" ? "publié" : "published"} ${sign} ${number(Math.abs(intercept), 2)}`;
    return language === "fr"
      ? `Droite de Theil-Sen : recalculé = ${line} ; droite tracée : recalculé = publié.`
      : `Theil–Sen line: recomputed = ${line}; the line that is drawn: recomputed = published.`;
  });

const sentence = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;

export const agreementNote = (others: number, uses: Label): Label =>
  both(({ language, number, say }) =>
    language === "fr"
      ? `Un trait horizontal est un intervalle publié, ou celui que veulent dire des mots publiés.${others === 0 ? "" : ` Chiffres recalculés qui ne sont pas des parts, non représentés : ${number(others)}.`} ${sentence(say(uses))}`
      : `A horizontal line is an interval that is published, or that published words stand for.${others === 0 ? "" : ` Recomputed figures that are no shares, not drawn: ${number(others)}.`} ${sentence(say(uses))}`,
  );

export const stackedBars: Fault = {
  what: {
    fr: "des barres de 100 % montrent des pourcentages de chaque groupe",
    en: "bars of 100% show percentages of each group",
  },
  advice: { fr: "Écrivez --percent by", en: "Write --percent by" },
};

/** The kinds of files that charts are written as. */
export const otherThanChart: Fault = {
  what: {
    fr: "un graphique s'écrit en .svg, .png, .json (Vega-Lite) ou .html",
    en: "a chart is written as .svg, .png, .json (Vega-Lite) or .html",
  },
};

/** Of a JSON document that is to be drawn. */

const fromCommands = (commands: readonly string[]): Label =>
  both(
    ({ language }) =>
      `${language === "fr" ? "Donnez ce qu'écrit" : "Give what is written by"} panel ${listOf(commands, "or", language)} --format json`,
  );

export const unknownDocument = (commands: readonly string[]): Fault => ({
  what: { fr: "ce n'est pas un document de panel", en: "this is no document of panel" },
  advice: fromCommands(commands),
});

export const undrawnDocument = (commands: readonly string[]): Fault => ({
  what: { fr: "cette commande n'a pas de graphique", en: "this command has no chart" },
  advice: fromCommands(commands),
});

export const brokenDocument = (what: Label): Fault => ({
  what,
  advice: {
    fr: "Écrivez à nouveau ce document avec --format json",
    en: "Write this document again with --format json",
  },
});

export const nothingInDocument: Fault = {
  what: { fr: "ce document n'a rien à représenter", en: "there is nothing to draw in this document" },
};

export const typeOfNoChart: Fault = {
  what: { fr: "aucun graphique n'est demandé", en: "no chart is asked for" },
  advice: { fr: "Nommez son fichier avec --chart", en: "Name its file by --chart" },
};

export const severalOutcomes: Fault = {
  what: {
    fr: "un tableau croisé de plusieurs variables ne se dessine pas",
    en: "a cross-tab of several outcomes is not drawn",
  },
  advice: { fr: "Écrivez le document d'une seule variable", en: "Write the document of one outcome" },
};

export const ofCrosstabs: Fault = {
  what: {
    fr: "seul un tableau croisé se dessine de plusieurs façons",
    en: "a cross-tab alone is drawn in several ways",
  },
  advice: { fr: "Retirez --chart-type", en: "Leave --chart-type out" },
};

export const rowsForChart: Fault = {
  what: {
    fr: "panel chart dessine le document JSON d'une commande, et ceci est un fichier de données ou un classeur",
    en: "panel chart draws the JSON document of a command, and this is a file of rows or a workbook",
  },
  advice: {
    fr: "Écrivez d'abord ce document, par exemple : panel crosstab … --format json --out resultat.json ; ou dessinez aussitôt avec --chart",
    en: "Write that document first, for example: panel crosstab … --format json --out result.json; or draw at once with --chart",
  },
};
