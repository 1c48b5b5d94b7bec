import type { Label } from "../language.ts";

/** Why a figure, a finding or a model cannot be computed. */

export const dataLack = (names: readonly string[]): Label => ({
  fr: `les données n'ont pas ${names.join(", ")}`,
  en: `the data lack ${names.join(", ")}`,
});
