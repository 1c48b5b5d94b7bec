import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

export const auditTitle = (coherent: boolean): Label =>
  coherent
    ? {
        fr: "Cohérent : une population peut avoir tous ces chiffres",
        en: "Coherent: a population can have all these figures",
      }
    : {
        fr: "Incohérent : aucune population n'a tous ces chiffres à la fois",
        en: "Incoherent: no population has all these figures at once",
      };

export const boundTitle: Label = {
  fr: "Ce que les chiffres publiés laissent possible",
  en: "What the published figures leave possible",
};

export const coherenceColumns = {
  contradiction: { fr: "contradiction n°", en: "contradiction no." },
  left: { fr: "laissé par les autres", en: "left by the others" },
  bounds: { fr: "bornes", en: "bounds" },
  alternative: { fr: "autre définition", en: "alternative definition" },
  verdict: { fr: "tous les chiffres", en: "all figures" },
  mends: { fr: "contradictions levées", en: "contradictions mended" },
  reason: { fr: "motif", en: "reason" },
  estimand: { fr: "quantité", en: "quantity" },
  standing: { fr: "lecture", en: "reading" },
  chance: { fr: "par hasard", en: "by chance" },
  bindingLow: { fr: "ce qui borne par le bas", en: "what binds from below" },
  bindingHigh: { fr: "ce qui borne par le haut", en: "what binds from above" },
  binds: { fr: "borne", en: "binds" },
} satisfies Record<string, Label>;

export const coherenceTables = {
  alternatives: { fr: "Autres définitions", en: "Alternative definitions" },
  conflicts: { fr: "Contradictions trouvées", en: "Contradictions that were found" },
  unseen: { fr: "Chiffres que l'audit ne voit pas", en: "Figures that the audit does not see" },
} satisfies Record<string, Label>;

/** Whether all figures can hold at once. */
export const canHold = (can: boolean): Label =>
  can ? { fr: "cohérent", en: "coherent" } : { fr: "incohérent", en: "incoherent" };

export const nothingLeft: Label = {
  fr: "rien : sa base serait vide",
  en: "nothing: its base would be empty",
};

export const bindingTitle: Label = {
  fr: "Ce que d'autres chiffres publiés en disent",
  en: "What other published figures tell of it",
};

/** How another figure tells of a quantity. */
export const bindingNames = {
  same: { fr: "la même quantité", en: "the same quantity" },
  below: { fr: "par le bas", en: "from below" },
  above: { fr: "par le haut", en: "from above" },
  both: { fr: "des deux côtés", en: "on both sides" },
} satisfies Record<string, Label>;

/** Why a figure or an estimand is not seen. */
export const unseenWhy = {
  respondents: {
    fr: "compte des répondants, et non une part de la population",
    en: "counts respondents, and is no share of the population",
  },
  size: {
    fr: "est un effectif ou son évolution : la taille de la population n'est pas une inconnue",
    en: "is a size or a change of size: the population's size is not among the unknowns",
  },
  number: {
    fr: "repose sur un nombre qui n'est pas découpé en classes",
    en: "rests on a number that is not cut into classes",
  },
  cells: { fr: "repose sur trop de réponses à la fois", en: "rests on too many answers at once" },
} satisfies Record<string, Label>;

/** How a printed figure stands to what the others leave. */
export const standings = {
  implied: { fr: "impliqué", en: "implied" },
  narrowed: { fr: "borné", en: "bounded" },
  free: { fr: "libre", en: "free" },
  outside: { fr: "hors des bornes", en: "outside the bounds" },
} satisfies Record<string, Label>;

/** What mends a contradiction; `widths` is undefined where no wider rounding does. */
export const mending = (
  number: number,
  widths: { readonly fr: string; readonly en: string } | undefined,
  alternatives: readonly Label[],
): Label => {
  const inLanguage = (language: "fr" | "en") => alternatives.map((own) => own[language]).join(" ; ");
  const fr = [
    ...(widths
      ? [`si l'intervalle de chaque chiffre s'élargit de chaque côté de ${widths.fr} fois sa largeur`]
      : []),
    ...(alternatives.length > 0 ? [`par une autre définition : ${inLanguage("fr")}`] : []),
  ];
  const en = [
    ...(widths ? [`if each figure's interval is wider on both sides by ${widths.en} of its width`] : []),
    ...(alternatives.length > 0 ? [`by an alternative definition: ${inLanguage("en")}`] : []),
  ];
  return {
    fr: `Contradiction ${number} : levée ${fr.length > 0 ? fr.join(", ou ") : "par aucun arrondi plus large ni aucune autre définition"}.`,
    en: `Contradiction ${number}: mended ${en.length > 0 ? en.join(", or ") : "by no wider rounding, and no alternative definition"}.`,
  };
};

export const auditNote = (figures: number, unseen: number): Label => ({
  fr: `D'après les seuls chiffres publiés (${figures} ${figures < 2 ? "énoncé distinct" : "énoncés distincts"}, ${unseen} ${unseen < 2 ? "chiffre non vu" : "chiffres non vus"}), sans aucune donnée : toute distribution des réponses compte comme population. Un chiffre admet tout ce qui s'arrondit à lui, bornes comprises, et quelqu'un est dans sa base.`,
  en: `From the published figures alone (${figures} distinct statement${figures === 1 ? "" : "s"}, ${unseen} figure${unseen === 1 ? "" : "s"} not seen), without any data: every distribution of the answers counts as a population. A figure allows all that rounds to it, bounds included, and somebody is in its base.`,
});

export const contradictionNote: Label = {
  fr: "Une contradiction est un plus petit ensemble de chiffres qui ne peuvent valoir à la fois ; celles-ci n'ont aucun chiffre en commun, et sans leurs chiffres tous les autres peuvent valoir ensemble. « Laissé par les autres » est ce que les autres chiffres de la contradiction laissent à celui-ci.",
  en: "A contradiction is a smallest set of figures that cannot hold at once; these have no figure in common, and without their figures all others can hold together. “Left by the others” is what the other figures of the contradiction leave to this one.",
};

export const furtherConflicts = (found: number, complete: boolean): Label => ({
  fr: `${found} contradictions en tout ${complete ? "" : "ont été trouvées avant la fin de la recherche "}(--format json les énumère) ; elles se recoupent.`,
  en: `${found} contradictions in all ${complete ? "" : "were found before the search ended "}(--format json lists them); they overlap.`,
});

export const boundNote: Label = {
  fr: "Bornes exactes d'après les seuls chiffres publiés sur ce jeu de données, sans aucune donnée, par ses définitions : aucune population qui les a tous ne sort de ces bornes, et des populations les atteignent. Les chiffres qui publient la même quantité n'y servent pas quand elle est désignée par un chiffre : impliqué, les autres le disent à eux seuls ; borné, ils en excluent une part ; libre, rien.",
  en: "Sharp bounds from the figures alone that are published on this dataset, without any data, by its definitions: no population that has them all is outside, and some populations are on the bounds. Figures that publish the same quantity do not serve where a figure names it: implied, the others alone say it; bounded, they exclude something; free, nothing.",
};

export const heldOutTitle: Label = {
  fr: "Ce que les chiffres calés laissent des chiffres réservés",
  en: "What the calibrated figures leave of the held-out ones",
};

/** What reproducing held-out figures is worth; `expected` is how many chance reproduces. */
export const heldOutNote = (
  counted: number,
  implied: number,
  expected: { readonly fr: string; readonly en: string },
): Label => ({
  fr: `Bornes exactes d'après les seuls chiffres que le générateur du panel synthétique voit, sans aucune donnée. Les chiffres impliqués (${implied}) ne prouvent rien quand ils sont reproduits. Des autres (${counted}), le hasard en reproduirait ${expected.fr} : « par hasard » est la part des bornes que couvre l'arrondi, soit la probabilité qu'un nombre uniforme entre les bornes s'arrondisse au chiffre publié.`,
  en: `Sharp bounds from the figures alone that the generator of the synthetic panel sees, without any data. Those that are implied (${implied}) prove nothing when they are reproduced. Of the others (${counted}) chance would reproduce ${expected.en}: "by chance" is the share of the bounds that the rounding covers, the probability that a number which is uniform between the bounds rounds to the printed one.`,
});

export const leftOutOfBounds = (figures: readonly string[]): Label => ({
  fr: `Se contredisent, et ne servent pas : ${figures.join(", ")}.`,
  en: `Contradict one another, and do not serve: ${figures.join(", ")}.`,
});

export const oneDataset = (dataset: string): Fault => ({
  what: {
    fr: `un audit porte sur des études d'un même jeu de données, et la première est sur ${dataset}`,
    en: `an audit is of studies of one dataset, and the first one is on ${dataset}`,
  },
});

export const quantityOrAll: Fault = {
  what: { fr: "aucune quantité n'est donnée", en: "no quantity is given" },
  advice: {
    fr: "Donnez une quantité, telle que 'variable=modalité where autre=modalité', l'identifiant d'un chiffre, --all, --held-out ou --save",
    en: "Give a quantity, such as 'variable=level where other=level', the id of a figure, --all, --held-out or --save",
  },
};

export const quantityAndAll: Fault = {
  what: {
    fr: "--all, --held-out et --save bornent des chiffres de l'étude, chacun sans les autres, et aucune autre quantité",
    en: "--all, --held-out and --save bound figures of the study, each without the others, and no other quantity",
  },
};

export const notBounded = (why: Label): Fault => ({
  what: {
    fr: `cette quantité ne peut être bornée : elle ${why.fr}`,
    en: `this quantity cannot be bounded: it ${why.en}`,
  },
});

export const nobodyInBase: Fault = {
  what: {
    fr: "d'après les chiffres publiés, personne ne peut être dans la base de cette quantité",
    en: "by the published figures nobody can be in the base of this quantity",
  },
};

export const tooManyCells = (variables: readonly string[], cells: number): Fault => ({
  what: {
    fr: `les chiffres lient trop de variables pour un programme linéaire : ${cells} cellules de ${variables.join(", ")}`,
    en: `the figures tie too many variables for a linear program: ${cells} cells of ${variables.join(", ")}`,
  },
  advice: {
    fr: "Prenez moins d'études ou moins de chiffres à la fois",
    en: "Take fewer studies or fewer figures at a time",
  },
});
