import type { TopLevelSpec } from "vega-lite";
import { type ClaimedLine, claimed, type Mark } from "../charts/claimed.ts";
import type { ClaimResult } from "../figures/claims/judge.ts";
import type { Relation, Verdict } from "../study/claims.ts";
import { acceptedRange, type Published } from "../study/figures.ts";
import type { Label } from "../text/language.ts";
import { chartNote, chartTitle, takenFrom } from "../text/messages/sources.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { type besideRoles, figuresBeside } from "./tables/claimColumns.ts";

/** A claim as the chart draws it. */
export interface DrawnClaim {
  readonly label: Label;
  readonly source: string;
  readonly lines: string;
  readonly verdict: Verdict;
  readonly relation: Relation | undefined;
  readonly said: Published | undefined;
  readonly beside: readonly DrawnFigureBeside[];
}

/** A published figure beside it. */
export interface DrawnFigureBeside extends Mark {
  readonly role: (typeof besideRoles)[number];
  /** `study:figure`. */
  readonly figure: string;
  readonly unit: string;
}

export const drawnClaim = (row: ClaimResult): DrawnClaim => ({
  label: row.claim.label,
  source: row.source.id,
  lines: row.claim.lines,
  verdict: row.verdict,
  relation: row.claim.relation,
  said: row.claim.said,
  beside: figuresBeside(row).map(({ role, reading: { registered, value = null, low, high } }) => ({
    ...{ role, figure: registered.key, unit: registered.figure.unit },
    ...{ value, low, high },
  })),
});

/** The chart of claimed against published percentages; undefined where no claim has both. */
export function claimsChart(claims: readonly DrawnClaim[], reader: Reader): TopLevelSpec | undefined {
  const { say, language } = reader;
  const lines = claims.flatMap((claim) => lineOf(claim, reader));
  if (lines.length === 0) return undefined;
  return claimed(
    lines,
    { said: say(words.said), published: say(words.published), taken: say(takenFrom) },
    { language, title: say(chartTitle), subtitle: [say(chartNote)] },
  );
}

function lineOf(claim: DrawnClaim, { say }: Reader): ClaimedLine[] {
  const { label, source, lines, said, relation, beside, verdict } = claim;
  const taken = beside.filter(({ role }) => role === "taken" && verdict === "misattributed");
  const published = beside.filter(
    ({ role, figure }) => role === "compared" && taken.every((own) => own.figure !== figure),
  );
  const drawn = [...published, ...taken];
  if (!said || !relation || drawn.length === 0 || drawn.some(({ unit }) => unit !== "%")) return [];
  return [
    {
      label: say(label),
      verdict: `${say(words[verdict])} (${source}, ${say(words.lines)} ${lines})`,
      said: markOf(said, relation),
      ...{ published, taken },
    },
  ];
}

/** What is said; a bound leaves all on its side. */
function markOf(said: Published, relation: Relation): Mark {
  const value = said.value ?? null;
  if (relation === "<") return { value, low: 0, high: value ?? said.high! };
  if (relation === ">") return { value, low: value ?? said.low!, high: 100 };
  return { value, ...acceptedRange(said) };
}
