import { tableBlock } from "../reports/formats/blocks.ts";
import { renderText } from "../reports/formats/text.ts";
import { studyTable } from "../reports/tables/figureColumns.ts";
import { listStudies, loadStudy } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { readerOf } from "../text/reader.ts";
import { terminal } from "./terminal.ts";

/** `panel studies`: the publications that can be reproduced. */
export async function studiesCommand(
  { lang }: { readonly lang: Language },
  dataFolder: string,
): Promise<void> {
  const studies = await Promise.all(listStudies(dataFolder).map((id) => loadStudy(id, dataFolder)));
  process.stdout.write(renderText([tableBlock(studyTable(studies), readerOf(lang))], terminal()));
}
