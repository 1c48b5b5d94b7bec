import type { Reproduction } from "../../figures/reproduce.ts";
import type { Label } from "../../text/language.ts";
import { withheldOfStudy, withheldResult } from "../../text/messages/disclosure.ts";

/** How much of a study is withheld since it would tell of a few respondents; undefined where nobody asked for that. */
export function withheldIn({ control, models }: Pick<Reproduction, "control" | "models">) {
  if (!control) return undefined;
  const refused = models.filter(({ result }) => "refusal" in result && result.refusal === withheldResult);
  return {
    least: control.least,
    quantities: control.small + control.protecting,
    models: refused.length,
  };
}

/** The same in words. */
export function disclosureNotes(reproduction: Pick<Reproduction, "control" | "models">): Label[] {
  const found = withheldIn(reproduction);
  return found ? [withheldOfStudy(found.least, found.quantities, found.models)] : [];
}
