import { codebookOf } from "../../sources/datasets/wave.ts";
import type { Study } from "../study.ts";
import { type Part, partIn, type Quantity, quantityIn } from "./parts.ts";
import { hasWords, wordForm } from "./wordForms.ts";

/** What a label says of the numbers beside and below it; nothing where it is a heading. */
export interface Meaning {
  readonly variable?: string | undefined;
  /** Of the variable; without them the label names the variable alone. */
  readonly levels?: readonly string[] | undefined;
  readonly wave?: string | undefined;
  readonly model?: string | undefined;
  readonly quantity?: Quantity;
  readonly part?: Part | "interval";
  /** Whether the numbers are of everybody, or of a model's constant. */
  readonly row?: "everybody" | "intercept";
}

/** What labels stand for: those of the dataset, its models and waves, and those that the study declares besides. */
export interface Vocabulary {
  /** All that a label may say; nothing where it is not known. */
  readonly meaningsOf: (label: string) => readonly Meaning[];
  /** The labels that say something. */
  readonly labels: readonly string[];
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

  const named = (form: string) => declared.get(form) ?? known.get(form) ?? [];
  const waves = declaration.waves.map(({ name }) => ({ wave: name, form: wordForm(name) }));
  const meaningsOf = (label: string): readonly Meaning[] => {
    const form = wordForm(label);
    const ofWaves = waves
      .filter((own) => form !== own.form && hasWords(form, own.form))
      .flatMap(({ wave, form: digits }) => {
        const rest = ` ${form} `
          .replace(new RegExp(` (?:(?:en|in|annee|vague|wave|year) )*${digits} `), " ")
          .trim();
        return rest === "" ? [{ wave }] : named(rest).map((meaning) => ({ ...meaning, wave }));
      });
    const found = [...named(form), ...ofWaves];
    if (found.length > 0) return found;
    const quantity = quantityIn(label);
    if (quantity) return [{ quantity }];
    const part = partIn(label);
    return part ? [{ part }] : [];
  };
  return { meaningsOf, labels: [...labels] };
}
