import { valuesOf } from "../figures/compute.ts";
import type { FigureResult, Reproduction } from "../figures/reproduce.ts";
import { termsOf } from "../models/results/terms.ts";
import type { Finding } from "../study/findings.ts";
import type { Language } from "../text/language.ts";
import { readerOf } from "../text/reader.ts";
import { dataMark } from "./dataLine.ts";
import { type Record, renderCsv } from "./formats/csv.ts";
import { codebookAt, labelIn } from "./labels.ts";
import { termTable } from "./modelReport.ts";
import { disagreementTable } from "./robustnessSection.ts";
import { recordsOf } from "./tables/column.ts";
import { tidyRecords } from "./tidy.ts";

/** The report's CSV files by name; every record starts with the kind of data that it was computed from. */
export function renderRecords(reproduction: Reproduction, language: Language): Map<string, string> {
  const data = { data: dataMark(reproduction.dataset) };
  const csv = (records: readonly Record[]) => renderCsv(records.map((record) => ({ ...data, ...record })));
  const files = new Map([
    ["figures.csv", csv(reproduction.figures.map((result) => figureRecord(result, reproduction, language)))],
    ["findings.csv", csv(findingRecords(reproduction, language))],
    ["models.csv", csv(modelRecords(reproduction, language))],
  ]);
  const disagreements = tidyRecords(disagreementTable(reproduction, language));
  if (disagreements.length > 0) files.set("disagreements.csv", csv(disagreements));
  for (const { description, rows } of reproduction.tables)
    files.set(
      `table-${description.id}.csv`,
      csv(
        rows.map(({ wave, variable, level, result }) => ({
          wave,
          variable,
          level,
          label: labelIn(codebookAt(reproduction, wave), variable, level, language),
          ...valuesOf(result),
          note: "reason" in result ? result.reason[language] : "",
        })),
      ),
    );
  return files;
}

function figureRecord(
  { figure, status, result }: FigureResult,
  { study }: Reproduction,
  language: Language,
): Record {
  const { published } = figure;
  return {
    id: figure.id,
    section: study.sections.get(figure.section)![language],
    page: figure.page,
    chart: figure.chart,
    label: figure.label[language],
    unit: study.units.get(figure.unit)![language],
    published: published.value ?? null,
    published_low: published.low ?? null,
    published_high: published.high ?? null,
    ...valuesOf(result),
    status,
    use: figure.use,
    note: [result && "reason" in result ? result.reason[language] : "", figure.note]
      .filter(Boolean)
      .join("; "),
  };
}

const signNames: { readonly [S in Finding["sign"]]: string } = {
  "+": "positive",
  "-": "negative",
  "0": "none",
};

function findingRecords({ findings }: Reproduction, language: Language): Record[] {
  return findings.map(({ finding, status, comparison, test }) => ({
    id: finding.id,
    page: finding.page,
    label: finding.label[language],
    model: finding.model,
    variable: finding.variable,
    level: finding.level,
    versus: finding.versus,
    sign: signNames[finding.sign],
    estimate: comparison?.estimate ?? null,
    se: comparison?.se ?? null,
    F: test?.F ?? null,
    df1: test?.df1 ?? null,
    df2: test?.df2 ?? null,
    p: comparison?.p ?? test?.p ?? null,
    status,
    note: finding.note,
  }));
}

/** A line of models.csv for a model that was not fitted: the columns in their order. */
const noTerm: Record = {
  model: "",
  family: "",
  n: null,
  term: "",
  variable: "",
  level: "",
  role: "",
  estimate: null,
  se: null,
  statistic: null,
  df: null,
  p: null,
  low: null,
  high: null,
  exp: null,
  exp_low: null,
  exp_high: null,
  label: "",
  note: "",
};

function modelRecords({ models, dataset }: Reproduction, language: Language): Record[] {
  return models.flatMap<Record>(({ description, result }) => {
    const own = { ...noTerm, model: description.id, family: description.family };
    if ("refusal" in result) return [{ ...own, note: result.refusal[language] }];
    const codebook = dataset.waves.get(description.wave)!.table.codebook;
    const table = termTable({ model: result, terms: termsOf(result) });
    return recordsOf(table, readerOf(language)).map((record) => ({
      ...own,
      ...record,
      n: result.n,
      label: labelIn(codebook, String(record.variable), String(record.level), language),
    }));
  });
}
