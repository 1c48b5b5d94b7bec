import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";
import { listOf } from "../lists.ts";
import { both } from "../reader.ts";

export const unitsBelowHeader: Fault = {
  what: {
    fr: "une ligne d'unités sépare l'en-tête des données, ce qu'une déclaration ne peut pas dire",
    en: "a row of units stands between the header and the data, which a declaration cannot say",
  },
  advice: { fr: "Supprimez cette ligne de la feuille", en: "Remove this row from the sheet" },
};

export const declarationExists: Fault = {
  what: { fr: "ce fichier existe déjà", en: "this file exists already" },
  advice: {
    fr: "Nommez-en un autre par --out, ou remplacez-le avec --force",
    en: "Name another by --out, or replace it with --force",
  },
};

export const noFileToDeclare: Fault = {
  what: { fr: "aucun fichier de lignes n'est indiqué", en: "no file of rows is named" },
  advice: { fr: "Nommez un fichier CSV ou un classeur", en: "Name a CSV file or a workbook" },
};

/** A declaration does not say how dates are written; a file that is converted has them as ISO writes them. */
export const datesToConvert = (column: string, orders: readonly string[]): Label => {
  const flags = orders.map((order) => `--dates ${order}`);
  return {
    fr: `${column} contient des textes qui ressemblent à des dates. Si ce sont des dates, déclarez le fichier que fait : panel convert … ${flags.join(" ou ")}`,
    en: `${column} has texts that look like dates. If these are dates, declare the file that is made by: panel convert … ${flags.join(" or ")}`,
  };
};

const different = (count: number) =>
  both(({ language, number }) =>
    language === "fr"
      ? `${number(count)} valeur${count > 1 ? "s différentes" : ""}`
      : `${number(count)} ${count > 1 ? "different values" : "value"}`,
  );

export const weightFound = (count: number): Label => ({
  fr: `d'après son nom, et des nombres positifs sans exception : ${different(count).fr}`,
  en: `by its name, and positive numbers without exception: ${different(count).en}`,
});

export const wholeWeight = (count: number): Label => ({
  fr: `nommée comme des poids, mais seulement ${different(count).fr}, entières : peut-être des codes`,
  en: `named as weights are, but only ${different(count).en}, all whole: perhaps codes`,
});

export const weightOrBody = (count: number): Label => ({
  fr: `nommée comme des poids, ${different(count).fr} ; mais une colonne de tailles laisse penser au poids des personnes`,
  en: `named as weights are, ${different(count).en}; but a column of heights suggests what people weigh`,
});

export const weightUnfit: Label = {
  fr: "nommée comme des poids, mais certaines lignes n'en ont pas, ou un poids négatif",
  en: "named as weights are, but some rows have none, or a negative one",
};

export const strataFound = (count: number): Label => ({
  fr: `d'après son nom ; ${count} strates, connues de toutes les lignes`,
  en: `by its name; ${count} strata, known of all rows`,
});

export const clusterFound = (count: number): Label => ({
  fr: `d'après son nom ; ${count} unités, connues de toutes les lignes`,
  en: `by its name; ${count} units, known of all rows`,
});

export const nestedUnits = (outer: string): Label => ({
  fr: `des unités à l'intérieur de celles de ${outer}, que les variances comprennent`,
  en: `units within those of ${outer}, which variances include`,
});

export const oneWeight = (count: number): Label => ({
  fr: `les lignes de chacune de ses ${count} valeurs ont le même poids : peut-être les unités tirées, ou des strates`,
  en: `the rows of each of its ${count} values have one weight: perhaps the units that were drawn, or strata`,
});

export const correctionFound = (isStratified: boolean): Label =>
  isStratified
    ? {
        fr: "d'après son nom ; un nombre par strate, qui n'est pas inférieur à ce qui y est tiré",
        en: "by its name; one number in each stratum, no less than was sampled there",
      }
    : {
        fr: "d'après son nom ; un seul nombre, qui n'est pas inférieur à ce qui est tiré",
        en: "by its name; a single number, no less than was sampled",
      };

export const correctionUnfit: Label = {
  fr: "nommée comme une correction de population finie, mais elle varie au sein d'une strate, ou elle est inférieure à ce qui y est tiré",
  en: "named as a finite population correction is, but it varies within a stratum, or is less than was sampled there",
};

export const keyFound: Label = {
  fr: "d'après son nom, et une valeur différente sur chaque ligne",
  en: "by its name, and another value in each row",
};

export const chooseColumn: Label = {
  fr: "À choisir : écrivez l'une de ces colonnes à la place du point d'interrogation",
  en: "To be chosen: write one of these columns in place of the question mark",
};

export const mayBeToo: Label = { fr: "Non retenues :", en: "Not taken:" };

export const eachCountsOne: Label = {
  fr: "Aucune colonne n'a l'air de poids : chaque ligne compte pour un",
  en: "No column looks like weights: each row counts as one",
};

export const noStrata: Label = {
  fr: "Aucune colonne n'est nommée comme des strates. Si le tirage a été stratifié, nommez-les",
  en: "No column is named as strata are. If the sample was stratified, name them",
};

export const noCluster: Label = {
  fr: "Aucune colonne n'est nommée comme des grappes. Si le tirage a été fait par grappes, nommez les unités primaires",
  en: "No column is named as clusters are. If clusters were sampled, name the primary units",
};

export const aboutDraft = (file: string, rows: number, columns: number): Label =>
  both(({ language, number }) =>
    language === "fr"
      ? `Ce que ${file} dit de lui-même (lignes : ${number(rows)}, colonnes : ${number(columns)}). À vérifier ; les lignes qui commencent par # ne sont pas lues.`
      : `What ${file} tells of itself (rows: ${number(rows)}, columns: ${number(columns)}). To be checked; lines that begin with # are not read.`,
  );

export const aboutLeftOut: Label = { fr: "Colonnes laissées de côté :", en: "Columns that are left out:" };

export const noAnswers: Label = { fr: "aucune réponse", en: "no answers" };

export const keptAsTexts = (text: string): Label => ({
  fr: `des nombres écrits comme textes, tels que ${JSON.stringify(text)}`,
  en: `numbers that are written as texts, such as ${JSON.stringify(text)}`,
});

export const numbersBut = (texts: readonly string[]): Label => ({
  fr: `Des nombres, sauf ${texts.map((text) => JSON.stringify(text)).join(", ")}. Si ce sont des réponses manquantes, en place de modalités :`,
  en: `Numbers but for ${texts.map((text) => JSON.stringify(text)).join(", ")}. If these are missing answers, in place of levels:`,
});

export const freeText = (count: number): Label => ({
  fr: `${different(count).fr} : du texte libre, ou un identifiant`,
  en: `${different(count).en}: free text, or an identifier`,
});

export const manyDates = (count: number): Label => ({
  fr: `${different(count).fr} : trop de dates pour en faire des modalités`,
  en: `${different(count).en}: too many dates to be levels`,
});

export const replicatesLeft = (prefix: string): Label => ({
  fr: `poids de réplication ; pour des variances par réplication, lisez le fichier lui-même avec --replicates ${prefix}`,
  en: `replicate weights; for variances by replication read the file itself with --replicates ${prefix}`,
});

export const maybeMissing = (codes: readonly string[]): Label => ({
  fr: `À vérifier : ${codes.join(", ")} ${codes.length > 1 ? "se détachent" : "se détache"} des autres valeurs. Si ce sont des réponses manquantes :`,
  en: `To be checked: ${codes.join(", ")} ${codes.length > 1 ? "stand" : "stands"} apart from the other values. If these are missing answers:`,
});

export const maybeCodes: Label = {
  fr: "Peu de nombres entiers. Si ce sont des codes :",
  en: "Few whole numbers. If these are codes:",
};

/** The parts of a design, as they are told. */
const parts = {
  key: { fr: "identifiant", en: "key" },
  weight: { fr: "poids", en: "weight" },
  strata: { fr: "strates", en: "strata" },
  cluster: { fr: "grappes", en: "clusters" },
  fpc: { fr: "correction de population finie", en: "finite population correction" },
} satisfies Record<string, Label>;

export type DesignPart = keyof typeof parts;

export const partConcluded = (part: DesignPart, column: string, why: Label): Label => ({
  fr: `${parts[part].fr} : colonne ${column} (${why.fr})`,
  en: `${parts[part].en}: column ${column} (${why.en})`,
});

export const partToChoose = (part: DesignPart, columns: readonly string[]): Label => ({
  fr: `${parts[part].fr} : à choisir dans la déclaration, qui n'est pas lue avant (${listOf(columns, "or", "fr")})`,
  en: `${parts[part].en}: to be chosen in the declaration, which is not read before (${listOf(columns, "or", "en")})`,
});

export const partLeft = (part: DesignPart, column: string, why: Label): Label => ({
  fr: `${parts[part].fr} : la colonne ${column} n'est pas retenue (${why.fr})`,
  en: `${parts[part].en}: column ${column} is not taken (${why.en})`,
});

export const partsNotFound = (weight: boolean, strata: boolean, cluster: boolean): Label => {
  const missing = (Object.entries({ weight, strata, cluster }) as [DesignPart, boolean][])
    .filter(([, isMissing]) => isMissing)
    .map(([part]) => parts[part]);
  const say = (language: "fr" | "en") =>
    listOf(
      missing.map((part) => part[language]),
      "or",
      language,
    );
  return {
    fr: `Aucune colonne n'a l'air de ${say("fr")}. Si le plan en a, nommez-les dans la déclaration : sans eux, les estimations ou les erreurs types seraient fausses`,
    en: `No column looks like ${say("en")}. If the design has them, name them in the declaration: without them estimates or standard errors would be wrong`,
  };
};

/** How codes of missing answers were concluded. */
const conclusions = {
  labelled: { fr: "d'après leurs libellés", en: "by their labels" },
  apart: { fr: "loin des autres codes", en: "far from the other codes" },
  maybe: {
    fr: "peut-être des réponses : à vérifier, pour l'instant ce sont des nombres",
    en: "perhaps answers: to be checked, they are numbers until then",
  },
} satisfies Record<string, Label>;

export const codesConcluded = (
  codes: readonly string[],
  variables: readonly string[],
  how: keyof typeof conclusions,
): Label => ({
  fr: `réponses manquantes : ${codes.join(", ")} dans ${listOf(variables, "and", "fr")} (${conclusions[how].fr})`,
  en: `missing answers: ${codes.join(", ")} of ${listOf(variables, "and", "en")} (${conclusions[how].en})`,
});

export const columnsLeftOut = (columns: readonly string[]): Label => ({
  fr: `colonnes laissées de côté, pour les raisons que dit la déclaration : ${columns.join(", ")}`,
  en: `columns left out, for reasons that the declaration tells: ${columns.join(", ")}`,
});

/** Columns of numbers but for few texts. */
export const textsAmongNumbers = (columns: readonly string[]): Label => ({
  fr: `des nombres, sauf quelques textes, dans ${listOf(columns, "and", "fr")} : la déclaration dit comment en faire des réponses manquantes`,
  en: `numbers but for few texts in ${listOf(columns, "and", "en")}: the declaration says how to make them missing answers`,
});

export const readWith = (path: string): Label => ({
  fr: `À lire avec : panel describe --data ${path}`,
  en: `To read it: panel describe --data ${path}`,
});
