import type { Reproduction } from "../figures/reproduce.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import type { Language } from "../text/language.ts";

/** The codebook of a wave; an empty one when the data lack the wave. */
export function codebookAt({ dataset }: Pick<Reproduction, "dataset">, wave: string): Codebook {
  return dataset.waves.get(wave)?.table.codebook ?? new Map();
}

/** The label of a variable, or of one of its levels; their names when the data lack them. */
export function labelIn(codebook: Codebook, variable: string, level: string, language: Language): string {
  const entry = codebook.get(variable);
  if (level === "") return entry?.label[language] ?? variable;
  const declared =
    entry?.type === "categorical" ? entry.levels.find(({ name }) => name === level) : undefined;
  return declared?.label[language] ?? level;
}
