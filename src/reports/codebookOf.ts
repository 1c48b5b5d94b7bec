import type { Reproduction } from "../figures/reproduce.ts";
import type { Codebook } from "../sources/tables/codebook.ts";

/** The codebook of a wave; an empty one when the data lack the wave. */
export function codebookOf({ dataset }: Pick<Reproduction, "dataset">, wave: string): Codebook {
  return dataset.waves.get(wave)?.table.codebook ?? new Map();
}
