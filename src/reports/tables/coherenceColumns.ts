import type { Bounds } from "../../coherence/bounds.ts";
import { type Standing, standingKinds } from "../../coherence/standing.ts";
import { deparse } from "../../sources/expressions/deparse.ts";
import { acceptedRange, type Estimand, type Figure } from "../../study/figures.ts";
import type { Registered } from "../../study/registry.ts";
import { coherenceColumns, nothingLeft, standings } from "../../text/messages/coherence.ts";
import { plain, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import type { Tone } from "../formats/document.ts";
import { type Column, fileColumn } from "./column.ts";
import { publishedInUnit } from "./verdicts.ts";

/** What a registered figure is, and what it prints. */
export function registeredColumns<Row>(of: (row: Row) => Registered): Column<Row>[] {
  const unitOf = ({ study, figure }: Registered) => study.units.get(figure.unit) ?? plain(figure.unit);
  return [
    { key: "figure", title: plain("id"), kind: "text", value: (row) => of(row).key },
    {
      key: "label",
      title: words.figure,
      kind: "text",
      secondary: 1,
      value: (row, { say }) => say(of(row).figure.label),
    },
    {
      key: "published",
      title: words.published,
      kind: "number",
      wrap: true,
      value: (row) => of(row).figure.published.value,
      text: (row, reader) => publishedInUnit(of(row).figure.published, unitOf(of(row)), reader),
      about: "null when the publication gives words or a bound, from published_low to published_high",
    },
    fileColumn("published_low", "number", (row) => acceptedRange(of(row).figure.published).low),
    fileColumn("published_high", "number", (row) => acceptedRange(of(row).figure.published).high),
  ];
}

/** An interval that figures leave, in the unit of publications. */
export function intervalColumns<Row>(
  title: Column<Row>["title"],
  of: (row: Row) => Pick<Bounds, "low" | "high"> | undefined,
  decimals: (row: Row) => number,
): Column<Row>[] {
  return [
    {
      key: "low",
      title,
      kind: "number",
      wrap: true,
      value: (row) => of(row)?.low,
      text: (row, { number, say }) => {
        const own = of(row);
        if (!own) return say(nothingLeft);
        return `${number(own.low, decimals(row))}–${number(own.high, decimals(row))}`;
      },
      about: "null where the base would be empty",
    },
    fileColumn("high", "number", (row) => of(row)?.high),
  ];
}

/** One decimal more than the publication prints; two of means and of intervals. */
export const boundDecimals = ({ estimand, published }: Figure): number =>
  estimand?.statistic === "mean" ? 2 : published.decimals + 1;

/** An estimand as `panel bound` takes it. */
export function estimandText({ variable, levels, domain }: Estimand): string {
  const outcome = levels.length > 0 ? `${variable}=${levels.join("|")}` : variable!;
  return domain ? `${outcome} where ${deparse(domain)}` : outcome;
}

const tones: Readonly<Record<Standing, Tone | undefined>> = {
  implied: "good",
  narrowed: undefined,
  free: "faint",
  outside: "bad",
};

export const standingColumn = <Row>(of: (row: Row) => Standing | undefined): Column<Row> => ({
  key: "standing",
  title: coherenceColumns.standing,
  kind: "text",
  value: of,
  text: (row, { say }: Reader) => {
    const own = of(row);
    return own && say(standings[own]);
  },
  tone: (row) => tones[of(row) ?? "narrowed"],
  values: standingKinds,
});
