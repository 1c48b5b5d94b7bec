import { type Dataset, readDataset } from "../sources/datasets/dataset.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { restrictTo } from "../sources/datasets/restrict.ts";
import { InputError } from "../text/errors.ts";
import { severalDatasets } from "../text/messages/sources.ts";
import { checkNeeds, type LevelNeed } from "./check.ts";
import { checkSource } from "./checkSource.ts";
import { findDataset } from "./dataset.ts";
import { levelsInDomain } from "./domain.ts";
import { openRegistry, type Registry } from "./registry.ts";
import { listSources, loadSource, type Source, wavesAsking } from "./source.ts";

/** Secondary sources and what was published, by which they are checked. */
export interface OpenSources {
  readonly sources: readonly Source[];
  readonly registry: Registry;
}

/** Reads sources by their ids or folders, or all embedded ones. Throws for sources that do not exist or name what does not. */
export async function openSources(named: readonly string[], dataFolder: string): Promise<OpenSources> {
  const wanted = named.length > 0 ? [...new Set(named)] : listSources(dataFolder);
  const sources = await Promise.all(wanted.map((source) => loadSource(source, dataFolder)));
  const { declaration } = sources[0]!;
  const other = sources.find((source) => source.declaration.id !== declaration.id);
  if (other) throw new InputError(severalDatasets(declaration.id), { file: other.path, field: "dataset" });
  return checked(sources, declaration, dataFolder);
}

/** The embedded sources that speak of a dataset; none where the data folder has no sources. */
export async function sourcesOn(
  declaration: DatasetDescription,
  dataFolder: string,
): Promise<OpenSources | undefined> {
  const all = await Promise.all(listSources(dataFolder).map((id) => loadSource(id, dataFolder)));
  const sources = all.filter((source) => source.declaration.id === declaration.id);
  return sources.length === 0 ? undefined : checked(sources, sources[0]!.declaration, dataFolder);
}

async function checked(
  sources: readonly Source[],
  declaration: DatasetDescription,
  dataFolder: string,
): Promise<OpenSources> {
  const registry = await openRegistry(declaration, dataFolder);
  for (const source of sources) checkSource(source, registry);
  return { sources, registry };
}

/** The rows that claims are recomputed from: of the embedded panel, or of the data that a path leads to, what they need. */
export async function rowsFor(
  { sources, registry }: OpenSources,
  dataFolder: string,
  data?: string,
): Promise<Dataset> {
  const { declaration } = registry;
  const needs = sources.flatMap(needsOf);
  const needed = new Map(declaration.waves.map(({ name }) => [name, new Set<string>()]));
  for (const { wave, variable } of needs) needed.get(wave)!.add(variable);
  const description = data === undefined ? declaration : findDataset(data, dataFolder, declaration.id);
  checkNeeds(needs, description);
  return readDataset(restrictTo(description, needed));
}

/** The variables and levels of each wave that the measures of a source's claims are made from. */
const needsOf = (source: Source): LevelNeed[] =>
  source.claims.flatMap(({ claimed }) =>
    claimed === undefined
      ? []
      : wavesAsking(claimed, source).flatMap((wave) => {
          const { variable, levels, domain } = claimed;
          const own = variable === undefined ? [] : [{ variable, levels }];
          return [...own, ...levelsInDomain(domain)].map((need) => ({ ...need, wave }));
        }),
  );
