import type { Label } from "../language.ts";

/** Why it is not known what a cell of the publisher's workbook measures. */

export const labelUnknown: Label = {
  fr: "libellé inconnu, ou étranger à ce tableau",
  en: "unknown label, or one that is foreign to this table",
};

export const labelSaysSeveral: Label = {
  fr: "libellé de plusieurs variables, dont aucune n'est nommée au-dessus",
  en: "label of several variables, none of which is named above it",
};

export const severalOfOne: Label = {
  fr: "deux libellés se contredisent",
  en: "two labels contradict each other",
};

export const levelLacking: Label = { fr: "modalité non précisée", en: "no level is named" };

export const waveLacking: Label = { fr: "vague non précisée", en: "no wave is named" };

export const outcomeLacking: Label = {
  fr: "rien ne dit ce qui est mesuré",
  en: "nothing says what is measured",
};

export const termLacking: Label = {
  fr: "rien ne dit de quel terme du modèle il s'agit",
  en: "nothing says which term of the model this is",
};

export const modelLacking: Label = {
  fr: "rien ne dit de quel modèle il s'agit",
  en: "nothing says which model this is",
};

export const quantityLacking: Label = {
  fr: "rien ne dit si ce sont des coefficients, des rapports ou des effets marginaux",
  en: "nothing says whether these are coefficients, ratios or marginal effects",
};

export const starsUntold: Label = {
  fr: "rien ne dit ce que valent les astérisques",
  en: "nothing says what the asterisks stand for",
};

export const partUnfit: Label = {
  fr: "une estimation n'a pas cette grandeur",
  en: "an estimate has no such quantity",
};

export const yearForeign: Label = {
  fr: "le titre ou le libellé nomme une année qui n'est pas celle déclarée",
  en: "the title or the label names another year than the one declared",
};

export const domainUntold: Label = {
  fr: "le titre ou le champ restreint la population : la déclarer par domain, vide si c'est tout le champ",
  en: "the title or scope restricts the population: declare it by domain, which is empty of everybody",
};

export const unitUnfit: Label = {
  fr: "cette unité n'est pas celle de ce qui est mesuré",
  en: "what is measured has no such unit",
};

export const intervalUntold: Label = {
  fr: "un seul nombre ne donne pas les deux bornes d'un intervalle",
  en: "one number does not give the two bounds of an interval",
};

export const deviationUntold: Label = {
  fr: "un écart-type peut être celui de la variable ou de sa moyenne",
  en: "a standard deviation may be that of the variable or of its mean",
};

export const countUntold: Label = {
  fr: "un effectif peut être celui de la modalité ou de l'ensemble des réponses",
  en: "a count may be that of the level or of all answers",
};

export const bracketsUntold: Label = {
  fr: "rien ne dit ce qui est entre parenthèses",
  en: "nothing says what is in brackets",
};

export const contentUnread: Label = { fr: "contenu non compris", en: "content that is not understood" };

export const labelLacking: Label = { fr: "nombre sans libellé", en: "number without a label" };

export const sameLabels: Label = {
  fr: "d'autres cellules du tableau ont les mêmes libellés et un autre nombre",
  en: "other cells of the table have the same labels and another number",
};

export const tableShowsNothing: Label = {
  fr: "un tableau du classeur nomme un tableau de l'étude (table), des variables (outcomes) ou des modèles (models)",
  en: "a table of the workbook names a table of the study (table), outcomes or models",
};

export const asterisks: Label = { fr: "un à plusieurs astérisques", en: "one or more asterisks" };

/** Why what a cell shows cannot be computed. */

export const termAbsent: Label = { fr: "le modèle n'a pas ce terme", en: "the model has no such term" };

export const noRatio: Label = {
  fr: "le modèle n'a pas de rapports",
  en: "the model has no ratios",
};

export const noEffect: Label = {
  fr: "une constante n'a pas d'effet marginal",
  en: "a constant has no marginal effect",
};

export const noNumber: Label = { fr: "cette grandeur n'existe pas", en: "there is no such quantity" };

export const otherReference = (published: string, own: string): Label => ({
  fr: `la référence du tableau est « ${published} », celle du modèle « ${own} »`,
  en: `the table's reference is "${published}", the model's "${own}"`,
});

export const hiddenCells = (sheet: string, rows: number, columns: number): Label => ({
  fr: `Masqués et non lus dans la feuille « ${sheet} » : ${rows} lignes, ${columns} colonnes.`,
  en: `Hidden and not read in sheet "${sheet}": ${rows} rows, ${columns} columns.`,
});

/** How many numbers of the publisher's workbook are compared. */
export const comparedNumbers = (file: string, compared: number, unmatched: number): Label => ({
  fr: `${file} : ${compared} nombres ou marques comparés, à la précision de leur format${unmatched === 0 ? ", tous ceux du classeur" : ` ; ${unmatched} ne le sont pas`}.`,
  en: `${file}: ${compared} numbers or marks compared, at the precision of their formats${unmatched === 0 ? ", all that the workbook has" : `; ${unmatched} are not`}.`,
});

export const moreLabels = (count: number): Label => ({
  fr: `Et ${count} autres libellés (tous avec --format json).`,
  en: `And ${count} more labels (all of them with --format json).`,
});

export const absentTables = (titles: readonly string[]): Label => ({
  fr: `Tableaux déclarés que le classeur n'a pas : ${titles.join(", ")}.`,
  en: `Declared tables that the workbook lacks: ${titles.join(", ")}.`,
});
