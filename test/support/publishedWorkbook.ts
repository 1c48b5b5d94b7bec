import { groupBy, oracle } from "./oracle.ts";
import {
  addressAt,
  bold,
  comma,
  indented,
  interval,
  noted,
  starsOf,
  type Words,
  writtenWorkbook,
} from "./sheetLayout.ts";

// A workbook of the tables of er1245 as its publisher would lay it out and word it by hand, with the numbers that R computes on
// the synthetic panel (test/oracle/workbook.R), each at its cell.

/** The numbers that the workbook shows, in full precision: sheet, cell, kind, the estimand or the term of a model, value. */
export const publishedNumbers = oracle("er1245-workbook.csv");

const numbersByCell = groupBy(publishedNumbers, ({ sheet, cell }) => `${sheet}!${cell}`);

/** How many cells show one of these numbers or two. */
export const publishedCellCount = numbersByCell.size;

/** The numbers of a cell by their kinds. */
type Numbers = Readonly<Record<string, number>>;

interface Shown {
  readonly content: number | string;
  /** How a sentence quotes it. */
  readonly text: string;
  readonly format?: string;
}
type Show = (numbers: Numbers) => Shown;

const asText = (text: string): Shown => ({ content: text, text });

/** A number that only its format rounds; 36 % in a format of percentages is 0.36. */
const number =
  (format: string): Show =>
  (numbers) => {
    const value = numbers.percent ?? numbers.mean ?? numbers.ratio!;
    const decimals = /\.(0+)/.exec(format)?.at(1)?.length ?? 0;
    return { content: format.endsWith("%") ? value / 100 : value, text: comma(value, decimals), format };
  };
const starred =
  (decimals: number, minus = "-"): Show =>
  (numbers) => {
    const text = comma((numbers.coefficient ?? numbers.effect)!, decimals).replace("-", minus);
    return { content: text + starsOf(numbers.stars!), text };
  };
const inParentheses =
  (decimals: number): Show =>
  ({ se }) =>
    asText(`(${comma(se!, decimals)})`);
const inBrackets: Show = ({ low, high }) => asText(interval(low!, high!));
const stars: Show = (numbers) => asText(starsOf(numbers.stars!) || "ns");

/** `{C5}` in a note is the number of cell C5. */
type Cell = null | string | number | Words | Show;

interface Sheet {
  readonly name: string;
  readonly lines: readonly (readonly Cell[])[];
  readonly merged: readonly string[];
}

const sources =
  "Sources > DREES, Observatoires régionaux de la santé (ORS) et Unions régionales des professions de santé (URPS) de Provence-Alpes-Côte d’Azur et des Pays de la Loire, quatrième Panel d’observation des pratiques et des conditions d’exercice en médecine générale de ville";
const practising =
  "installés au 1er janvier 2018 sans mode d’exercice particulier exclusif, France entière, hors Mayotte.";
const everyone = `Champ > Médecins généralistes libéraux, ${practising}`;
const withSecretariat = `Champ > Médecins généralistes libéraux disposant d’un secrétariat en 2022, ${practising}`;
const significance =
  "*** : significatif au seuil de 1\u00a0% ; ** : significatif au seuil de 5\u00a0% ; * : significatif au seuil de 10\u00a0%";

const line = (label: Cell, show: Show, times: number): Cell[] => [null, label, ...Array(times).fill(show)];

function chart(): Sheet {
  const percent = number("0.0");
  return {
    name: "Graphique 1",
    merged: ["B2:D2", "B10:D10", "B11:D11", "B12:D12", "B13:D13"],
    lines: [
      [],
      [null, bold("Graphique 1. Recours à un secrétariat par les médecins généralistes en 2019 et en 2022")],
      [null, null, null, "En\u00a0%"],
      [null, null, 2019, 2022],
      line("Secrétariat physique (sur place)", percent, 2),
      line("Secrétariat téléphonique à distance", percent, 2),
      line("Outil de prise de rendez-vous en ligne", percent, 2),
      line("Au moins un type de secrétariat", percent, 2),
      [],
      [
        null,
        "Note > Le total des taux de recours aux différents canaux de secrétariat est supérieur au taux de recours total car les médecins peuvent utiliser plusieurs outils pour assurer leur secrétariat.",
      ],
      [
        null,
        "Lecture > {C6}\u00a0% des médecins généralistes indiquent disposer d'un secrétariat téléphonique à distance début 2019. Ils sont {D6}\u00a0% début 2022.",
      ],
      [null, everyone],
      [null, `${sources}, octobre 2018-avril 2019 et janvier-avril 2022.`],
    ],
  };
}

function combinations(): Sheet {
  const shares = [
    "Secrétariat physique uniquement",
    "Secrétariat téléphonique uniquement",
    "Prise de rendez-vous en ligne uniquement",
    "Secrétariat physique et téléphonique",
    "Secrétariat physique et prise de rendez-vous en ligne",
    "Secrétariat téléphonique et prise de rendez-vous en ligne",
    "Les trois canaux",
    "Aucun de ces trois canaux",
    "Total",
  ];
  return {
    name: "Schéma 2",
    merged: [],
    lines: [
      [bold("Schéma 2 - Canaux de secrétariat utilisés par les médecins généralistes en 2022")],
      [],
      ["Canaux de secrétariat utilisés", "Part des médecins"],
      ...shares.map((label): Cell[] => [label, number("0%")]),
      [],
      [
        "Lecture > {B4}\u00a0% des médecins généralistes ayant un secrétariat en 2022 ont un secrétariat physique uniquement. {B8}\u00a0% ont à la fois un secrétariat sur place et un outil de prise de rendez-vous en ligne.",
      ],
      [withSecretariat],
      [`${sources}, janvier à avril 2022.`],
    ],
  };
}

function characteristics(): Sheet {
  const shares = (label: Cell) => line(label, number("0"), 4);
  const section = (heading: Cell, levels: readonly string[]): Cell[][] => [
    [null, heading],
    ...levels.map((level) => shares(indented(level))),
  ];
  return {
    name: "Tableau compl 1",
    merged: ["B2:F2", "B4:B5", "C4:C5", "D4:F4", "B32:F32"],
    lines: [
      [],
      [
        null,
        bold(
          "Tableau complémentaire 1. Recours à un secrétariat en 2022 selon les caractéristiques des médecins généralistes",
        ),
      ],
      [null, null, null, null, null, "En\u00a0%"],
      [null, "Caractéristiques du médecin", "Dispose d’un secrétariat", "Dont :"],
      [
        null,
        null,
        null,
        "Secrétariat physique\n(sur place)",
        "Secrétariat téléphonique\n(à distance)",
        "Prise de rendez-vous\nen ligne",
      ],
      ...section(bold("Sexe"), ["Femmes", "Hommes"]),
      ...section(bold("Âge"), ["Moins de 50 ans", "50-59 ans", "60 ans ou plus"]),
      ...section(noted("Volume d’activité", "1"), ["Faible", "Modéré", "Élevé"]),
      ...section(noted("Modalité d’exercice", "2"), [
        "Exercice seul",
        "Groupe monoprofessionnel",
        "Groupe pluriprofessionnel",
      ]),
      ...section(bold("Région d’exercice"), [
        "Pays de la Loire",
        "Provence-Alpes-Côte d’Azur",
        "Autres régions",
      ]),
      ...section(bold("Exercice en zone à faible densité médicale"), ["Oui", "Non"]),
      ...section(bold("Téléconsultation"), [
        "A déjà réalisé des téléconsultations",
        "N’a jamais réalisé de téléconsultation",
      ]),
      shares(bold("Ensemble")),
      [
        null,
        [
          "1. Nombre de consultations et visites réalisées en 2017, réparti en tranches : inférieur au premier quartile (faible), entre le premier et le troisième quartile (modéré), au-dessus du troisième quartile (élevé).",
          "2. Le groupe monoprofessionnel ne comprend que des professions médicales, le groupe pluriprofessionnel comprend aussi des professionnels paramédicaux.",
          "Note > Un médecin peut recourir à plusieurs canaux de secrétariat.",
          "Lecture > En 2022, {C7}\u00a0% des femmes médecins généralistes disposent d’un secrétariat, {D7}\u00a0% ont un secrétariat physique.",
          everyone,
          `${sources}, janvier à avril 2022.`,
        ].join("\n"),
      ],
    ],
  };
}

function meanChannels(): Sheet {
  const means = ["Ensemble", "Moins de 50 ans", "De 50 à 59 ans", "60 ans et plus"];
  return {
    name: "Tableau compl 2",
    merged: ["A1:D1"],
    lines: [
      [
        bold(
          "Tableau complémentaire 2 – Nombre moyen de canaux utilisés par les médecins généralistes disposant d’un secrétariat en 2022, selon l’âge et le sexe",
        ),
      ],
      [],
      ["Âge", "Femmes", "Hommes", "Ensemble"],
      ...means.map((label): Cell[] => [label, ...Array<Show>(3).fill(number("0.00"))]),
      [],
      [
        "Lecture > Les femmes médecins généralistes de moins de 50 ans disposant d’un secrétariat utilisent en moyenne {B5} canal.",
      ],
      [withSecretariat],
      [`${sources}, janvier à avril 2022.`],
    ],
  };
}

function logisticModel(): Sheet {
  const ratio = number("0.00");
  const other = (label: string): Cell[] => [indented(label), ratio, stars, inBrackets];
  const reference = (label: string): Cell[] => [indented(label), ratio, "Réf."];
  return {
    name: "Tableau compl A",
    merged: ["A1:D1"],
    lines: [
      [
        bold(
          "Tableau complémentaire A. Probabilité de disposer d’un secrétariat en 2022, toutes choses égales par ailleurs (régression logistique)",
        ),
      ],
      [],
      [null, "Odds ratio", "Significativité", "Intervalle de confiance\nà 95\u00a0%"],
      [bold("Âge")],
      other("Moins de 50 ans"),
      other("50 à 59 ans"),
      reference("60 ans ou plus"),
      [bold("Sexe")],
      other("Femme"),
      reference("Homme"),
      [bold("Volume d’activité")],
      reference("Faible"),
      other("Modéré"),
      other("Élevé"),
      [bold("Densité médicale")],
      reference("Faible"),
      other("Moyenne"),
      other("Forte"),
      [bold("Modalité d’exercice")],
      reference("Seul"),
      other("En groupe monoprofessionnel"),
      other("En groupe pluriprofessionnel"),
      [bold("Région d’exercice")],
      other("Pays de la Loire"),
      other("Provence-Alpes-Côte d’Azur"),
      reference("Autre région"),
      [],
      [`${significance} ; ns : non significatif.`],
      ["Réf. : modalité de référence."],
      [
        "Lecture > Toutes choses égales par ailleurs, la cote d’avoir un secrétariat est, pour une femme médecin généraliste, {B9} fois celle d’un homme.",
      ],
      [everyone],
      [`${sources}, janvier à avril 2022.`],
    ],
  };
}

function poissonModel(): Sheet {
  const other = (label: string, variable: string | null = null): Cell[][] => [
    [null, variable, label, starred(3), number("0.00")],
    [null, null, null, inParentheses(3)],
  ];
  const section = (variable: string, reference: string, levels: readonly string[]): Cell[][] => [
    [null, variable, reference, "Réf.", number("0.00")],
    ...levels.flatMap((level) => other(level)),
  ];
  return {
    name: "Tableau compl B",
    merged: ["B5:C5", "B7:B11", "B12:B14", "B15:B19", "B20:B24", "B25:B29", "B30:B34"],
    lines: [
      [],
      [
        null,
        bold(
          "Tableau complémentaire B. Déterminants du nombre de canaux de secrétariat utilisés en 2022 (modèle de Poisson)",
        ),
      ],
      [],
      [null, "Variables", "Modalités", "Coefficient", "Rapport de taux d’incidence"],
      ...other("", "Constante"),
      ...section("Âge", "60 ans ou plus", ["Moins de 50 ans", "50-59 ans"]),
      ...section("Sexe", "Homme", ["Femme"]),
      ...section("Volume d’activité", "Faible", ["Modéré", "Élevé"]),
      ...section("Densité médicale", "Faible", ["Moyenne", "Forte"]),
      ...section("Modalité d’exercice", "Exerce seul", [
        "Groupe monoprofessionnel",
        "Groupe pluriprofessionnel",
      ]),
      ...section("Région", "Autres régions", ["Pays de la Loire", "Provence-Alpes-Côte d’Azur"]),
      [],
      [null, `Note > Écarts-types entre parenthèses. ${significance}.`],
      [
        null,
        "Lecture > Toutes choses égales par ailleurs, les médecins généralistes de moins de 50 ans utilisent {E8} fois autant de canaux que ceux de 60 ans ou plus.",
      ],
      [null, withSecretariat],
      [null, `${sources}, janvier à avril 2022.`],
    ],
  };
}

function marginalEffects(): Sheet {
  const other = (label: string): Cell[] => [null, `   ${label}`, starred(1, "\u2212"), inParentheses(1)];
  return {
    name: "Tableau compl C",
    merged: ["B2:D2"],
    lines: [
      [],
      [
        null,
        bold(
          "Tableau complémentaire C. Effets marginaux moyens sur la probabilité de disposer d’un secrétariat en 2022",
        ),
      ],
      [],
      [null, null, null, "En points de pourcentage"],
      [null, null, "Effet marginal moyen", "Écart-type"],
      [null, "Âge (réf. : 60 ans ou plus)"],
      other("Moins de 50 ans"),
      other("50-59 ans"),
      [null, "Sexe (réf. : homme)"],
      other("Femme"),
      [null, "Volume d’activité (réf. : faible)"],
      other("Modéré"),
      other("Élevé"),
      [null, "Densité médicale (réf. : faible)"],
      other("Moyenne"),
      other("Forte"),
      [null, "Modalité d’exercice (réf. : seul)"],
      other("Groupe monoprofessionnel"),
      other("Groupe pluriprofessionnel"),
      [null, "Région d’exercice (réf. : autre région)"],
      other("Pays de la Loire"),
      other("Provence-Alpes-Côte d’Azur"),
      [],
      [null, `Note > Effets calculés à partir du modèle du tableau complémentaire A. ${significance}.`],
      [
        null,
        "Lecture > Toutes choses égales par ailleurs, la probabilité d’avoir un secrétariat est supérieure de {C10} points pour une femme médecin généraliste.",
      ],
      [null, everyone],
      [null, `${sources}, janvier à avril 2022.`],
    ],
  };
}

const sheets: readonly Sheet[] = [
  chart(),
  combinations(),
  characteristics(),
  meanChannels(),
  logisticModel(),
  poissonModel(),
  marginalEffects(),
];

/** What a cell of numbers shows; `address` is that of a sheet and a cell. */
function shownAt(address: string, show: Show): Shown {
  const numbers = numbersByCell.get(address);
  if (!numbers) throw new Error(`er1245-workbook.csv has no number for ${address}`);
  return show(Object.fromEntries(numbers.map(({ kind, value }) => [kind!, Number(value)])));
}

/** A cell as it is laid out: where, and with what. */
const laidOut = sheets.flatMap(({ name, lines }) =>
  lines.flatMap((line, row) =>
    line.flatMap((cell, column) =>
      cell === null || cell === "" ? [] : [{ sheet: name, cell, address: addressAt(name, row, column) }],
    ),
  ),
);
const shown = new Map(
  laidOut.flatMap(({ address, cell }) =>
    typeof cell === "function" ? [[address, shownAt(address, cell)] as const] : [],
  ),
);
for (const address of numbersByCell.keys()) {
  if (!shown.has(address)) throw new Error(`no table shows the number of er1245-workbook.csv at ${address}`);
}

function contentOf(sheet: string, address: string, cell: Exclude<Cell, null>): string | number | Words {
  if (typeof cell === "function") return shown.get(address)!.content;
  if (typeof cell !== "string") return cell;
  return cell.replace(/\{(\w+)\}/g, (_, at) => shown.get(`${sheet}!${at}`)!.text);
}

/** The workbook as a file, with cells changed at will. */
export const publishedWorkbook = (change?: (cells: Map<string, unknown>) => void): Promise<Uint8Array> =>
  writtenWorkbook(
    sheets,
    laidOut.map(({ sheet, address, cell }) => ({
      address,
      content: contentOf(sheet, address, cell),
      format: shown.get(address)?.format,
    })),
    change,
  );
