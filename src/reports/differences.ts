import type { Codebook } from "../sources/codebook.ts";
import type { Contrast } from "../survey/contrasts.ts";
import type { Language } from "../text/language.ts";
import { contrastData, contrastFields, type EstimateFields, levelField } from "./fields.ts";
import type { Tidy } from "./tidy.ts";

/** A difference between two groups, named by their levels. */
export interface NamedContrast {
  /** The levels of the variables that both groups share. */
  readonly shared: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly contrast: Contrast;
}

/** Differences between groups as rows; `shared` names the variables whose levels the groups share. */
export function differenceRows(
  contrasts: readonly NamedContrast[],
  shared: readonly string[],
  format: Pick<EstimateFields, "kind" | "level" | "decimals">,
  codebook: Codebook,
  language: Language,
): Tidy {
  return {
    fields: [
      ...shared.map((variable) => levelField(codebook, variable, language, true)),
      { key: "from", title: language === "fr" ? "de" : "from", kind: "text", shown: true },
      { key: "to", title: language === "fr" ? "à" : "to", kind: "text", shown: true },
      ...contrastFields(format, language),
    ],
    rows: contrasts.map(({ shared: levels, from, to, contrast }) => [
      ...levels,
      from,
      to,
      ...contrastData(contrast),
    ]),
  };
}
