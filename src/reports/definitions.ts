import type { Codebook } from "../sources/tables/codebook.ts";
import { type Estimand, wavesOf } from "../study/figures.ts";
import type { Label } from "../text/language.ts";
import { listOf } from "../text/lists.ts";
import {
  allWeights,
  amongThose,
  changeOf,
  countOf,
  inWaves,
  meanOf,
  percentOf,
  respondentCount,
} from "../text/messages/definitions.ts";
import { both } from "../text/reader.ts";
import { domainLabels } from "./notes/domainLabels.ts";

/** An estimand in words, with the labels of its wave: what is measured, in which wave, among whom. */
export function definitionOf(estimand: Estimand, codebook: Codebook): Label {
  const { statistic, variable, levels, domain } = estimand;
  const name = both((reader) => reader.label(codebook, variable ?? ""));
  const answers = both((reader) =>
    listOf(
      levels.map((level) => {
        const label = reader.label(codebook, variable ?? "", level);
        return reader.language === "fr" ? `« ${label} »` : `"${label}"`;
      }),
      "or",
      reader.language,
    ),
  );
  const counted = () => (variable === undefined ? allWeights : countOf(name, answers));
  const measured: Readonly<Record<Estimand["statistic"], () => Label>> = {
    percent: () => percentOf(name, answers),
    count: counted,
    mean: () => meanOf(name),
    respondents: () => respondentCount,
    "percent-change": () => changeOf(counted()),
  };
  const among = domainLabels(domain, codebook);
  const parts = [
    measured[statistic](),
    inWaves(wavesOf(estimand)),
    ...(among.length > 0 ? [amongThose(among)] : []),
  ];
  return both(({ say, language }) => `${parts.map(say).join(language === "fr" ? " ; " : "; ")}.`);
}
