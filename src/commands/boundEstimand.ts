import { TooManyCells } from "../coherence/tooManyCells.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { codebookOf } from "../sources/datasets/wave.ts";
import { levelNames } from "../sources/tables/codebook.ts";
import { levelsInDomain, parseDomain } from "../study/domain.ts";
import type { Estimand } from "../study/figures.ts";
import { InputError, type Place } from "../text/errors.ts";
import { tooManyCells } from "../text/messages/coherence.ts";
import { unknownLevel, unknownName } from "../text/messages/studies.ts";

/** Where a quantity is written. */
const place: Place = { field: "quantity" };

/**
 * Reads `variable=level|level where domain`, a percentage, or `variable where domain`, a mean; domains as figures.csv writes them.
 * Throws for what the wave of the dataset lacks.
 */
export function readEstimand(text: string, wave: string, description: DatasetDescription): Estimand {
  const [outcome = "", ...rest] = text.split(/\s+where\s+/);
  const [variable = "", ...levels] = outcome.split("=").map((part) => part.trim());
  const named = levels
    .join("=")
    .split("|")
    .flatMap((level) => level.trim() || []);
  const domain = parseDomain(rest.join(" where "), place);
  const estimand: Estimand = {
    statistic: named.length > 0 ? "percent" : "mean",
    wave,
    variable,
    levels: named,
    domain,
  };
  checkNames([{ variable, levels: named }, ...levelsInDomain(domain)], wave, description);
  return estimand;
}

function checkNames(
  clauses: readonly { readonly variable: string; readonly levels: readonly string[] }[],
  wave: string,
  description: DatasetDescription,
): void {
  const waves = description.waves.map(({ name }) => name);
  if (!waves.includes(wave))
    throw new InputError(unknownName("wave", wave, waves), { field: "--wave" }, { value: wave });
  const codebook = codebookOf(description, description.waves.find(({ name }) => name === wave)!);
  for (const { variable, levels } of clauses) {
    const declared = codebook.get(variable);
    if (!declared)
      throw new InputError(unknownName("variable", variable, [...codebook.keys()]), place, {
        value: variable,
      });
    if (declared.type === "numeric") continue;
    const known = levelNames(declared);
    for (const level of levels)
      if (!known.includes(level))
        throw new InputError(unknownLevel(variable, level, known), place, { value: level });
  }
}

/** What a linear program finds; throws in the reader's words where that would be too large. */
export function toldTooLarge<Found>(find: () => Found): Found {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof TooManyCells)) throw error;
    const names = error.scope.map((key) => key.slice(key.indexOf(":") + 1));
    throw new InputError(tooManyCells(names, error.cells));
  }
}
