import {
  cautionNotes,
  marginTable,
  ratiosOf,
  type WeightChange,
  weightSection,
} from "../reports/weightReport.ts";
import { InputError } from "../text/errors.ts";
import { type Label, type Language, titled } from "../text/language.ts";
import { formatExact, formatNumber } from "../text/numbers.ts";
import { calibrate } from "../weights/calibrate.ts";
import { constraintsOf, variablesOfMargins } from "../weights/constraints.ts";
import { checkMargins } from "../weights/diagnosis.ts";
import { type Bounds, type CalibrationMethod, distanceOf } from "../weights/distances.ts";
import { type Constraint, prepare } from "../weights/equations.ts";
import { tightestBounds } from "../weights/feasibility.ts";
import { recordOfMargins } from "../weights/history.ts";
import { marginsIn } from "../weights/marginFiles.ts";
import type { Margin } from "../weights/margins.ts";
import { selectionNotes } from "./oldSample.ts";
import { openWeighted, valuesInside, type WeightedFile, type WeightOptions } from "./weightFile.ts";
import { checkOutputs, newColumn, putDiagnosis, writeWeighted } from "./weightOutput.ts";

export interface MarginOptions {
  readonly margins: readonly string[];
  readonly population?: number;
}

export interface ScaleOptions {
  /** Whether the weights are multiplied first, so that they add up to the population. */
  readonly scale: "auto" | "none";
}

export interface CalibrateOptions extends WeightOptions, MarginOptions, ScaleOptions {
  readonly method: CalibrationMethod;
  readonly bounds?: Bounds | "tightest";
}

/** The ways to calibrate: in general, and on margins of categories alone, and on a single one. */
export const calibrations = {
  calibrate: { column: "calibrated", refuse: () => undefined },
  rake: {
    column: "raked",
    refuse: (constraints) =>
      constraints.some(({ auxiliary }) => !("codes" in auxiliary))
        ? "raking takes margins of categories; the total of a number is met by panel weight calibrate"
        : undefined,
  },
  "post-stratify": {
    column: "poststratified",
    refuse: (constraints) =>
      constraints.length === 1 && "codes" in constraints[0]!.auxiliary
        ? undefined
        : "post-strata are the levels of one variable, or of one crossing; several margins are met by panel weight rake",
  },
} satisfies Record<
  string,
  { readonly column: string; readonly refuse: (constraints: readonly Constraint[]) => string | undefined }
>;

export type CalibrationKind = keyof typeof calibrations;

/** `panel weight calibrate`, `rake` and `post-stratify`: weights that meet population margins. */
export async function calibrateCommand(
  kind: CalibrationKind,
  options: CalibrateOptions,
  dataFolder: string,
): Promise<void> {
  const { method, weight, lang } = options;
  checkBounds(options);
  await checkOutputs(options, options.margins);
  const margins = await marginsIn(options.margins);
  const sample = await openWeighted(
    options,
    (header) => variablesOfMargins(margins, (name) => header.includes(name)),
    dataFolder,
  );
  const { before, inside, file } = sample;
  const column = newColumn(options, `${weight ?? "weight"}_${calibrations[kind].column}`, file);
  const { constraints, population } = constraintsIn(sample, margins, options);
  const refusal = calibrations[kind].refuse(constraints);
  if (refusal !== undefined) throw new InputError(refusal, constraints.at(-1)!.place);
  const scale = scaleOf(before, population, options);
  const scaled = before.map((value) => value * scale);
  const bounds = options.bounds === "tightest" ? tightest(scaled, constraints, method) : options.bounds;
  const { weights, redundant, iterations } = calibrate(scaled, constraints, method, bounds);
  const change: WeightChange = {
    before: valuesInside(before, inside),
    after: valuesInside(weights, inside),
    scale,
  };
  const ratios = ratiosOf(change);
  const result = { iterations, redundant, scale, bounds: bounds ? [bounds.low, bounds.high] : null };
  await writeWeighted(
    sample,
    options,
    { names: [column], valueAt: (row) => weights[row]! },
    {
      command: `weight ${kind}`,
      column,
      margins: recordOfMargins(margins),
      options: {
        method,
        bounds:
          options.bounds === undefined || options.bounds === "tightest"
            ? (options.bounds ?? null)
            : result.bounds,
        population: options.population ?? null,
        scale: options.scale,
      },
      result,
    },
  );
  await putDiagnosis(
    sample,
    {
      title: titled(titles[kind][lang], `${weight ?? "1"} → ${column}`, lang),
      request: {
        command: `weight ${kind}`,
        weight: weight ?? null,
        column,
        method,
        where: options.where ?? [],
      },
      facts: { result },
      key: "margins",
      rows: marginTable(checkMargins(constraints, before, weights), lang),
      sections: [weightSection(change, lang)],
      notes: [
        ...selectionNotes(options),
        kind === "post-stratify" ? postStratified[lang] : methodNote(method, bounds, iterations, lang),
        ...scaleNotes(scale, lang),
        ...redundantNotes(redundant, lang),
        ...cautionNotes(change, ratios, bounds, lang),
        ...outsideNotes(sample, lang),
      ],
    },
    change,
    options,
  );
}

const titles: Record<CalibrationKind, Record<Language, string>> = {
  calibrate: { fr: "Calage", en: "Calibration" },
  rake: { fr: "Calage sur marges (raking ratio)", en: "Raking" },
  "post-stratify": { fr: "Post-stratification", en: "Post-stratification" },
};

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

export function constraintsIn(
  { table, inside, before }: WeightedFile,
  margins: readonly Margin[],
  { population }: MarginOptions,
) {
  return constraintsOf(table, margins, inside, { population, sumOfWeights: sumOf(before) });
}

/** What the weights are multiplied by at first. */
export const scaleOf = (
  before: Float64Array,
  population: number | undefined,
  { scale }: ScaleOptions,
): number => (scale === "auto" && population !== undefined ? population / sumOf(before) : 1);

/** Throws when a method lacks its bounds, or has some that it cannot have. */
export function checkBounds({ method, bounds }: Pick<CalibrateOptions, "method" | "bounds">): void {
  const { bounded } = distanceOf(method);
  if (bounded === (bounds !== undefined)) return;
  throw new InputError(
    bounded ? `the method ${method} needs bounds` : `the method ${method} has no bounds`,
    { field: "--bounds" },
    {
      ...(bounded ? {} : { value: bounds === "tightest" ? bounds : [bounds!.low, bounds!.high] }),
      advice: bounded
        ? "For example --bounds 0.4,2.5 or --bounds tightest"
        : "Take --method logit or truncated",
    },
  );
}

function tightest(
  weights: Float64Array,
  constraints: readonly Constraint[],
  method: CalibrationMethod,
): Bounds {
  const found = tightestBounds(prepare(weights, constraints), method);
  if (!found)
    throw new InputError(
      "no ratios from 0.001 to 1000 meet these margins together in this sample",
      {},
      {
        advice:
          "Merge levels or leave a margin out, or give weights (or --population) of the population's size",
      },
    );
  return found;
}

/** The methods in words. */
const methodNames: Record<CalibrationMethod, Label> = {
  linear: { fr: "linéaire", en: "linear" },
  raking: { fr: "raking ratio", en: "raking" },
  logit: { fr: "logit", en: "logit" },
  truncated: { fr: "linéaire tronquée", en: "truncated linear" },
};

/** How weights were calibrated. */
export function methodNote(
  method: CalibrationMethod,
  bounds: Bounds | undefined,
  iterations: number | undefined,
  language: Language,
): string {
  const within = bounds
    ? ` [${formatExact(bounds.low, language)} ; ${formatExact(bounds.high, language)}]`
    : "";
  const name = methodNames[method][language];
  if (language === "fr")
    return `Méthode : ${name}${within} (Deville et Särndal 1992)${iterations === undefined ? "" : ` ; itérations : ${iterations}`}.`;
  return `Method: ${name}${within} (Deville and Särndal 1992)${iterations === undefined ? "" : `; iterations: ${iterations}`}.`;
}

/** What post-stratification does. */
const postStratified: Label = {
  fr: "Le poids de chaque case est multiplié par sa cible sur son effectif pondéré.",
  en: "The weights of each cell are multiplied by its target over its weighted count.",
};

function scaleNotes(scale: number, language: Language): string[] {
  if (Math.abs(scale - 1) < 1e-12) return [];
  const factor = formatExact(Number(scale.toPrecision(5)), language);
  return language === "fr"
    ? [
        `Les poids initiaux sont d'abord multipliés par ${factor}, pour que leur somme soit la population ; les rapports de poids sont calculés après cette mise à l'échelle.`,
      ]
    : [
        `The weights before are first multiplied by ${factor}, to add up to the population; ratios are to those.`,
      ];
}

function redundantNotes(redundant: readonly string[], language: Language): string[] {
  if (redundant.length === 0) return [];
  return language === "fr"
    ? [`Marges redondantes, écartées car elles découlent des autres : ${redundant.join(", ")}.`]
    : [`Redundant margins, left out because they follow from the others: ${redundant.join(", ")}.`];
}

export function outsideNotes({ inside }: WeightedFile, language: Language): string[] {
  const outside = inside.reduce((count, is) => count + 1 - is, 0);
  if (outside === 0) return [];
  const count = formatNumber(outside, 0, language);
  if (language === "fr") return [`Lignes hors champ, dont le nouveau poids est nul : ${count}.`];
  return [
    outside === 1
      ? "1 row outside the condition has a new weight of zero."
      : `${count} rows outside the condition have a new weight of zero.`,
  ];
}
