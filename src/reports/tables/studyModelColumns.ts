import type { ModelResult } from "../../figures/models.ts";
import type { Reproduction } from "../../figures/reproduce.ts";
import { type Aspect, aspects, type Check, type Disagreement } from "../../figures/robustness.ts";
import { families, ratios } from "../../models/fit/families.ts";
import type { FittedModel } from "../../models/fit/model.ts";
import { ratioOf, type Term, termRoles } from "../../models/results/terms.ts";
import type { Label } from "../../text/language.ts";
import { plain } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { codebookOf } from "../codebookOf.ts";
import { type Column, columnsOver, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { knownColumn } from "./knownColumns.ts";

type Names = Pick<Reproduction, "dataset" | "models">;

/** A study's model as files have it, but for its terms. */
export const studyModelColumns: readonly Column<ModelResult>[] = [
  fileColumn("id", "text", ({ description }) => description.id),
  fileColumn("title", "text", ({ description }, { say }) => say(description.title)),
  fileColumn("family", "text", ({ description }) => description.family, { values: Object.keys(families) }),
  fileColumn("ratio", "text", ({ description }) => ratios[families[description.family].links[0]!], {
    about: "what exp is",
  }),
  fileColumn("n", "count", ({ result }) => ("refusal" in result ? null : result.n)),
  fileColumn("missing", "count", ({ result }) => ("refusal" in result ? null : result.missing)),
  fileColumn("refusal", "text", ({ result }, { say }) => ("refusal" in result ? say(result.refusal) : null), {
    about: "why the model cannot be fitted",
  }),
  fileColumn("checks", "text", ({ description }) => description.checks, {
    about: "the model whose robustness this one checks",
  }),
];

/** A coefficient of a study's model. */
export interface StudyTerm {
  readonly term: Term;
  /** The same with the second variance. */
  readonly known: Term | undefined;
  readonly link: FittedModel["link"];
  readonly wave: string;
}

export function studyTermColumns(reproduction: Pick<Reproduction, "dataset" | "known">): Column<StudyTerm>[] {
  const ratio =
    (key: "exp" | "exp_low" | "exp_high") =>
    ({ link, term }: StudyTerm) =>
      ratioOf(link, term)[key];
  const number = (key: "estimate" | "se" | "statistic" | "df" | "p" | "low" | "high", about?: string) =>
    fileColumn<StudyTerm>(key, "number", ({ term }) => term[key], { about });
  const withKnown = (key: "se" | "p") => [
    number(key),
    ...knownColumn(reproduction.known, number(key), ({ known }: StudyTerm) => known?.[key]),
  ];
  return [
    fileColumn("term", "text", ({ term }) => term.term),
    fileColumn("variable", "text", ({ term }) => term.variable),
    fileColumn("level", "text", ({ term }) => term.level),
    fileColumn("role", "text", ({ term }) => term.role, { values: termRoles }),
    number("estimate", "on the scale of the linear predictor"),
    ...withKnown("se"),
    number("statistic"),
    number("df"),
    ...withKnown("p"),
    number("low", "bound of the 95% confidence interval"),
    number("high"),
    fileColumn("exp", "number", ratio("exp"), { about: "the ratio; 1 for a reference level" }),
    fileColumn("exp_low", "number", ratio("exp_low")),
    fileColumn("exp_high", "number", ratio("exp_high")),
    fileColumn("label", "text", ({ term, wave }, reader) =>
      reader.label(codebookOf(reproduction, wave), term.variable, term.level),
    ),
  ];
}

/** The coefficients of a fitted model, none where it does not exist. */
export function studyTerms(model: ModelResult, { models, known }: Pick<Reproduction, "models" | "known">) {
  const { description, result, terms } = model;
  if ("refusal" in result) return [];
  const others = known?.models[models.indexOf(model)]?.terms ?? [];
  return terms.map(
    (term, at): StudyTerm => ({ term, known: others[at], link: result.link, wave: description.wave }),
  );
}

/** The coefficients of all models below one another; a model that does not exist has a line that says why. */
export function allTermTable(reproduction: Names & Pick<Reproduction, "known">): ResultTable {
  interface Line {
    readonly model: ModelResult;
    readonly own: StudyTerm | undefined;
  }
  const columns: Column<Line>[] = [
    fileColumn("model", "text", ({ model }) => model.description.id),
    fileColumn("family", "text", ({ model }) => model.description.family),
    fileColumn("n", "count", ({ model: { result } }) => ("refusal" in result ? null : result.n)),
    ...studyTermColumns(reproduction).map(
      (column): Column<Line> => ({
        ...columnsOver<Line, StudyTerm>([column], ({ own }) => own!)[0]!,
        value: ({ own }, reader) => (own ? column.value(own, reader) : null),
      }),
    ),
    fileColumn("note", "text", ({ model: { result } }, { say }) =>
      "refusal" in result ? say(result.refusal) : null,
    ),
  ];
  const lines = reproduction.models.flatMap((model): Line[] =>
    "refusal" in model.result
      ? [{ model, own: undefined }]
      : studyTerms(model, reproduction).map((own) => ({ model, own })),
  );
  return resultTable("models", words.models, columns, lines);
}

const titleOf = ({ models }: Names, id: string) =>
  models.find(({ description }) => description.id === id)!.description.title;

/** How often models and their checks disagree. */
export function checkTable(reproduction: Names & Pick<Reproduction, "checks">): ResultTable {
  const counted = (key: string, title: Label, value: (check: Check) => number): Column<Check> => ({
    ...{ key, title, kind: "count", value },
  });
  const inAspect = (aspect: Aspect) => (check: Check) =>
    check.disagreements.filter(({ differs }) => differs.includes(aspect)).length;
  return resultTable<Check>(
    undefined,
    words.robustness,
    [
      {
        key: "model",
        title: words.model,
        kind: "text",
        value: ({ model }, { say }) => say(titleOf(reproduction, model)),
      },
      counted("compared", words.checked, ({ compared }) => compared),
      counted("disagreeing", words.disagreeing, ({ disagreements }) => disagreements.length),
      counted("sign", words.ofWhichSign, inAspect("sign")),
      counted("significance", words.ofWhichSignificance, inAspect("significance")),
    ],
    reproduction.checks,
  );
}

/** The coefficients on which models and their checks do not agree. */
export const disagreementTable = (reproduction: Names & Pick<Reproduction, "checks">): ResultTable =>
  resultTable(
    "disagreements",
    words.robustness,
    disagreementColumns(reproduction),
    reproduction.checks.flatMap(({ disagreements }) => disagreements),
  );

export function disagreementColumns(reproduction: Names): Column<Disagreement>[] {
  const codebookFor = ({ model }: Disagreement) => {
    const { wave } = reproduction.models.find(({ description }) => description.id === model)!.description;
    return codebookOf(reproduction, wave);
  };
  return [
    {
      key: "model",
      title: words.model,
      kind: "text",
      grouping: true,
      value: ({ model }) => model,
      text: ({ model }, { say }) => say(titleOf(reproduction, model)),
    },
    fileColumn("check", "text", ({ check }) => check),
    {
      key: "variable",
      title: words.variable,
      kind: "text",
      value: ({ variable }) => variable,
      text: (row, reader) => reader.label(codebookFor(row), row.variable),
    },
    {
      key: "level",
      title: words.level,
      kind: "text",
      value: ({ level }) => level,
      text: (row, reader) =>
        row.level === "" ? "" : reader.label(codebookFor(row), row.variable, row.level),
    },
    { key: "estimate", title: words.estimate, kind: "number", decimals: 3, value: ({ own }) => own.estimate },
    { key: "p", title: plain("p"), kind: "p", value: ({ own }) => own.p },
    {
      key: "check_estimate",
      title: words.check,
      kind: "number",
      decimals: 3,
      value: ({ other }) => other.estimate,
    },
    { key: "check_p", title: plain("p"), kind: "p", value: ({ other }) => other.p },
    {
      key: "differs",
      title: words.disagreement,
      kind: "text",
      value: ({ differs }) => differs.join(separator),
      text: ({ differs }, { say }) => differs.map((aspect) => say(words[aspect])).join(", "),
      values: [...aspects, aspects.join(separator)],
    },
  ];
}

const separator = " and ";
