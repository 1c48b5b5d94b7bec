import type { ClaimResult } from "../../figures/claims/judge.ts";
import type { Reading } from "../../figures/claims/published.ts";
import { valuesOf } from "../../figures/compute.ts";
import type { Range } from "../../numerics/ranges.ts";
import { claimKinds, type Relation, verdicts } from "../../study/claims.ts";
import type { Registered } from "../../study/registry.ts";
import { leftByFigures, otherThanExpected, possibleFrom } from "../../text/messages/sources.ts";
import { plain, type Reader } from "../../text/reader.ts";
import { attributeNames, reasonNames, relationNames } from "../../text/sourceWords.ts";
import { words } from "../../text/words.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { publishedInUnit, publishedText, tones } from "./verdicts.ts";
import { wordColumns } from "./wordColumns.ts";

/** How a relation is written in files, where a sign would begin a formula. */
export const relationKeys = {
  "=": "equal",
  "<": "below",
  ">": "above",
  up: "up",
  down: "down",
  stable: "stable",
  first: "first",
} as const satisfies Record<Relation, string>;

/** What is said beside what is published and recomputed, a row per claim. */
export const claimColumns: readonly Column<ClaimResult>[] = [
  { key: "label", title: words.claim, kind: "text", value: ({ claim }, { say }) => say(claim.label) },
  fileColumn("source", "text", ({ source }) => source.id),
  fileColumn("id", "text", ({ claim }) => claim.id),
  fileColumn("section", "text", ({ claim, source }, { say }) => say(source.sections.get(claim.section)!)),
  {
    key: "lines",
    title: words.lines,
    kind: "text",
    align: "right",
    secondary: 1,
    tone: "faint",
    value: ({ claim }) => claim.lines,
    text: ({ claim }) => claim.lines.replace(/,.*/, " …"),
  },
  fileColumn("kind", "text", ({ claim }) => claim.kind, { values: claimKinds }),
  fileColumn("relation", "text", ({ claim }) => (claim.relation ? relationKeys[claim.relation] : null), {
    values: Object.values(relationKeys),
  }),
  {
    key: "said",
    title: words.said,
    kind: "number",
    wrap: true,
    value: ({ claim }) => claim.said?.value,
    text: saidText,
    about: "null where words stand for said_low to said_high",
  },
  fileColumn("said_decimals", "count", ({ claim }) => claim.said?.decimals),
  fileColumn("said_low", "number", ({ claim }) => claim.said?.low),
  fileColumn("said_high", "number", ({ claim }) => claim.said?.high),
  ...wordColumns<ClaimResult>(({ claim }) => claim.said),
  fileColumn("unit", "text", ({ claim, source }, { say }) =>
    claim.unit === "" ? null : say(source.terms.get(claim.unit) ?? plain(claim.unit)),
  ),
  {
    key: "figures",
    title: words.published,
    kind: "text",
    value: ({ compared }) => compared.with.map(({ registered }) => registered.key).join("; ") || null,
    text: ({ compared }, reader) => readingsText(compared.with, reader),
    about: "the published figures that the claim is compared with, each as study:figure",
  },
  fileColumn("published", "number", ({ compared }) => single(compared.with)?.value, {
    about: "null where it is compared with several figures",
  }),
  fileColumn("published_low", "number", ({ compared }) => single(compared.with)?.low),
  fileColumn("published_high", "number", ({ compared }) => single(compared.with)?.high),
  fileColumn("allowed_low", "number", ({ compared }) => compared.allowed?.low, {
    about: "what all figures leave of a measure that none prints",
  }),
  fileColumn("allowed_high", "number", ({ compared }) => compared.allowed?.high),
  {
    key: "computed",
    title: words.computed,
    kind: "number",
    secondary: 1,
    value: ({ computed }) => valuesOf(computed.at(-1)?.result ?? null).computed,
    text: ({ computed }, reader) =>
      computed
        .map(({ wave, result }) =>
          "reason" in result
            ? reader.say(words["not computable"])
            : `${reader.number(result.computed, 1)} (${wave})`,
        )
        .join(" ; "),
    about: "what the rows of the last wave give; percentages from 0 to 100",
  },
  {
    key: "verdict",
    title: words.verdict,
    kind: "text",
    value: ({ verdict }) => verdict,
    text: (row, reader) => verdictText(row, reader),
    tone: ({ verdict }) => tones[verdict],
    values: verdicts,
  },
  fileColumn("reason", "text", (row, reader) => reasonText(row, reader) || null),
  fileColumn("taken_from", "text", ({ misattributions: [first] }) => first?.reading.registered.key, {
    about: "the figure whose value it has, where it is misattributed or might be",
  }),
  fileColumn("differs", "text", ({ misattributions: [first] }) => first?.differs.join(", ") || null, {
    about: "in what that figure measures something else: year, variable, level, base",
  }),
  fileColumn("expected", "text", ({ claim }) => claim.expected, { values: verdicts }),
  fileColumn("note", "text", ({ claim }, { say }) => say(claim.note) || null),
];

const single = (readings: readonly Reading[]) => (readings.length === 1 ? readings[0] : undefined);

function saidText({ claim, source }: ClaimResult, reader: Reader): string {
  const { relation, said, unit } = claim;
  if (!said) return relation ? reader.say(relationNames[relation]) : "";
  const sign = !said.words && (relation === "<" || relation === ">") ? `${relation} ` : "";
  return `${sign}${publishedInUnit(said, source.terms.get(unit) ?? plain(unit), reader)}`;
}

/** Published values in their order, and where they stand: `94 ; 73 ; 84 study p. 2`. */
export function readingsText(readings: readonly Reading[], reader: Reader): string {
  const values = readings.map((reading) => readingText(reading, reader)).join(" ; ");
  return readings.length === 0 ? "" : `${values}  ${locatorsText(readings, reader)}`;
}

/** A figure as it is printed; of all others what is left of 100. */
export function readingText({ registered, complement }: Reading, reader: Reader): string {
  const printed = publishedText(registered.figure.published, reader);
  return complement ? `100 − ${printed}` : printed;
}

function locatorsText(readings: readonly Reading[], { say }: Reader): string {
  const pages = new Map<string, Set<number>>();
  for (const { registered } of readings) {
    const { study, figure } = registered;
    pages.set(study.id, (pages.get(study.id) ?? new Set()).add(figure.page));
  }
  return [...pages].map(([study, own]) => `${study} ${say(words.page)} ${[...own].join(", ")}`).join(" ; ");
}

/** How a figure is named beside a verdict. */
type FigureName = (registered: Registered, reader: Reader) => string;
const byKey: FigureName = ({ key }) => key;

/** The verdict with what it rests on, in few words; figures are named by their keys where nothing leads to them. */
export function verdictText(row: ClaimResult, reader: Reader, nameOf = byKey): string {
  const { claim, verdict } = row;
  const { say } = reader;
  const reason = reasonText(row, reader, nameOf);
  const other = verdict === claim.expected ? "" : ` [${say(otherThanExpected(words[claim.expected]))}]`;
  return `${say(words[verdict])}${reason && `${reader.language === "fr" ? " :" : ":"} ${reason}`}${other}`;
}

const reasonTexts: Readonly<
  Partial<Record<ClaimResult["verdict"], (row: ClaimResult, reader: Reader, nameOf: FigureName) => string>>
> = {
  inconsistent: ({ conflicts }, { say }) =>
    [
      ...conflicts.claims.map(({ lines }) => `${say(words.lines)} ${lines}`),
      ...conflicts.checks.map(({ id }) => id),
    ].join(", "),
  misattributed: ({ misattributions: [first] }, reader, nameOf) =>
    `${first!.differs.map((attribute) => reader.say(attributeNames[attribute])).join(", ")} (${readingText(first!.reading, reader)}, ${nameOf(first!.reading.registered, reader)})`,
  contradicted: ({ compared: { allowed } }, reader) =>
    allowed ? leftText(leftByFigures, allowed, reader) : "",
  unsupported: ({ compared: { allowed } }, reader) =>
    allowed ? leftText(possibleFrom, allowed, reader) : "",
  "not checkable": ({ claim }, { say }) => (claim.reason ? say(reasonNames[claim.reason]) : ""),
};

const leftText = (told: typeof leftByFigures, { low, high }: Range, { say, number }: Reader) =>
  say(told(number(low, decimalsOfBounds), number(high, decimalsOfBounds)));

/** One more than most publications print. */
const decimalsOfBounds = 1;

const reasonText = (row: ClaimResult, reader: Reader, nameOf = byKey) =>
  reasonTexts[row.verdict]?.(row, reader, nameOf) ?? "";

/** The claims of sources, for files. */
export const claimTable = (results: readonly ClaimResult[]): ResultTable =>
  resultTable("claims", words.claim, claimColumns, results);

type Recomputed = ClaimResult & ClaimResult["computed"][number];

export const recomputedColumns: readonly Column<Recomputed>[] = [
  fileColumn("source", "text", ({ source }) => source.id),
  fileColumn("id", "text", ({ claim }) => claim.id),
  fileColumn("wave", "text", ({ wave }) => wave),
  fileColumn("variable", "text", ({ claim }) => claim.claimed?.variable),
  fileColumn("level", "text", ({ claim }) => claim.claimed?.levels.join("|") || null),
  ...(["computed", "se", "low", "high", "n"] as const).map((key) =>
    fileColumn<Recomputed>(key, key === "n" ? "count" : "number", ({ result }) => valuesOf(result)[key]),
  ),
  fileColumn("note", "text", ({ result }, { say }) => ("reason" in result ? say(result.reason) : null)),
];

/** What the rows give for the measures of claims, wave by wave. */
export const recomputedTable = (results: readonly ClaimResult[]): ResultTable => ({
  ...resultTable(
    "recomputed",
    words.computed,
    recomputedColumns,
    results.flatMap((row) => row.computed.map((own): Recomputed => ({ ...row, ...own }))),
  ),
  audience: "files",
});

/** A published figure beside a claim: one that it is compared with, or the one that it may have its value from. */
interface Beside {
  readonly row: ClaimResult;
  readonly reading: Reading;
  readonly role: (typeof besideRoles)[number];
}

export const besideRoles = ["compared", "taken"] as const;

export const besideColumns: readonly Column<Beside>[] = [
  fileColumn("source", "text", ({ row }) => row.source.id),
  fileColumn("id", "text", ({ row }) => row.claim.id),
  fileColumn("role", "text", ({ role }) => role, {
    values: besideRoles,
    about: "compared with the claim, or the figure that the claim's value may be taken from",
  }),
  fileColumn("figure", "text", ({ reading }) => reading.registered.key, { about: "study:figure" }),
  fileColumn("unit", "text", ({ reading }) => reading.registered.figure.unit),
  fileColumn("published", "number", ({ reading }) => reading.value, {
    about: "of all others where the claim speaks of them: what is left of 100",
  }),
  fileColumn("published_low", "number", ({ reading }) => reading.low),
  fileColumn("published_high", "number", ({ reading }) => reading.high),
];

/** The published figures that stand beside a claim. */
export const figuresBeside = (row: ClaimResult): readonly Beside[] => [
  ...row.compared.with.map((reading) => ({ row, reading, role: "compared" as const })),
  ...row.misattributions.slice(0, 1).map(({ reading }) => ({ row, reading, role: "taken" as const })),
];

/** The published figures beside claims, for files. */
export const besideTable = (results: readonly ClaimResult[]): ResultTable => ({
  ...resultTable("beside", words.published, besideColumns, results.flatMap(figuresBeside)),
  audience: "files",
});
