import {
  cautionNotes,
  marginTable,
  ratiosOf,
  type WeightChange,
  weightSection,
  weightTable,
} from "../reports/weightReport.ts";
import { InputError } from "../text/errors.ts";
import { type Language, titled } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { variablesOfMargins } from "../weights/constraints.ts";
import { checkMargins } from "../weights/diagnosis.ts";
import { historyFile } from "../weights/historyFile.ts";
import { marginsIn } from "../weights/marginFiles.ts";
import { selectionNotes } from "./oldSample.ts";
import { constraintsIn } from "./weightCalibrate.ts";
import { openWeighted, valuesInside, type WeightedFile, type WeightOptions } from "./weightFile.ts";
import { checkChart, putDiagnosis } from "./weightOutput.ts";

export interface DiagnoseOptions extends Omit<WeightOptions, "out" | "column"> {
  readonly weight: string;
  readonly baseWeight?: string;
  readonly margins?: readonly string[];
  readonly population?: number;
}

/** `panel weight diagnose`: the distribution of weights, of their ratios to others, and how far margins are met. */
export async function diagnoseCommand(options: DiagnoseOptions, dataFolder: string): Promise<void> {
  const { weight, baseWeight, lang, chart, margins: files = [] } = options;
  if (chart !== undefined && baseWeight === undefined)
    throw new InputError(
      "there are no ratios to draw",
      { field: "--chart" },
      {
        advice: "Name the weights before with --base-weight",
      },
    );
  if (chart !== undefined) await checkChart(chart, [options.data, historyFile(options.data), ...files]);
  const margins = await marginsIn(files);
  const sample = await openWeighted(
    options,
    (header) => [
      ...variablesOfMargins(margins, (name) => header.includes(name)),
      ...(baseWeight === undefined ? [] : [baseWeight]),
    ],
    dataFolder,
    { zeros: true },
  );
  const { before: after, inside, table } = sample;
  const before = baseWeight === undefined ? undefined : table.numbers(baseWeight);
  const odd = before?.findIndex((value, row) => inside[row] === 1 && !(value > 0)) ?? -1;
  if (odd >= 0)
    throw new InputError("the weight before is not positive", table.place(odd, baseWeight), {
      value: before![odd],
    });
  const change: WeightChange = {
    before: before && valuesInside(before, inside),
    after: valuesInside(after, inside),
    scale: 1,
  };
  const ratios = ratiosOf(change);
  const checks =
    margins.length === 0
      ? []
      : checkMargins(
          constraintsIn(sample, margins, { margins: files, ...options }).constraints,
          before?.map((value, row) => (inside[row] ? value : 0)) ?? after,
          after,
        );
  await putDiagnosis(
    sample,
    {
      title: titled(lang === "fr" ? "Diagnostic des poids" : "Diagnosis of weights", weight, lang),
      request: {
        command: "weight diagnose",
        weight,
        baseWeight: baseWeight ?? null,
        where: options.where ?? [],
      },
      ...(checks.length > 0
        ? { key: "margins", rows: marginTable(checks, lang), sections: [weightSection(change, lang)] }
        : { key: "weights", rows: weightTable(change, lang) }),
      notes: [
        ...selectionNotes(options),
        ...zeroNotes(sample, lang),
        ...cautionNotes(change, ratios, undefined, lang),
      ],
    },
    change,
    options,
  );
}

function zeroNotes({ design, mask }: WeightedFile, language: Language): string[] {
  const zero = design.weights.reduce(
    (count, weight, row) => count + Number(mask[row] === 1 && weight === 0),
    0,
  );
  if (zero === 0) return [];
  const count = formatNumber(zero, 0, language);
  if (language === "fr") return [`Lignes de poids nul, laissées de côté : ${count}.`];
  return [
    zero === 1 ? "1 row of weight zero is left aside." : `${count} rows of weight zero are left aside.`,
  ];
}
