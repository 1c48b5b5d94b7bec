import type { DatasetDescription } from "../sources/datasets/description.ts";
import type { Figure } from "./figures.ts";
import { type Study, studiesOf } from "./study.ts";

/** A published figure with the study that it is of. */
export interface Registered {
  /** `study:figure`. */
  readonly key: string;
  readonly study: Study;
  readonly figure: Figure;
}

/** All that the publications of a dataset print. */
export interface Registry {
  readonly declaration: DatasetDescription;
  readonly studies: readonly Study[];
  readonly figures: ReadonlyMap<string, Registered>;
}

/** The figures of studies by `study:figure`. */
export function registryOf(declaration: DatasetDescription, studies: readonly Study[]): Registry {
  const figures = studies.flatMap((study) =>
    study.figures.map((figure): Registered => ({ key: `${study.id}:${figure.id}`, study, figure })),
  );
  return { declaration, studies, figures: new Map(figures.map((entry) => [entry.key, entry])) };
}

/** The registry of the embedded studies of a dataset. */
export async function openRegistry(declaration: DatasetDescription, dataFolder: string): Promise<Registry> {
  return registryOf(declaration, await studiesOf(declaration.id, dataFolder));
}
