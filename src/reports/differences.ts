import type { Codebook } from "../sources/tables/codebook.ts";
import type { Comparison } from "../survey/comparison.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";
import type { Section } from "./analysis.ts";
import { contrastData, contrastFields, type EstimateFields, levelFields } from "./fields.ts";
import type { Field, Tidy } from "./tidy.ts";

/** A difference between two groups, named by their levels. */
export interface NamedContrast {
  /** The levels of the variables that both groups share, and those of the variable in which they differ. */
  readonly shared: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly contrast: Comparison;
}

/** Differences between groups: `shared` names the variables whose levels they share, `varied` the other one. */
export function differenceSection(
  contrasts: readonly NamedContrast[],
  shared: readonly string[],
  varied: string,
  format: Pick<EstimateFields, "kind" | "level" | "decimals">,
  codebook: Codebook,
  language: Language,
): Section {
  const [{ label }] = levelFields(codebook, [varied], language) as [Field];
  const rows: Tidy = {
    fields: [
      ...levelFields(codebook, shared, language),
      { key: "from", title: language === "fr" ? "de" : "from", kind: "text", shown: true, label },
      { key: "to", title: language === "fr" ? "à" : "to", kind: "text", shown: true, label },
      ...contrastFields(format, language),
    ],
    rows: contrasts.map(({ shared: levels, from, to, contrast }) => [
      ...levels,
      from,
      to,
      ...contrastData(contrast),
    ]),
  };
  return { key: "differences", title: say("differences", language), rows };
}
