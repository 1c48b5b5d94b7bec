import { noOtherFigures, otherFigures } from "../coherence/otherFigures.ts";
import { reproduce } from "../figures/reproduce.ts";
import { explainReport } from "../reports/explanation/explainReport.ts";
import { openPart } from "../study/openStudy.ts";
import { alsoNamed } from "../text/messages/explanations.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";
import { tell } from "./tell.ts";

interface Options extends OutputOptions {
  readonly data?: string;
}

/** The solver, loaded where it is needed. */
const solverForFew = async () => (await import("../coherence/solver.ts")).loadSolver("few");

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
  const figure =
    opened.kind === "figure" ? registry.figures.get(`${opened.whole.id}:${opened.id}`) : undefined;
  await putReport(
    explainReport({
      ...opened,
      reproduction: dataset && reproduce(opened.study, dataset),
      others: figure ? await otherFigures(figure, registry, solverForFew) : noOtherFigures,
    }),
    options,
  );
}
