import { recipeInputs } from "./derive.ts";
import { type DatasetDescription, linkedName, type WaveDescription } from "./description.ts";

/** The variables of each wave that something needs. */
export type Needed = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * A declaration without what the named variables of its waves do not follow from: other variables, tables and waves, so
 * that data which lack them serve.
 */
export function restrictTo(description: DatasetDescription, needed: Needed): DatasetDescription {
  const kept = closure(description, needed);
  const has = (wave: string, name: string) => kept.get(wave)?.has(name) ?? false;
  const anywhere = ({ name }: { readonly name: string }) => [...kept.values()].some((own) => own.has(name));
  const waves = description.waves.filter(({ name }) => kept.has(name));
  return {
    ...description,
    waves: waves.map((wave) => ({ ...wave, link: kept.has(wave.link ?? "") ? wave.link : undefined })),
    variables: description.variables.filter(anywhere).map((variable) => ({
      ...variable,
      columns: new Map([...variable.columns].filter(([wave]) => has(wave, variable.name))),
    })),
    context: description.context
      .map((table) => ({
        ...table,
        variables: table.variables.filter(anywhere),
        derived: table.derived.filter(anywhere),
      }))
      .filter(({ variables }) => variables.length > 0),
    derived: description.derived.filter(anywhere),
  };
}

/** The needed variables of each wave with all that they follow from, and those of its sampling design. */
function closure(description: DatasetDescription, needed: Needed): Map<string, Set<string>> {
  const kept = new Map<string, Set<string>>();
  const rules = new Map(
    [...description.derived, ...description.context.flatMap(({ derived }) => derived)].map(
      ({ name, recipe }) => [name, recipeInputs(recipe)],
    ),
  );
  const keep = (wave: WaveDescription, name: string) => {
    const own = kept.get(wave.name)!;
    if (own.has(name)) return;
    own.add(name);
    for (const input of rules.get(name) ?? []) keep(wave, input);
    const earlier = description.waves.find((other) => other.name === wave.link);
    if (!earlier || !name.endsWith(linkedName("", earlier.name))) return;
    open(earlier);
    keep(earlier, name.slice(0, -linkedName("", earlier.name).length));
  };
  const open = (wave: WaveDescription) => {
    if (kept.has(wave.name)) return;
    kept.set(wave.name, new Set());
    const { strata, cluster, fpc, calibrated = [] } = wave;
    for (const name of [...strata, cluster, fpc, ...calibrated]) if (name !== undefined) keep(wave, name);
  };
  for (const wave of description.waves) {
    if (!needed.has(wave.name)) continue;
    open(wave);
    for (const name of needed.get(wave.name)!) keep(wave, name);
  }
  return kept;
}
