import type { Reproduction } from "../figures/reproduce.ts";
import type { Origin } from "../samples/sample.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import type { Codebook } from "../sources/tables/codebook.ts";

/** Where the rows of a dataset come from. */
export function originOf({ provenance, description, waves }: Dataset): Origin {
  return {
    provenance,
    dataset: description.id,
    rows: new Map([...waves.values()].map(({ name, keys }) => [name, keys.length])),
  };
}

/** The codebook of a wave; an empty one when the data lack the wave. */
export function codebookOf({ dataset }: Pick<Reproduction, "dataset">, wave: string): Codebook {
  return dataset.waves.get(wave)?.codebook ?? new Map();
}
