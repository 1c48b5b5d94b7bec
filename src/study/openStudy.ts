import { type Dataset, readDataset } from "../sources/datasets/dataset.ts";
import { restrictTo } from "../sources/datasets/restrict.ts";
import { checkLevels, checkStudy, neededBy } from "./check.ts";
import { findDataset } from "./dataset.ts";
import { partOf, type StudyPart } from "./part.ts";
import { type Registry, registryOf } from "./registry.ts";
import { loadStudy, type Study, studiesOf } from "./study.ts";
import type { PublishedWorkbook } from "./workbook/publishedCells.ts";

/** A publication and the rows that it is to be recomputed from. */
export interface OpenStudy {
  readonly study: Study;
  readonly dataset: Dataset;
  /** The publisher's workbook, where one was given. */
  readonly workbook?: PublishedWorkbook | undefined;
}

/** Where a study finds what it does not hold itself. */
export interface StudyFiles {
  /** Microdata; the embedded synthetic panel by default. */
  readonly data?: string | undefined;
  /** The publisher's workbook of tables. */
  readonly workbook?: string | undefined;
}

/**
 * Reads a study of the data folder and its dataset: the embedded synthetic panel, or what a path leads to, which is a folder
 * with a dataset.yaml, such a file, or data with the columns and codes of the embedded panel. Of the rows only what the study
 * needs is read, and what the cells of the publisher's workbook measure. Throws for studies that do not exist, and for data
 * that do not fit their declaration.
 */
export async function openStudy(
  id: string,
  dataFolder: string,
  { data, workbook: file }: StudyFiles = {},
): Promise<OpenStudy> {
  const study = await loadStudy(id, dataFolder);
  checkStudy(study);
  const workbook = file === undefined ? undefined : await openPublished(file, study);
  const description =
    data === undefined ? study.declaration : findDataset(data, dataFolder, study.declaration.id);
  checkLevels(study, description, workbook?.cells);
  const dataset = await readDataset(restrictTo(description, neededBy(study, workbook?.cells)));
  return { study, dataset, workbook };
}

/** A figure, finding or model of a study, and the rows that it is made from. */
export interface OpenPart extends StudyPart {
  /** The study with all its parts. */
  readonly whole: Study;
  /** Undefined of what no data of the study give. */
  readonly dataset: Dataset | undefined;
  readonly registry: Registry;
}

/** Reads one figure, finding or model of a study with the data that it needs, and all that is published of them. */
export async function openPart(
  id: string,
  part: string,
  dataFolder: string,
  data?: string,
): Promise<OpenPart> {
  const whole = await loadStudy(id, dataFolder);
  checkStudy(whole);
  const found = partOf(whole, part);
  const { declaration } = whole;
  const others = (await studiesOf(declaration.id, dataFolder)).filter((own) => own.id !== whole.id);
  const registry = registryOf(declaration, [whole, ...others]);
  const needed = neededBy(found.study);
  if (needed.size === 0) return { ...found, whole, dataset: undefined, registry };
  const description = data === undefined ? declaration : findDataset(data, dataFolder, declaration.id);
  checkLevels(found.study, description);
  return { ...found, whole, dataset: await readDataset(restrictTo(description, needed)), registry };
}

/** The publisher's workbook as the study understands it. */
async function openPublished(file: string, study: Study): Promise<PublishedWorkbook> {
  const { readWorkbookTables } = await import("../sources/files/workbookTables.ts");
  const { matchWorkbook } = await import("./workbook/matchWorkbook.ts");
  return matchWorkbook(file, await readWorkbookTables(file), study);
}
