import { ratios } from "../../models/fit/families.ts";
import { ratioOf } from "../../models/results/terms.ts";
import type { Tested } from "../../survey/comparison.ts";
import type { Label } from "../../text/language.ts";
import { ratioNames, titledLabel } from "../../text/messages/modelTitles.ts";
import { lowerLimit, upperLimit } from "../../text/messages/tableNotes.ts";
import { plain } from "../../text/reader.ts";
import type { ModelShape } from "../modelLabels.ts";
import { type Column, fileColumn } from "./column.ts";
import { decimalsFor, intervalTitle } from "./estimateColumns.ts";

/** What exp of a coefficient is called, where it has a name. */
export function ratioTitle({ link }: Pick<ModelShape, "link">): Label | undefined {
  const name = ratios[link];
  return name && ratioNames[name];
}

/** exp of an estimate with its interval; for files alone where it has no name. */
export function ratioColumns<Row extends Tested>(
  { link, request }: ModelShape,
  name: Label | undefined,
  decimals: (row: Row) => number,
): Column<Row>[] {
  const audience = name ? undefined : "files";
  const title = name ?? plain("exp");
  const ofRatio = titledLabel(title, intervalTitle(request.level));
  return [
    {
      key: "exp",
      title,
      kind: "number",
      decimals,
      value: (row) => ratioOf(link, row).exp,
      audience,
    },
    {
      key: "exp_low",
      title: intervalTitle(request.level),
      sheetTitle: lowerLimit(ofRatio),
      kind: "number",
      decimals,
      value: (row) => ratioOf(link, row).exp_low,
      high: (row) => ratioOf(link, row).exp_high,
      audience,
    },
    fileColumn("exp_high", "number", (row) => ratioOf(link, row).exp_high, { title: upperLimit(ofRatio) }),
  ];
}

/** Two decimals, and more for a ratio that is estimated more finely, such as that of one year of age. */
export function ratioDecimals(
  link: ModelShape["link"],
  result: Pick<Tested, "estimate" | "se" | "low" | "high">,
): number {
  const spread = (ratioOf(link, result).exp ?? 0) * (result.se ?? 0);
  return spread > 0 && spread < 0.02 ? Math.min(4, Math.max(2, decimalsFor([spread]))) : 2;
}
