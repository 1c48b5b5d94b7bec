import { tableBlock } from "../reports/formats/blocks.ts";
import { renderText } from "../reports/formats/text.ts";
import { publishedTable } from "../reports/tables/figureColumns.ts";
import { loadStudy } from "../study/study.ts";
import { fold } from "../text/fold.ts";
import type { Language } from "../text/language.ts";
import { figuresFound } from "../text/messages/reproduction.ts";
import { readerOf } from "../text/reader.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";

interface Options {
  readonly search?: string;
  readonly lang: Language;
}

/** `panel figures`: the published figures, without computing anything. */
export async function figuresCommand(
  id: string,
  { search = "", lang }: Options,
  dataFolder: string,
): Promise<void> {
  const study = await loadStudy(id, dataFolder);
  const wanted = fold(search);
  const found = study.figures.filter((figure) =>
    [
      figure.id,
      study.sections.get(figure.section)?.[lang] ?? figure.section,
      ...Object.values(figure.label),
      ...Object.values(figure.published.words?.label ?? {}),
    ].some((text) => fold(text).includes(wanted)),
  );
  process.stdout.write(renderText([tableBlock(publishedTable(found, study), readerOf(lang))], terminal()));
  tell(figuresFound(found.length, study.figures.length));
}
