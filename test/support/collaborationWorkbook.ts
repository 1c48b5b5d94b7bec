import { groupBy, oracle } from "./oracle.ts";
import {
  addressAt,
  bold,
  comma,
  indented,
  interval,
  type LaidOut,
  starsOf,
  type Words,
  writtenWorkbook,
} from "./sheetLayout.ts";

// A workbook of the charts and complementary tables of collaboration-2022 as its publisher might lay it out, each in another way,
// with the numbers that R computes on the synthetic panel (test/oracle/collaboration-2022.R).

/** A number of R at its cell. The value of stars is the p-value that they stand for. */
export interface PlacedNumber {
  readonly address: string;
  readonly part: string;
  readonly variable: string;
  /** Levels that are taken together are joined by |. */
  readonly level: string;
  readonly model?: string;
  readonly value: number;
}
type Numbers = readonly Omit<PlacedNumber, "address">[];
type Cell =
  | null
  | string
  | Words
  | { readonly content: number | string; readonly format?: string; readonly numbers: Numbers };
interface Sheet {
  readonly name: string;
  readonly merged: readonly string[];
  readonly lines: readonly (readonly Cell[])[];
}

const field =
  "Champ > Médecins généralistes libéraux, installés au 1er janvier 2018 sans mode d’exercice particulier exclusif, France entière, hors Mayotte.";
const rounding = "Note > En raison des arrondis, la somme peut ne pas être égale à 100.";
const significance = "*** : p < 0,01 ; ** : p < 0,05 ; * : p < 0,1.";

// --- Charts ------------------------------------------------------------------------------------------------------------

const frequencies = [
  ["tous les jours", "Tous les jours ou presque"],
  ["chaque semaine", "Au moins une fois par semaine"],
  ["quelques fois par mois", "Quelques fois par mois"],
  ["une fois par mois ou moins", "Une fois par mois ou moins"],
  ["jamais", "Jamais ou très ponctuellement"],
  ["nsp", "Ne se prononce pas"],
] as const;
const levels = frequencies.map(([level]) => level);
const frequencyWords = frequencies.map(([, words]) => words);
const percentages = groupBy(oracle("collaboration-2022-tables.csv"), ({ variable }) => variable!);

type Show = (percentage: number) => { readonly content: number | string; readonly format?: string };
const share = (variable: string, level: string, show: Show): Cell => {
  const value = Number(percentages.get(variable)!.find((row) => row.level === level)!.estimate);
  return { ...show(value), numbers: [{ part: "estimate", variable, level, value }] };
};
const whole = (variable: string, show: Show): Cell => ({
  ...show(100),
  numbers: [{ part: "estimate", variable, level: levels.join("|"), value: 100 }],
});
const rounded: Show = (content) => ({ content, format: "0" });
const ofFormat: Show = (percentage) => ({ content: percentage / 100, format: "0%" });
const asText: Show = (percentage) => ({ content: `${comma(percentage, 1)} %` });

const professions = [
  ["echange_infirmieres", "Des infirmières"],
  ["echange_generalistes", "D’autres médecins généralistes"],
  ["echange_specialistes", "Des médecins spécialistes hors spécialistes en médecine générale"],
  ["echange_pharmaciennes", "Des pharmaciennes"],
  ["echange_kines", "Des masseuses-kinésithérapeutes"],
] as const;
const motivesWithNurses = [
  ["infirmieres_chronique", "Suivi et prise en charge de patients souffrant de maladie chronique"],
  ["infirmieres_traitements", "Traitements ou réalisation de gestes techniques"],
  ["infirmieres_domicile", "Gestion des personnes âgées à domicile"],
  ["infirmieres_hospitalisation", "Suivi des patients à la suite d’une hospitalisation"],
] as const;
const motivesWithDoctors = [
  ["generalistes_avis", "Avis concernant des diagnostics ou des prises en charge"],
  ["generalistes_remplacement", "Organisation pour se relayer ou pour les remplacements en cas d’absence"],
  ["generalistes_temps_dedies", "Discussions durant des temps d’échange dédiés (groupes de pairs…)"],
] as const;
const motivesWithSpecialists = [
  ["specialistes_rendez_vous", "Organisation des rendez-vous des patients"],
  ["specialistes_avis", "Diagnostics et modalités de prise en charge"],
  ["specialistes_entree_hopital", "Organisation de l’hospitalisation des patients"],
  ["specialistes_retour_hopital", "Organisation du retour de l’hôpital"],
] as const;

const charts: readonly Sheet[] = [
  {
    name: "Graphique 1",
    merged: ["B4:B5", "C4:H4", "I4:I5"],
    lines: [
      [
        null,
        bold(
          "Graphique 1 - Collaboration des médecins généralistes avec d’autres professionnels de santé en 2022",
        ),
      ],
      [null, null, null, null, null, null, null, null, "En %"],
      [],
      [
        null,
        "Échangez-vous des informations d’ordre médical avec...",
        "Fréquence des échanges",
        null,
        null,
        null,
        null,
        null,
        "Total",
      ],
      [null, null, ...frequencyWords],
      ...professions.map(([variable, words]): Cell[] => [
        ...[null, words, ...levels.map((level) => share(variable, level, rounded)), whole(variable, rounded)],
      ]),
      [null, rounding],
      [null, field],
    ],
  },
  {
    name: "Graphique 2",
    merged: [],
    lines: [
      [bold("Graphique 2. Motifs de collaboration avec des infirmières en 2022 (en %)")],
      [],
      [null, ...motivesWithNurses.map(([, words]) => words)],
      ...frequencies.map(([level, words]): Cell[] => [
        ...[words, ...motivesWithNurses.map(([variable]) => share(variable, level, rounded))],
      ]),
      [bold("Ensemble"), ...motivesWithNurses.map(([variable]) => whole(variable, rounded))],
      [],
      [field],
    ],
  },
  {
    name: "Graphique 3",
    merged: ["A1:G1"],
    lines: [
      [bold("Graphique 3 : Motifs de collaboration avec d’autres médecins généralistes")],
      [],
      ["Motif", ...frequencyWords],
      ...motivesWithDoctors.map(([variable, words]): Cell[] => [
        ...[words, ...levels.map((level) => share(variable, level, ofFormat))],
      ]),
      [field],
    ],
  },
  {
    name: "G4",
    merged: motivesWithSpecialists.map((_, at) => `A${4 + 6 * at}:A${9 + 6 * at}`),
    lines: [
      [bold("Graphique 4. Motifs de collaboration avec des médecins d’autres spécialités en 2022")],
      [],
      ["Motif", "Fréquence", "Part"],
      ...motivesWithSpecialists.flatMap(([variable, words]) =>
        frequencies.map(([level, own], at): Cell[] => [
          at === 0 ? words : null,
          own,
          share(variable, level, asText),
        ]),
      ),
      [],
      [field],
    ],
  },
];

// --- Models ------------------------------------------------------------------------------------------------------------

const terms = groupBy(oracle("collaboration-2022-models.csv"), ({ model }) => model!);

/** The sections of a table with their levels, the reference first. */
const covariates = [
  [
    "tranche_age",
    "Tranche d’âge",
    [
      ["60 ans ou plus", "60 ans et plus"],
      ["moins de 40 ans", "Moins de 40 ans"],
      ["40-49 ans", "De 40 à 49 ans"],
      ["50-59 ans", "De 50 à 59 ans"],
    ],
  ],
  [
    "sexe",
    "Sexe",
    [
      ["Homme", "Hommes"],
      ["Femme", "Femmes"],
    ],
  ],
  [
    "volume",
    "Volume d’activité usuel",
    [
      ["faible", "Faible"],
      ["modéré", "Modéré"],
      ["élevé", "Élevé"],
    ],
  ],
  [
    "region",
    "Région d’exercice",
    [
      ["autre région", "Autre région"],
      ["Pays de la Loire", "Pays de la Loire"],
      ["Paca", "Provence-Alpes-Côte d’Azur"],
    ],
  ],
  [
    "mode",
    "Mode d’exercice",
    [
      ["seul", "Exerce seul"],
      ["mono", "Groupe monoprofessionnel"],
      ["pluri", "Groupe pluriprofessionnel"],
    ],
  ],
  [
    "msp",
    "Exercice en MSP",
    [
      ["Non", "Non"],
      ["Oui", "Oui"],
    ],
  ],
  [
    "membre_cpts",
    "Membre d’une CPTS",
    [
      ["Non", "Non"],
      ["Oui", "Oui"],
    ],
  ],
  ...(
    [
      ["offre_generalistes", "Offre de médecins généralistes (en quartiles)"],
      ["offre_infirmieres", "Offre d’infirmières (en quartiles)"],
      ["offre_specialistes", "Offre de médecins spécialistes (en quartiles)"],
      ["offre_pharmacies", "Offre de pharmacies (en quartiles)"],
      ["offre_kines", "Offre de masseuses-kinésithérapeutes (en quartiles)"],
    ] as const
  ).map(
    ([variable, words]) =>
      [
        ...[
          variable,
          words,
          ["1er quartile", "2e quartile", "3e quartile", "4e quartile"].map(
            (level) => [level, level] as const,
          ),
        ],
      ] as const,
  ),
] as readonly (readonly [string, string, readonly (readonly [string, string])[]])[];

type Block = (model: string, variable: string, level: string) => readonly Cell[];
type Term = Readonly<Record<"estimate" | "low" | "high" | "p", number>>;

function termOf(model: string, variable: string, level: string): Term | undefined {
  const row = terms.get(model)!.find((own) => own.variable === variable && own.level === level);
  const value = (key: string) => Number(row![key]);
  return (
    row && {
      estimate: Math.exp(value("estimate")),
      low: Math.exp(value("low")),
      high: Math.exp(value("high")),
      p: value("p"),
    }
  );
}

/** The cells of a term in the columns of a model: of a reference its mark in the first one, of a variable that it lacks none. */
const block =
  (
    ...shown: readonly ((term: Term, numbers: (...parts: (keyof Term | "stars")[]) => Numbers) => Cell)[]
  ): Block =>
  (model, variable, level) => {
    const nothing = shown.map(() => null);
    const term = termOf(model, variable, level);
    const numbers = (...parts: (keyof Term | "stars")[]) =>
      parts.map((part) => ({ part, model, variable, level, value: term![part === "stars" ? "p" : part] }));
    if (term) return shown.map((show) => show(term, numbers));
    return terms.get(model)!.some((own) => own.variable === variable)
      ? ["Réf.", ...nothing.slice(1)]
      : nothing;
  };

const starred = ({ estimate, p }: Term) => comma(estimate, 2) + starsOf(p);

function modelSheet({
  name,
  title,
  heads,
  columns,
  of,
}: Record<"name" | "title", string> & {
  readonly heads: readonly (readonly [string, string])[];
  readonly columns: readonly string[];
  readonly of: Block;
}): Sheet {
  const models = heads.map(([model]) => model);
  const width = columns.length;
  const isOfAny = (variable: string) =>
    models.some((model) => terms.get(model)!.some((own) => own.variable === variable));
  const letter = (at: number) => String.fromCharCode(66 + at);
  return {
    name,
    merged:
      width === 1 ? [] : heads.map((_, at) => `${letter(at * width)}3:${letter(at * width + width - 1)}3`),
    lines: [
      [bold(title)],
      [],
      [null, ...heads.flatMap(([, words]) => [words, ...columns.slice(1).map(() => null)])],
      ...(width === 1 ? [] : [[null, ...heads.flatMap(() => columns)]]),
      ["Constante", ...models.flatMap((model) => of(model, "(Intercept)", ""))],
      ...covariates
        .filter(([variable]) => isOfAny(variable))
        .flatMap(([variable, words, own]): Cell[][] => [
          [bold(words)],
          ...own.map(([level, label]): Cell[] => [
            indented(label),
            ...models.flatMap((model) => of(model, variable, level)),
          ]),
        ]),
      [],
      [significance],
      ["Réf. : modalité de référence."],
      [field],
    ],
  };
}

const modelSheets: readonly Sheet[] = [
  modelSheet({
    name: "Tableau A",
    title: "Tableau complémentaire A. Scores de collaboration selon la profession (modèles de Poisson)",
    heads: [
      ["score-infirmieres", "Infirmières"],
      ["score-generalistes", "Médecins généralistes"],
      ["score-specialistes", "Médecins spécialistes"],
      ["score-pharmaciennes", "Pharmaciennes"],
      ["score-kines", "Masseuses-kinésithérapeutes"],
    ],
    columns: ["IRR", "IC à 95 %"],
    of: block(
      (term, numbers) => ({ content: starred(term), numbers: numbers("estimate", "stars") }),
      ({ low, high }, numbers) => ({ content: interval(low, high), numbers: numbers("low", "high") }),
    ),
  }),
  modelSheet({
    name: "Tableau B",
    title: "Tableau complémentaire B. Scores par motif, infirmières",
    heads: motivesWithNurses.map(([variable, words]) => [variable.replaceAll("_", "-"), words]),
    columns: ["Rapport de taux d’incidence", "Borne inf.", "Borne sup.", "p-value"],
    of: block(
      ({ estimate }, numbers) => ({ content: estimate, format: "0.00", numbers: numbers("estimate") }),
      ({ low }, numbers) => ({ content: low, format: "0.00", numbers: numbers("low") }),
      ({ high }, numbers) => ({ content: high, format: "0.00", numbers: numbers("high") }),
      ({ p }, numbers) => ({ content: p, format: "0.000", numbers: numbers("p") }),
    ),
  }),
  modelSheet({
    name: "Tableau C",
    title:
      "Tableau complémentaire C. Scores par motif, médecins généralistes (rapports de taux d’incidence, IC à 95 % entre crochets)",
    heads: motivesWithDoctors.map(([variable, words]) => [variable.replaceAll("_", "-"), words]),
    columns: ["Rapport de taux"],
    of: block((term, numbers) => ({
      content: `${starred(term)} ${interval(term.low, term.high)}`,
      numbers: numbers("estimate", "stars", "low", "high"),
    })),
  }),
  modelSheet({
    name: "Tableau D",
    title: "Tableau complémentaire D. Scores par motif, médecins spécialistes",
    heads: motivesWithSpecialists.map(([variable, words]) => [variable.replaceAll("_", "-"), words]),
    columns: ["Rapport de taux", "Sign."],
    of: block(
      ({ estimate }, numbers) => ({ content: estimate, format: "0.000", numbers: numbers("estimate") }),
      ({ p }, numbers) => ({ content: starsOf(p) || "ns", numbers: numbers("stars") }),
    ),
  }),
];

// --- The workbook ------------------------------------------------------------------------------------------------------

const sheets = [...charts, ...modelSheets];
const placed = sheets.flatMap(({ name, lines }) =>
  lines.flatMap((line, row) =>
    line.flatMap((cell, column) => (cell === null ? [] : [{ address: addressAt(name, row, column), cell }])),
  ),
);
const laidOut: readonly LaidOut[] = placed.map(({ address, cell }) =>
  typeof cell === "string" || !("numbers" in cell)
    ? { address, content: cell }
    : { address, content: cell.content, format: cell.format },
);

/** The numbers that the workbook shows, in full precision. */
export const collaborationNumbers: readonly PlacedNumber[] = placed.flatMap(({ address, cell }) =>
  typeof cell === "object" && "numbers" in cell ? cell.numbers.map((own) => ({ address, ...own })) : [],
);

/** The workbook as a file, with cells changed at will. */
export const collaborationWorkbook = (change?: (cells: Map<string, unknown>) => void): Promise<Uint8Array> =>
  writtenWorkbook(sheets, laidOut, change);
