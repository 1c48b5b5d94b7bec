import { basename } from "node:path";
import type * as z from "zod";
import { valuesOf } from "../figures/compute.ts";
import { agrees, type Reproduction, summarise } from "../figures/reproduce.ts";
import { checksOf } from "../figures/robustness.ts";
import { families, ratios } from "../models/fit/families.ts";
import { ratioOf, termsOf } from "../models/results/terms.ts";
import type { Tested } from "../survey/comparison.ts";
import type { Language } from "../text/language.ts";
import { dataLine } from "./dataLine.ts";
import type { reproductionSchema } from "./jsonSchema.ts";
import { codebookAt, labelIn } from "./labels.ts";
import { datum } from "./tidy.ts";

type Json = z.output<typeof reproductionSchema>;

/** The reproduction as one JSON document. */
export function renderJson(reproduction: Reproduction, language: Language): string {
  return `${JSON.stringify(toJson(reproduction, language), null, 2)}\n`;
}

function toJson(reproduction: Reproduction, language: Language): Json {
  const { study, dataset } = reproduction;
  const { provenance } = dataset;
  return {
    study: { id: study.id, title: study.title[language], source: study.source[language] },
    data: {
      kind: provenance.kind,
      notice: dataLine(dataset, language),
      dataset: dataset.description.id,
      seed: provenance.seed ?? null,
      rows: Object.fromEntries([...dataset.waves.values()].map(({ name, keys }) => [name, keys.length])),
      files: provenance.files.map((file) => basename(file)),
    },
    figures: reproduction.figures.map(({ figure, status, result }) => ({
      id: figure.id,
      label: figure.label[language],
      locator: {
        section: study.sections.get(figure.section)![language],
        page: figure.page,
        chart: figure.chart || null,
      },
      unit: study.units.get(figure.unit)![language],
      published: figure.published.value ?? null,
      publishedInterval:
        figure.published.low === undefined
          ? null
          : { low: figure.published.low, high: figure.published.high! },
      ...valuesOf(result),
      status,
      use: figure.use,
      note: (result && "reason" in result ? result.reason[language] : figure.note) || null,
    })),
    findings: reproduction.findings.map(({ finding, status, comparison, test }) => ({
      id: finding.id,
      label: finding.label[language],
      locator: { section: study.sections.get(finding.section)![language], page: finding.page },
      model: finding.model,
      variable: finding.variable,
      level: finding.level || null,
      versus: finding.versus || null,
      sign: finding.sign,
      comparison: comparison && comparisonData(comparison),
      test: test && { F: datum(test.F), df1: test.df1, df2: datum(test.df2), p: datum(test.p) },
      status,
    })),
    tables: reproduction.tables.map(({ description, rows }) => ({
      id: description.id,
      title: description.title[language],
      rows: rows.map(({ wave, variable, level, result }) => ({
        wave,
        variable,
        level: level || null,
        label: labelIn(codebookAt(reproduction, wave), variable, level, language),
        ...valuesOf(result),
      })),
    })),
    models: reproduction.models.map(({ description, result }) => ({
      id: description.id,
      title: description.title[language],
      family: description.family,
      ratio: ratios[families[description.family].links[0]!] ?? null,
      n: "refusal" in result ? null : result.n,
      missing: "refusal" in result ? null : result.missing,
      refusal: "refusal" in result ? result.refusal[language] : null,
      checks: description.checks ?? null,
      terms:
        "refusal" in result
          ? []
          : termsOf(result).map((term) => ({
              ...{ term: term.term, variable: term.variable, level: term.level, role: term.role },
              label: labelIn(codebookAt(reproduction, description.wave), term.variable, term.level, language),
              ...comparisonData(term),
              ...ratioOf(result.link, term),
            })),
    })),
    disagreements: checksOf(reproduction)
      .flatMap((own) => own.disagreements)
      .map(({ model, check, variable, level, own, other, differs }) => ({
        ...{ model, check, variable, level },
        estimate: own.estimate,
        p: datum(own.p),
        checkEstimate: other.estimate,
        checkP: datum(other.p),
        differs: [...differs],
      })),
    summary: { ...summarise(reproduction), agrees: agrees(reproduction, false) },
  };
}

/** The numbers of a comparison, null where they are none. */
function comparisonData({ estimate, se, statistic, df, p, low, high }: Tested) {
  return {
    ...{ estimate: datum(estimate), se: datum(se), statistic: datum(statistic), df: datum(df), p: datum(p) },
    ...{ low: datum(low), high: datum(high) },
  };
}
