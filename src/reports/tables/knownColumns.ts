import type { Reproduction } from "../../figures/reproduce.ts";
import type { DesignPart } from "../../study/study.ts";
import type { Label } from "../../text/language.ts";
import { knownParts } from "../../text/messages/reproduction.ts";
import type { Column, Datum } from "./column.ts";

/** What files and people are told beside the default variance, where more of the design is used. */
export type Known = NonNullable<Reproduction["known"]>;

/** The row of each row's second estimate, in lists of the same order. */
export function besides<Row>(own: readonly Row[], other: readonly Row[]): (row: Row) => Row | undefined {
  const pairs = new Map(own.map((row, at) => [row, other[at]]));
  return (row) => pairs.get(row);
}

/** The column of the second standard error, or p-value, after the default's: none where there is no second one. */
export function knownColumn<Row>(
  known: Pick<Known, "parts"> | undefined,
  { key, title, kind, audience, decimals }: Omit<Column<Row>, "value">,
  value: (row: Row) => Datum | undefined,
): Column<Row>[] {
  if (!known) return [];
  return [
    {
      ...{ key: `${key}_known`, kind, audience, decimals, value },
      title: titleWith(title, known.parts),
      onRequest: true,
      about: "with the margins of the weights, or the sampling fractions, that --variance names",
    },
  ];
}

function titleWith(title: Label, parts: readonly DesignPart[]): Label {
  const { fr, en } = knownParts(parts);
  return { fr: `${title.fr} (${fr})`, en: `${title.en} (${en})` };
}
