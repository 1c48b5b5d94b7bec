import { audit } from "../coherence/audit.ts";
import { loadSolver } from "../coherence/solver.ts";
import { auditReport } from "../reports/auditReport.ts";
import { checkStudy } from "../study/check.ts";
import { registryOf } from "../study/registry.ts";
import { loadStudy, type Study } from "../study/study.ts";
import { InputError } from "../text/errors.ts";
import { oneDataset } from "../text/messages/coherence.ts";
import { toldTooLarge } from "./boundEstimand.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

/** `panel audit`: whether the figures of publications can hold at once; returns 1 where they cannot. */
export async function auditCommand(
  named: readonly string[],
  options: OutputOptions,
  dataFolder: string,
): Promise<number> {
  formatOf(options);
  const studies = await openFor([options.out], () => openTogether(named, dataFolder));
  const { declaration, figures } = registryOf(studies[0]!.declaration, studies);
  const offered = studies.flatMap(({ id, alternatives }) =>
    alternatives.map((own) => ({ ...own, key: `${id}:${own.id}` })),
  );
  const solver = await loadSolver("many");
  const found = toldTooLarge(() => audit(declaration, [...figures.values()], offered, solver));
  const request = { command: "audit", studies: studies.map(({ id }) => id) } as const;
  await putReport(auditReport(found, figures, offered, request), options);
  return found.coherent ? 0 : 1;
}

/** Reads studies of one dataset, each once. */
async function openTogether(named: readonly string[], dataFolder: string): Promise<Study[]> {
  const studies = await Promise.all([...new Set(named)].map((study) => loadStudy(study, dataFolder)));
  studies.forEach(checkStudy);
  const dataset = studies[0]!.declaration.id;
  const other = studies.find(({ declaration }) => declaration.id !== dataset);
  if (other)
    throw new InputError(
      oneDataset(dataset),
      { file: other.path, field: "dataset" },
      { value: other.declaration.id },
    );
  return studies;
}
