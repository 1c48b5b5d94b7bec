import { claimName } from "../figures/claims/bounds.ts";
import type { ClaimResult } from "../figures/claims/judge.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import { type Verdict, verdicts } from "../study/claims.ts";
import type { Source } from "../study/source.ts";
import { claimNote, claimsTitle, failedCheck } from "../text/messages/sources.ts";
import type { Labels } from "../text/reader.ts";
import { words } from "../text/words.ts";
import type { Report } from "./report.ts";
import { besideTable, claimColumns, claimTable, recomputedTable } from "./tables/claimColumns.ts";
import { type ResultTable, resultTable } from "./tables/column.ts";
import { type Counts, countColumns } from "./tables/studySummaries.ts";

/** What of the claims is shown. */
export interface ClaimsRequest {
  readonly command: "claims";
  readonly sources: readonly string[];
  readonly verdict: Verdict | null;
  readonly study: string | null;
}

/** Claims beside what is published: for people source by source, for files in one table. */
export function claimsReport(
  results: readonly ClaimResult[],
  sources: readonly Source[],
  dataset: Dataset,
  request: ClaimsRequest,
): Report {
  const failed = new Set(results.flatMap(({ conflicts }) => conflicts.checks));
  return {
    origin: originOf(dataset),
    title: claimsTitle,
    request,
    facts: {
      sources: sources.map((source) => ({
        id: source.id,
        kind: source.kind,
        interest: source.interest,
        claims: source.claims.length,
        verdicts: countsOf(results.filter((own) => own.source === source)),
      })),
      expected: results.every(({ verdict, claim }) => verdict === claim.expected),
    },
    labels: claimLabels(results),
    main: claimTable(results),
    digest: summaryTable(results, sources),
    sections: [
      ...sources.map((source) =>
        resultTable(
          undefined,
          source.title,
          claimColumns,
          results.filter((own) => own.source === source),
        ),
      ),
      besideTable(results),
      recomputedTable(results),
    ],
    notes: [claimNote, ...[...failed].map(({ id, fr, en }) => failedCheck(id, { fr, en }))],
  };
}

function summaryTable(results: readonly ClaimResult[], sources: readonly Source[]): ResultTable {
  return resultTable<Source>(
    undefined,
    words.summary,
    countColumns<Source, Verdict>(
      words.source,
      verdicts,
      ({ title }) => title,
      (source) => countsOf(results.filter((own) => own.source === source)),
    ),
    sources,
  );
}

const countsOf = (results: readonly ClaimResult[]) =>
  Object.fromEntries(
    verdicts.map((verdict) => [verdict, results.filter((own) => own.verdict === verdict).length]),
  ) as Counts<Verdict>;

/** What claims say, by their source and id. */
const claimLabels = (results: readonly ClaimResult[]): Labels =>
  new Map(results.map(({ source, claim }) => [claimName(source.id, claim.id), { label: claim.label }]));
