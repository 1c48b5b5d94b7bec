import type { Label } from "../language.ts";

/** Why a figure, a finding or a model cannot be computed. */

export const dataLack = (names: readonly string[]): Label => ({
  fr: `les données n'ont pas ${names.join(", ")}`,
  en: `the data lack ${names.join(", ")}`,
});

export const silentDomain: Label = {
  fr: "personne n'a répondu dans ce champ",
  en: "nobody in the domain answered",
};
