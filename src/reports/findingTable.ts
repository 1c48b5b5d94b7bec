import type { Reproduction } from "../figures/reproduce.ts";
import type { Finding } from "../study/findings.ts";
import type { Language } from "../text/language.ts";
import { formatNumber, formatPValue } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, cell, left, right } from "./document.ts";
import { tones } from "./format.ts";
import { codebookAt, labelIn } from "./labels.ts";

const signs: Record<Finding["sign"], string> = { "+": "+", "-": "−", "0": "0" };

/** The published statements beside the models' comparisons, a row per finding. */
export function findingTable({ findings, models, dataset }: Reproduction, language: Language): Block {
  return {
    kind: "table",
    columns: [
      left(say("finding", language)),
      right(say("page", language)),
      left(say("comparison", language)),
      right("±"),
      right(say("estimateOrF", language)),
      right(say("p", language)),
      left(say("verdict", language)),
    ],
    rows: findings.map(({ finding, status, comparison, test }) => {
      const model = models.find(({ description }) => description.id === finding.model)!;
      const codebook = codebookAt({ dataset }, model.description.wave);
      const label = (level: string) => labelIn(codebook, finding.variable, level, language);
      const shown = comparison?.estimate ?? test?.F ?? undefined;
      const p = comparison?.p ?? test?.p;
      const refusal = "refusal" in model.result ? `: ${model.result.refusal[language]}` : "";
      return [
        cell(finding.label[language]),
        cell(String(finding.page), "faint"),
        cell(
          finding.sign === "0"
            ? `${label("")} (${say("waldTest", language)})`
            : `${label(finding.level)} ${say("against", language)} ${label(finding.versus)}`,
          "faint",
        ),
        cell(signs[finding.sign]),
        cell(shown === undefined ? "" : formatNumber(shown, 3, language)),
        cell(typeof p === "number" ? formatPValue(p, language) : ""),
        cell(`${say(status, language)}${refusal}`, tones[status]),
      ];
    }),
  };
}
