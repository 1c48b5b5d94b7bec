import type { Label } from "../language.ts";

/** What stands below a table or a chart. */

export const onSynthetic = (sentence: Label): Label => ({
  fr: `sur données synthétiques, ${sentence.fr}`,
  en: `on synthetic data, ${sentence.en}`,
});

export const likeSource = (source: Label): Label => ({
  fr: `données synthétiques, sur le modèle de : ${source.fr}`,
  en: `synthetic data, modelled on: ${source.en}`,
});

export const roundedSums: Label = {
  fr: "Les pourcentages sont arrondis : leur somme peut différer de 100.",
  en: "Percentages are rounded: their sum may differ from 100.",
};

export const unanswered = (label: Label): Label => ({
  fr: `sans réponse à « ${label.fr} »`,
  en: `without an answer to "${label.en}"`,
});

export const answered = (label: Label): Label => ({
  fr: `avec une réponse à « ${label.fr} »`,
  en: `with an answer to "${label.en}"`,
});

/** What a report tells of a survey and of its publication. */
export const surveyTitles = {
  survey: { fr: "L'enquête", en: "The survey" },
  producers: { fr: "Producteurs", en: "Producers" },
  sampling: { fr: "Échantillon", en: "Sample" },
  weighting: { fr: "Pondération", en: "Weighting" },
  comparisons: { fr: "Comparaisons de vagues", en: "Comparisons of waves" },
  transitions: { fr: "Passages d'une vague à l'autre", en: "Changes from wave to wave" },
  date: { fr: "Date de la publication", en: "Date of the publication" },
  address: { fr: "Adresse de la publication", en: "Address of the publication" },
  data: { fr: "Données de la publication", en: "Data of the publication" },
  code: { fr: "Programmes de la publication", en: "Programs of the publication" },
} satisfies Record<string, Label>;

export const waveTitle = (wave: string): Label => ({ fr: `Vague ${wave}`, en: `Wave ${wave}` });

export const fieldOfWave = (wave: string, field: Label): Label => ({
  fr: `vague ${wave} : ${field.fr}`,
  en: `wave ${wave}: ${field.en}`,
});

export const respondentsOf = (count: Label): Label => ({
  fr: `${count.fr} répondants`,
  en: `${count.en} respondents`,
});
