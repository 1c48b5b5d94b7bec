import type { Figure } from "../study/figures.ts";
import type { Study } from "../study/study.ts";
import { words } from "../text/words.ts";
import type { Report } from "./report.ts";
import { resultTable } from "./tables/column.ts";
import { publishedColumns, studyColumns } from "./tables/figureColumns.ts";

/** The publications that can be reproduced. */
export const studiesReport = (studies: readonly Study[]): Report => ({
  title: words.publications,
  request: { command: "studies" },
  main: resultTable("studies", words.publications, studyColumns, studies),
  sections: [],
  notes: [],
});

/** Some of a publication's figures, as they are published. */
export const figuresReport = (figures: readonly Figure[], study: Study, search: string | null): Report => ({
  title: study.title,
  request: { command: "figures", study: study.id, search },
  main: resultTable("figures", study.title, publishedColumns(study), figures),
  sections: [],
  notes: [],
});
