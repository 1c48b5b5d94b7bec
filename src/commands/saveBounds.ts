import { loadSolver } from "../coherence/solver.ts";
import { studyBounds } from "../figures/studyBounds.ts";
import { sourcesOn } from "../study/openSources.ts";
import type { Registry } from "../study/registry.ts";
import { boundsFile, renderBounds } from "../study/storedBounds.ts";
import type { Study } from "../study/study.ts";
import { toldTooLarge } from "./boundEstimand.ts";
import { putFiles } from "./output.ts";

/** Writes the bounds that a study's report shows beside the study, in place of those of former declarations. */
export async function saveBounds(study: Study, registry: Registry, dataFolder: string): Promise<void> {
  const sources = (await sourcesOn(study.declaration, dataFolder))?.sources ?? [];
  const solver = await loadSolver("many");
  const bounds = toldTooLarge(() => studyBounds(study, registry, sources, solver));
  await putFiles([{ file: boundsFile(study), content: renderBounds(bounds, study, dataFolder) }]);
}
