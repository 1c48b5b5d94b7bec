import { cautionNotes, ratiosOf, weightTable } from "../reports/weightReport.ts";
import { titled } from "../text/language.ts";
import { formatExact, formatNumber } from "../text/numbers.ts";
import type { Bounds } from "../weights/distances.ts";
import { trimWeights } from "../weights/trim.ts";
import { selectionNotes } from "./oldSample.ts";
import { outsideNotes } from "./weightCalibrate.ts";
import { openWeighted, valuesInside, type WeightOptions } from "./weightFile.ts";
import { checkOutputs, newColumn, putDiagnosis, writeWeighted } from "./weightOutput.ts";

export interface TrimOptions extends WeightOptions {
  readonly weight: string;
  readonly bounds: Bounds;
}

/** `panel weight trim`: weights cut off at bounds, with the same sum. */
export async function trimCommand(options: TrimOptions, dataFolder: string): Promise<void> {
  const { bounds, weight, lang } = options;
  await checkOutputs(options);
  const sample = await openWeighted(options, [], dataFolder);
  const { before, inside, file } = sample;
  const column = newColumn(options, `${weight}_trimmed`, file);
  const { weights, trimmed, rounds } = trimWeights(before, bounds);
  const change = { before: valuesInside(before, inside), after: valuesInside(weights, inside), scale: 1 };
  const shown = [bounds.low, bounds.high].map((bound) => (Number.isFinite(bound) ? bound : null));
  const result = { trimmed, rounds };
  await writeWeighted(
    sample,
    options,
    { names: [column], valueAt: (row) => weights[row]! },
    { command: "weight trim", column, options: { bounds: shown }, result },
  );
  const ratios = ratiosOf(change);
  const count = formatNumber(trimmed, 0, lang);
  const within = shown.map((bound) => (bound === null ? "–" : formatExact(bound, lang))).join(" ; ");
  await putDiagnosis(
    sample,
    {
      title: titled(lang === "fr" ? "Troncature" : "Trimming", `${weight} → ${column}`, lang),
      request: { command: "weight trim", weight, column, bounds: shown, where: options.where ?? [] },
      facts: { result },
      key: "weights",
      rows: weightTable(change, lang),
      notes: [
        ...selectionNotes(options),
        lang === "fr"
          ? `Poids hors des bornes [${within}], qui y sont ramenés : ${count} ; l'excédent est réparti à parts égales entre les autres (tours : ${rounds}).`
          : `Weights outside the bounds [${within}], which are moved to them: ${count}; the excess is shared out equally among the others (rounds: ${rounds}).`,
        ...cautionNotes(change, ratios, undefined, lang),
        ...outsideNotes(sample, lang),
      ],
    },
    change,
    options,
  );
}
