import type { TopLevelSpec } from "vega-lite";
import { type ClaimedLine, claimed, type Mark } from "../charts/claimed.ts";
import type { ClaimResult } from "../figures/claims/judge.ts";
import type { Reading } from "../figures/claims/published.ts";
import type { Relation } from "../study/claims.ts";
import { acceptedRange, type Published } from "../study/figures.ts";
import { chartNote, chartTitle, takenFrom } from "../text/messages/sources.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";

/** The chart of claimed against published percentages; undefined where no claim has both. */
export function claimsChart(results: readonly ClaimResult[], reader: Reader): TopLevelSpec | undefined {
  const { say, language } = reader;
  const lines = results.flatMap((row) => lineOf(row, reader));
  if (lines.length === 0) return undefined;
  return claimed(
    lines,
    { said: say(words.said), published: say(words.published), taken: say(takenFrom) },
    { language, title: say(chartTitle), subtitle: [say(chartNote)] },
  );
}

function lineOf(row: ClaimResult, { say }: Reader): ClaimedLine[] {
  const { claim, source, compared, misattributions, verdict } = row;
  const { said, relation } = claim;
  const taken = verdict === "misattributed" ? misattributions.slice(0, 1).map(({ reading }) => reading) : [];
  const keys = taken.map(({ registered }) => registered.key);
  const published = compared.with.filter(({ registered }) => !keys.includes(registered.key));
  const percentages = [...published, ...taken].every(({ registered }) => registered.figure.unit === "%");
  if (!said || !relation || !percentages || published.length + taken.length === 0) return [];
  return [
    {
      label: say(claim.label),
      verdict: `${say(words[verdict])} (${source.id}, ${say(words.lines)} ${claim.lines})`,
      said: markOf(said, relation),
      published: published.map(markOfReading),
      taken: taken.map(markOfReading),
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

const markOfReading = ({ value, low, high }: Reading): Mark => ({ value: value ?? null, low, high });
