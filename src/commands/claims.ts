import { join } from "node:path";
import { boundClaims, type ClaimBounds, unprintedClaims } from "../figures/claims/bounds.ts";
import { isAbout, judgeClaims } from "../figures/claims/judge.ts";
import { comparing } from "../figures/compare.ts";
import { computing } from "../figures/compute.ts";
import { waveSamples } from "../figures/waveSamples.ts";
import { claimsChart, drawnClaim } from "../reports/claimsChart.ts";
import { claimsReport } from "../reports/claimsReport.ts";
import { renderCsv } from "../reports/formats/csv.ts";
import { markedLines } from "../reports/formats/renderReport.ts";
import { claimTable, recomputedTable } from "../reports/tables/claimColumns.ts";
import type { Verdict } from "../study/claims.ts";
import { type OpenSources, openSources, rowsFor } from "../study/openSources.ts";
import type { Registry } from "../study/registry.ts";
import { InputError } from "../text/errors.ts";
import { claimsShown, noClaimsToDraw } from "../text/messages/sources.ts";
import { unknownStudy } from "../text/messages/studies.ts";
import { inPrint, readerOf } from "../text/reader.ts";
import { chartOutputs, checkChart } from "./chartOutput.ts";
import { openFor, putFiles } from "./output.ts";
import { folderFor, putSourceReport, type SourceOptions } from "./sourceReport.ts";
import { tell } from "./tell.ts";

interface Options extends SourceOptions {
  readonly verdict?: Verdict;
  readonly study?: string;
  readonly data?: string;
  readonly chart?: string;
}

/** `panel claims`: prints the claims beside what is published, writes the report, returns 1 when a verdict is not expected. */
export async function claimsCommand(
  named: readonly string[],
  options: Options,
  dataFolder: string,
): Promise<number> {
  const reader = readerOf(options.lang);
  const byDefault = join("reports", "claims");
  const names = ["claims.csv", "recomputed.csv", "claims.svg"];
  checkChart(options.chart);
  folderFor(options, byDefault, names);
  const opened = await openFor([options.chart], () => openSources(named, dataFolder));
  const { sources, registry } = opened;
  const { verdict, study } = options;
  checkStudyName(study, registry);
  const dataset = await rowsFor(opened, dataFolder, options.data);
  const folder = folderFor(options, byDefault, names);
  const samples = waveSamples(dataset);
  const compute = computing(samples, comparing(dataset, samples));
  const bounds = await boundsOf(opened);
  const all = sources.flatMap((source) => judgeClaims(source, registry, bounds, compute));
  const shown = all.filter(
    (row) =>
      (verdict === undefined || row.verdict === verdict) && (study === undefined || isAbout(row, study)),
  );
  const ids = sources.map(({ id }) => id);
  const request = {
    command: "claims",
    sources: ids,
    verdict: verdict ?? null,
    study: study ?? null,
  } as const;
  const csv = (table: ReturnType<typeof claimTable>) => renderCsv(markedLines(table, dataset, reader));
  const chart = claimsChart(shown.map(drawnClaim), inPrint(reader));
  if (options.chart !== undefined && chart === undefined)
    throw new InputError(noClaimsToDraw, { field: "--chart" });
  const asked = chart === undefined ? [] : await chartOutputs(options.chart, options.lang, () => chart);
  const { kind, seed } = dataset.provenance;
  await putSourceReport(
    claimsReport(shown, sources, dataset, request),
    folder,
    {
      tables: new Map([
        ["claims.csv", csv(claimTable(shown))],
        ["recomputed.csv", csv(recomputedTable(shown))],
      ]),
      charts: new Map(
        chart === undefined
          ? []
          : [["claims.svg", await (await import("../charts/render.ts")).renderSvg(chart)]],
      ),
    },
    options,
    { sources: ids, data: { kind, seed: seed ?? null } },
  );
  await putFiles(asked);
  if (shown.length < all.length) tell(claimsShown(shown.length, all.length));
  return all.every(({ claim, verdict: own }) => own === claim.expected) ? 0 : 1;
}

/** What figures leave of claimed quantities that none prints; the solver is loaded where there are some. */
async function boundsOf({ sources, registry }: OpenSources): Promise<ClaimBounds> {
  const claims = unprintedClaims(sources, registry);
  if (claims.length === 0) return new Map();
  const { loadSolver } = await import("../coherence/solver.ts");
  return boundClaims(claims, registry, await loadSolver("few"));
}

function checkStudyName(study: string | undefined, { studies }: Registry): void {
  const known = studies.map(({ id }) => id);
  if (study !== undefined && !known.includes(study))
    throw new InputError(unknownStudy(study, known), {}, { value: study });
}
