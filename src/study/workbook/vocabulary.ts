import { codebookOf } from "../../sources/datasets/wave.ts";
import { nearestOf } from "../../text/suggest.ts";
import type { Study } from "../study.ts";
import { partIn, type Quantity, quantityIn, type SaidPart } from "./parts.ts";
import { hasWords, wordForm } from "./wordForms.ts";

/** What a label says of the numbers beside and below it; nothing where it is a heading. */
export interface Meaning {
  readonly variable?: string | undefined;
  /** Of the variable; without them the label names the variable alone. */
  readonly levels?: readonly string[] | undefined;
  readonly wave?: string | undefined;
  readonly model?: string | undefined;
  readonly quantity?: Quantity;
  readonly part?: SaidPart;
  /** Whether the numbers are of everybody, or of a model's constant. */
  readonly row?: "everybody" | "intercept";
}

/** What labels stand for: those of the dataset, its models and waves, and those that the study declares besides. */
export interface Vocabulary {
  /** All that a label may say; nothing where it is not known. */
  readonly meaningsOf: (label: string) => readonly Meaning[];
  /** The labels that say something and are most like one that does not; of the first of these alone where they are many. */
  readonly nearest: (label: string) => readonly string[];
}

/** Labels that all tables share. */
const common: readonly (readonly [Meaning, readonly string[]])[] = [
  [
    { row: "everybody" },
    ["Ensemble", "Total", "Tous", "Ensemble des médecins", "Ensemble des médecins généralistes", "All"],
  ],
  [{ row: "intercept" }, ["Constante", "Constant", "Intercept"]],
  [
    {},
    ["Modalité", "Variable", "Caractéristiques", "Part", "Pourcentage", "Proportion", "Moyenne", "En %", "%"],
  ],
];

/** A function of texts that computes once for each. */
function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (!known.has(text)) known.set(text, compute(text));
    return known.get(text)!;
  };
}

/** Of more labels that are not known nobody reads which are like them, and it takes long to look for these. */
const mostSuggested = 500;

/** The words of a study's labels. What the study declares of a label comes before what the dataset calls so. */
export function vocabularyOf({ declaration, models, workbook }: Study): Vocabulary {
  const known = new Map<string, readonly Meaning[]>();
  const declared = new Map<string, readonly Meaning[]>();
  const labels = new Set<string>();
  const addTo = (entries: typeof known, texts: readonly string[], meaning: Meaning) => {
    for (const text of texts) {
      labels.add(text);
      const others = entries.get(wordForm(text)) ?? [];
      if (!others.some((other) => JSON.stringify(other) === JSON.stringify(meaning)))
        entries.set(wordForm(text), [...others, meaning]);
    }
  };
  for (const [meaning, texts] of common) addTo(known, texts, meaning);
  for (const wave of declaration.waves) {
    addTo(known, [wave.name], { wave: wave.name });
    for (const own of codebookOf(declaration, { ...wave, link: undefined }).values()) {
      const { name: variable, label } = own;
      addTo(known, [variable, label.fr, label.en], { variable });
      if (own.type === "categorical")
        for (const { name, label: ofLevel } of own.levels)
          addTo(known, [name, ofLevel.fr, ofLevel.en], { variable, levels: [name] });
    }
  }
  for (const { id, title } of models) addTo(known, [id, title.fr, title.en], { model: id });
  for (const { text, level: levels, ...meaning } of workbook.labels)
    addTo(declared, text, { ...meaning, levels });

  const formOf = remembered(wordForm);
  const waves = declaration.waves.map(({ name }) => ({ wave: name, form: wordForm(name) }));
  const withoutWave = (text: string): Meaning[] => {
    const form = formOf(text);
    const named = declared.get(form) ?? known.get(form);
    if (named) return [...named];
    if (/\b(?:19|20)\d\d\b/.test(text)) return [];
    const [quantity, part] = [quantityIn(text), partIn(text)];
    return quantity ? [{ quantity }] : part ? [{ part }] : [];
  };
  const readLabel = (label: string): readonly Meaning[] => {
    const ofWaves = waves
      .filter(({ form }) => formOf(label) !== form && hasWords(formOf(label), form))
      .flatMap(({ wave, form }) => {
        const inWords = new RegExp(
          `(?:\\b(?:en|in|annee|année|vague|wave|year)[ \\u00a0]+)*\\b${form}\\b`,
          "i",
        );
        const rest = label.replace(inWords, " ").trim();
        return formOf(rest) === "" ? [{ wave }] : withoutWave(rest).map((meaning) => ({ ...meaning, wave }));
      });
    return [...withoutWave(label), ...ofWaves];
  };
  const listed = [...labels];
  let suggested = 0;
  return {
    meaningsOf: remembered(readLabel),
    nearest: remembered((label) => (suggested++ < mostSuggested ? nearestOf(label, listed, formOf) : [])),
  };
}
