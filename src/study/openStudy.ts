import { type Dataset, readDataset } from "../sources/datasets/dataset.ts";
import { restrictTo } from "../sources/datasets/restrict.ts";
import { checkLevels, checkStudy, neededBy } from "./check.ts";
import { findDataset } from "./dataset.ts";
import { loadStudy, type Study } from "./study.ts";

/** A publication and the rows that it is to be recomputed from. */
export interface OpenStudy {
  readonly study: Study;
  readonly dataset: Dataset;
}

/**
 * Reads a study of the data folder and its dataset: the embedded synthetic panel, or what a path leads to, which is a folder
 * with a dataset.yaml, such a file, or data with the columns and codes of the embedded panel. Of the rows only what the study
 * needs is read. Throws for studies that do not exist, and for data that do not fit their declaration.
 */
export async function openStudy(id: string, dataFolder: string, data?: string): Promise<OpenStudy> {
  const study = await loadStudy(id, dataFolder);
  checkStudy(study);
  const description =
    data === undefined ? study.declaration : findDataset(data, dataFolder, study.declaration.id);
  checkLevels(study, description);
  return { study, dataset: await readDataset(restrictTo(description, neededBy(study))) };
}
