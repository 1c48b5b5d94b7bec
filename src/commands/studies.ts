import { cell, left, right } from "../reports/document.ts";
import { renderText } from "../reports/formats/text.ts";
import { listStudies, loadStudy } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { terminal } from "./terminal.ts";

/** `panel studies`: the publications that can be reproduced. */
export async function studiesCommand(
  { lang }: { readonly lang: Language },
  dataFolder: string,
): Promise<void> {
  const studies = await Promise.all(listStudies(dataFolder).map((id) => loadStudy(id, dataFolder)));
  const rows = studies.map(({ id, title, source, figures, findings, models }) => [
    cell(id),
    cell(title[lang]),
    cell(source[lang]),
    cell(String(figures.length)),
    cell(String(findings.length)),
    cell(String(models.length)),
  ]);
  const columns = [
    left("id"),
    left("title"),
    left("source"),
    right("figures"),
    right("findings"),
    right("models"),
  ];
  process.stdout.write(renderText([{ kind: "table", columns, rows }], terminal()));
}
