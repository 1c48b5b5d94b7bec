import { boundEstimands } from "../coherence/estimandBounds.ts";
import { loadSolver } from "../coherence/solver.ts";
import { type BoundRow, boundReport } from "../reports/boundReport.ts";
import { checkStudy } from "../study/check.ts";
import type { Estimand } from "../study/figures.ts";
import { type Registered, registryOf } from "../study/registry.ts";
import { loadStudy, type Study, studiesOf } from "../study/study.ts";
import { InputError } from "../text/errors.ts";
import { cellsAlone, minCellOfCells, studyOrCells } from "../text/messages/cellBounds.ts";
import {
  nobodyInBase,
  notBounded,
  quantityAndAll,
  quantityOrAll,
  unseenWhy,
} from "../text/messages/coherence.ts";
import { readEstimand, toldTooLarge } from "./boundEstimand.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";
import { saveBounds } from "./saveBounds.ts";

interface Options extends OutputOptions {
  readonly all?: boolean;
  readonly heldOut?: boolean;
  /** Whether all that a report shows is written beside the study. */
  readonly save?: boolean;
  readonly wave?: string;
  readonly cells?: string;
  readonly minCell?: number;
}

/** What is bounded, and the figure that names it. */
interface Asked {
  readonly estimand: Estimand;
  readonly figure: Registered | undefined;
}

/** `panel bound`: of a study, or of a table (`--cells`). */
export async function boundCommand(
  id: string | undefined,
  quantity: string | undefined,
  options: Options,
  dataFolder: string,
): Promise<void> {
  const { cells, minCell, all, heldOut, wave } = options;
  if (cells === undefined) {
    if (minCell !== undefined) throw new InputError(minCellOfCells, { field: "--min-cell" });
    if (id === undefined) throw new InputError(studyOrCells);
    return boundFigures(id, quantity, options, dataFolder);
  }
  if (id !== undefined || all || heldOut || wave !== undefined)
    throw new InputError(cellsAlone, { field: "--cells" }, { value: id ?? wave });
  const { boundCells } = await import("./boundCells.ts");
  return boundCells(cells, options);
}

/** What the figures that are published on a dataset leave possible of a quantity, or of each figure of a study. */
async function boundFigures(
  id: string,
  quantity: string | undefined,
  options: Options,
  dataFolder: string,
): Promise<void> {
  formatOf(options);
  const { wave } = options;
  const scope = scopeOf(quantity, options);
  const { study, others } = await openFor([options.out], () => openWithOthers(id, dataFolder));
  const registry = registryOf(study.declaration, [study, ...others]);
  if (scope === "save") return saveBounds(study, registry, dataFolder);
  const { declaration, figures } = registry;
  const asked =
    scope === "quantity"
      ? [quantityOf(quantity!, wave, study, figures)]
      : figuresOf(study, figures).filter(
          ({ figure }) => scope === "all" || figure!.figure.use === "held-out",
        );
  const from = [...figures.values()].filter(
    ({ figure }) => scope !== "held-out" || figure.use === "calibrated",
  );
  const solver = await loadSolver(scope === "quantity" ? "few" : "many");
  const { bounds, leftOut } = toldTooLarge(() =>
    boundEstimands(
      declaration,
      from,
      asked.map(({ estimand }) => estimand),
      solver,
    ),
  );
  const rows = bounds.flatMap(({ found }, at): BoundRow[] => {
    const { estimand, figure } = asked[at]!;
    if (found && "unseen" in found) {
      if (scope !== "quantity") return [];
      throw new InputError(notBounded(unseenWhy[found.unseen]), {}, { value: quantity });
    }
    if (!found && scope === "quantity") throw new InputError(nobodyInBase, {}, { value: quantity });
    return [{ estimand, figure, bounds: found }];
  });
  const request = {
    command: "bound",
    study: study.id,
    quantity: quantity ?? null,
    wave: wave ?? null,
    heldOut: scope === "held-out",
  } as const;
  await putReport(boundReport(rows, leftOut, figures, request), options);
}

/** What is bounded; throws where that is nothing, or more than one thing. */
function scopeOf(
  quantity: string | undefined,
  { all = false, heldOut = false, save = false }: Options,
): "quantity" | "all" | "held-out" | "save" {
  const flags = [...(all ? ["--all"] : []), ...(heldOut ? ["--held-out"] : []), ...(save ? ["--save"] : [])];
  const [flag, other] = flags;
  if (quantity === undefined && flag === undefined) throw new InputError(quantityOrAll);
  if (flag !== undefined && (quantity ?? other) !== undefined)
    throw new InputError(quantityAndAll, { field: flag }, { value: quantity ?? other });
  if (flag === undefined) return "quantity";
  return all ? "all" : heldOut ? "held-out" : "save";
}

async function openWithOthers(id: string, dataFolder: string): Promise<{ study: Study; others: Study[] }> {
  const study = await loadStudy(id, dataFolder);
  checkStudy(study);
  const others = await studiesOf(study.declaration.id, dataFolder);
  return { study, others: others.filter((own) => own.id !== study.id) };
}

/** The figures of a study that have an estimand. */
const figuresOf = (study: Study, figures: ReadonlyMap<string, Registered>): Asked[] =>
  [...figures.values()].flatMap((figure) =>
    figure.study === study && figure.figure.estimand ? [{ figure, estimand: figure.figure.estimand }] : [],
  );

/** The estimand of the figure of that id, or the one that is written; of the last wave, where none is told. */
function quantityOf(
  quantity: string,
  wave: string | undefined,
  study: Study,
  figures: ReadonlyMap<string, Registered>,
): Asked {
  const figure = figures.get(`${study.id}:${quantity}`);
  if (figure?.figure.estimand) return { figure, estimand: figure.figure.estimand };
  const { waves } = study.declaration;
  return {
    figure: undefined,
    estimand: readEstimand(quantity, wave ?? waves[waves.length - 1]!.name, study.declaration),
  };
}
