import { neighboursOf } from "../figures/claims/neighbours.ts";
import { reproduce } from "../figures/reproduce.ts";
import { explainReport } from "../reports/explanation/explainReport.ts";
import { openPart } from "../study/openStudy.ts";
import { alsoNamed } from "../text/messages/explanations.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";
import { tell } from "./tell.ts";

interface Options extends OutputOptions {
  readonly data?: string;
}

/** `panel explain`: what a figure, finding or model of a study is, how it is computed, and what was found. */
export async function explainCommand(
  study: string,
  id: string,
  options: Options,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const opened = await openFor([options.out], () => openPart(study, id, dataFolder, options.data));
  const { dataset, registry } = opened;
  if (opened.others.length > 0) tell(alsoNamed(opened.kind, opened.others));
  const [figure] = opened.kind === "figure" ? opened.study.figures : [];
  await putReport(
    explainReport({
      ...opened,
      reproduction: dataset && reproduce(opened.study, dataset),
      neighbours: figure ? neighboursOf(figure, opened.whole, registry) : { figures: [], allowed: undefined },
    }),
    options,
  );
}
