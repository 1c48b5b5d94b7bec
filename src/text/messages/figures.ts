import type { Label } from "../language.ts";

/** Why a figure, a finding or a model cannot be computed. */

export const levelsAbsent: Label = {
  fr: "le modèle n'a pas les modalités ou la variable que l'énoncé compare",
  en: "the model lacks the levels or the variable that the statement compares",
};

export const dataLack = (names: readonly string[]): Label => ({
  fr: `les données n'ont pas ${names.join(", ")}`,
  en: `the data lack ${names.join(", ")}`,
});
