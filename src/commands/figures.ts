import { figuresReport } from "../reports/studyLists.ts";
import { loadStudy } from "../study/study.ts";
import { fold } from "../text/fold.ts";
import { figuresFound } from "../text/messages/reproduction.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";
import { tell } from "./tell.ts";

interface Options extends OutputOptions {
  readonly search?: string;
}

/** `panel figures`: the published figures, without computing anything. */
export async function figuresCommand(id: string, options: Options, dataFolder: string): Promise<void> {
  formatOf(options);
  const { search = "", lang } = options;
  const study = await openFor([options.out], () => loadStudy(id, dataFolder));
  const wanted = fold(search);
  const found = study.figures.filter((figure) =>
    [
      figure.id,
      study.sections.get(figure.section)?.[lang] ?? figure.section,
      ...Object.values(figure.label),
      ...Object.values(figure.published.words?.label ?? {}),
    ].some((text) => fold(text).includes(wanted)),
  );
  await putReport(figuresReport(found, study, options.search ?? null), options);
  tell(figuresFound(found.length, study.figures.length));
}
