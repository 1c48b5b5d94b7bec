import type { Fault } from "../errors.ts";
import type { Label } from "../language.ts";

/** What a reader can tell of the suppressed cells of a table. */

export const cellBoundsTitle: Label = {
  fr: "Ce qu'un lecteur du tableau peut calculer de ses cases masquées",
  en: "What a reader of the table can compute of its withheld cells",
};

export const cellBoundsColumns = {
  number: { fr: "nombre", en: "number" },
  printed: { fr: "imprimé", en: "printed" },
} satisfies Record<string, Label>;

export const printedNames = {
  n: { fr: "répondants", en: "respondents" },
  total: { fr: "effectif pondéré", en: "weighted number" },
  estimate: { fr: "pourcentage", en: "percentage" },
} satisfies Record<string, Label>;

export const cellReadings = {
  exact: { fr: "retrouvé exactement", en: "recovered exactly" },
  near: { fr: "connu de trop près", en: "told too closely" },
  protected: { fr: "protégé", en: "protected" },
} satisfies Record<string, Label>;

export const cellBoundsNote = (least: number): Label => ({
  fr: `D'après le tableau seul : ses marges, ce dont ses pourcentages sont la part, et les décimales qu'il imprime. « Connu de trop près » : à coup sûr moins de ${least} répondants, ou un effectif pondéré ou un pourcentage à moins d'un cinquième près.`,
  en: `From the table alone: its margins, what its percentages are of, and the digits that it prints. "Told too closely": surely fewer than ${least} respondents, or a weighted number or a percentage to less than a fifth.`,
});

export const nothingSuppressed: Label = {
  fr: "Aucun nombre du tableau n'est masqué (s, ou vide).",
  en: "No number of the table is withheld (s, or empty).",
};

export const noCells: Fault = {
  what: {
    fr: "ceci n'est pas le tableau d'une variable que panel crosstab écrit en CSV, avec les groupes en lignes : des modalités, puis estimate, n ou total",
    en: "this is no table of one outcome as panel crosstab writes it as CSV, with groups in lines: levels, then estimate, n or total",
  },
  advice: {
    fr: "Écrivez-le par panel crosstab VARIABLE … --out TABLEAU.csv",
    en: "Write it by panel crosstab VARIABLE … --out TABLE.csv",
  },
};

export const noCountOrShare: Fault = {
  what: {
    fr: "le tableau n'a ni effectifs (n) ni pourcentages (estimate)",
    en: "the table has neither counts (n) nor percentages (estimate)",
  },
};

export const twiceInTable: Fault = {
  what: { fr: "une case figure deux fois dans le tableau", en: "a cell stands twice in the table" },
};

export const noNumber: Fault = {
  what: {
    fr: "ceci n'est ni un nombre positif ou nul, ni s ou un champ vide",
    en: "this is neither a number of zero or more, nor s or an empty field",
  },
};

export const shareBeyond: Fault = {
  what: {
    fr: "une part (estimate) va de 0 à 1, comme panel crosstab l'écrit en CSV",
    en: "a share (estimate) is from 0 to 1, as panel crosstab writes it as CSV",
  },
};

export const notAddingUp: Fault = {
  what: {
    fr: "ce que le tableau imprime ne s'additionne pas : ni ses marges ni ses pourcentages n'admettent de valeurs des cases masquées",
    en: "what the table prints does not add up: its margins and percentages leave no values to the withheld cells",
  },
  advice: {
    fr: "Vérifiez que toutes ses lignes y sont, et d'une même exécution",
    en: "Check that all of its rows are there, and of one run",
  },
};

export const studyOrCells: Fault = {
  what: {
    fr: "ni une étude ni un tableau (--cells) n'est donné",
    en: "neither a study nor a table (--cells) is given",
  },
};

export const cellsAlone: Fault = {
  what: {
    fr: "--cells porte sur un tableau seul : ni une étude, ni ce qui en est borné n'y va",
    en: "--cells is about a table alone: neither a study goes with it nor what is bounded of one",
  },
};

export const minCellOfCells: Fault = {
  what: {
    fr: "--min-cell dit quelles cases d'un tableau (--cells) sont petites",
    en: "--min-cell says which cells of a table (--cells) are small",
  },
};
