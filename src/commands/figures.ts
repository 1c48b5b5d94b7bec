import { cell, left, right } from "../reports/document.ts";
import { formatPublished } from "../reports/format.ts";
import { renderText } from "../reports/formats/text.ts";
import type { Figure } from "../study/figures.ts";
import { loadStudy } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";
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
  const section = (figure: Figure) => study.sections.get(figure.section)?.[lang] ?? figure.section;
  const wanted = fold(search);
  const found = study.figures.filter((figure) =>
    [figure.id, section(figure), figure.label.fr, figure.label.en].some((text) =>
      fold(text).includes(wanted),
    ),
  );
  const rows = found.map((figure) => [
    cell(figure.label[lang]),
    cell(figure.id),
    cell(section(figure)),
    cell(String(figure.page)),
    cell(`${formatPublished(figure.published, lang)} ${study.units.get(figure.unit)?.[lang] ?? figure.unit}`),
    cell(say(figure.use, lang)),
  ]);
  const columns = [
    left(say("figure", lang)),
    left("id"),
    left("section"),
    right(say("page", lang)),
    right(say("published", lang)),
    left(say("use", lang)),
  ];
  process.stdout.write(renderText([{ kind: "table", columns, rows }], terminal()));
  process.stderr.write(`${found.length} of ${study.figures.length} figures\n`);
}

/** Lower case without accents, so that "equipe" finds "Équipés". */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
