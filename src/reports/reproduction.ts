import { type Reproduction, summarise } from "../figures/reproduce.ts";
import { figureStatuses, findingStatuses } from "../figures/verdict.ts";
import { uses } from "../study/figures.ts";
import type { Language } from "../text/language.ts";
import { say, type Word } from "../text/words.ts";
import { dataLine } from "./dataLine.ts";
import { type Block, cell, heading, left, paragraph, right } from "./document.ts";
import { figureTable } from "./figureTable.ts";
import { findingTable } from "./findingTable.ts";
import { tones } from "./format.ts";
import { describeModels } from "./modelSection.ts";
import { describeTable } from "./tableSection.ts";
import { weightTable } from "./weightTable.ts";

/** The whole reproduction as a document: figures by section, tables, models, findings, summary. */
export function describeReproduction(reproduction: Reproduction, language: Language): Block[] {
  const { study, dataset, figures, tables } = reproduction;
  const aboutGenerator = (note: Word) =>
    dataset.provenance.kind === "synthetic" ? [paragraph(say(note, language), "faint")] : [];
  return [
    paragraph(dataLine(dataset, language)),
    heading(1, study.title[language]),
    paragraph(study.source[language]),
    ...(study.notes ? [paragraph(study.notes[language], "faint")] : []),
    heading(2, say("weights", language)),
    weightTable(dataset, language),
    heading(2, say("figures", language)),
    paragraph(say("method", language), "faint"),
    ...aboutGenerator("useNote"),
    ...[...study.sections].flatMap(([section, title]) => {
      const own = figures.filter(({ figure }) => figure.section === section);
      return own.length === 0 ? [] : [heading(3, title[language]), figureTable(own, reproduction, language)];
    }),
    ...describeContradictions(reproduction, language),
    heading(2, say("tables", language)),
    ...tables.flatMap((table) => describeTable(table, reproduction, language)),
    heading(2, say("models", language)),
    paragraph(say("modelMethod", language), "faint"),
    ...describeModels(reproduction, language),
    heading(2, say("findings", language)),
    ...aboutGenerator("findingNote"),
    findingTable(reproduction, language),
    heading(2, say("summary", language)),
    ...describeSummary(reproduction, language),
  ];
}

/** The figures of the publication that no data can give at once, with what the study says of them. */
function describeContradictions(reproduction: Reproduction, language: Language): Block[] {
  const own = reproduction.figures.filter(({ figure }) => figure.use === "irreconcilable");
  if (own.length === 0) return [];
  return [
    heading(3, say("irreconcilables", language)),
    paragraph(say("irreconcilableNote", language), "faint"),
    figureTable(own, reproduction, language),
    ...[...new Set(own.map(({ figure }) => figure.note))].map((note) => paragraph(note, "faint")),
  ];
}

function describeSummary(reproduction: Reproduction, language: Language): Block[] {
  const summary = summarise(reproduction);
  const total = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  const line = <Status extends keyof typeof tones>(
    label: string,
    statuses: readonly Status[],
    counts: Readonly<Record<Status, number>>,
  ) => [
    cell(label),
    ...statuses.map((status) => cell(String(counts[status]), counts[status] > 0 ? tones[status] : "faint")),
    cell(String(total(counts))),
  ];
  const columns = (label: Word, statuses: readonly Word[]) => [
    left(say(label, language)),
    ...statuses.map((status) => right(say(status, language))),
    right(say("all", language)),
  ];
  return [
    {
      kind: "table",
      columns: columns("figures", figureStatuses),
      rows: uses.map((use) => line(say(use, language), figureStatuses, summary.figures[use])),
    },
    paragraph(""),
    {
      kind: "table",
      columns: columns("findings", findingStatuses),
      rows: [line("", findingStatuses, summary.findings)],
    },
  ];
}
