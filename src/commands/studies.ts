import { studiesReport } from "../reports/studyLists.ts";
import { listStudies, loadStudy } from "../study/study.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

/** `panel studies`: the publications that can be reproduced. */
export async function studiesCommand(options: OutputOptions, dataFolder: string): Promise<void> {
  formatOf(options);
  const studies = await openFor([options.out], () =>
    Promise.all(listStudies(dataFolder).map((id) => loadStudy(id, dataFolder))),
  );
  await putReport(studiesReport(studies), options);
}
