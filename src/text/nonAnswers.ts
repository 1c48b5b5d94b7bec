import type { Label } from "./language.ts";

const said = {
  fr: /^(ne se prononce(nt)? pas|ne sai(t|vent) pas|nsp|sans réponse|non[- ]réponse|refus|non concernée?s?|sans objet|manquante?s?)\b/i,
  en: /^(no answer|don'?t know|do(es)? not know|refused|refusal|not concerned|not applicable|missing)\b/i,
} as const;

/** Whether a level's label says that there is no answer, or that the question does not arise. */
export const saysNothing = ({ fr, en }: Label): boolean => said.fr.test(fr) || said.en.test(en);
