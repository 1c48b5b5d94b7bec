import { type Reproduction, reproduce } from "../../src/figures/reproduce.ts";
import { readDataset } from "../../src/sources/datasets/dataset.ts";
import { restrictTo } from "../../src/sources/datasets/restrict.ts";
import { neededBy } from "../../src/study/check.ts";
import { loadStudy } from "../../src/study/study.ts";
import { dataFolder } from "./oracle.ts";

/** The study on the embedded synthetic panel. */
export async function reproduceEmbedded(id: string): Promise<Reproduction> {
  const study = await loadStudy(id, dataFolder);
  return reproduce(study, await readDataset(restrictTo(study.declaration, neededBy(study))));
}
