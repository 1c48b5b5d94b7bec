import { families } from "../../models/fit/families.ts";
import type { MarginalEffect } from "../../models/results/effects.ts";
import type { PredictiveMargin } from "../../models/results/margins.ts";
import type { LevelContrast } from "../../models/results/pairs.ts";
import type { Codebook } from "../../sources/tables/codebook.ts";
import type { Label } from "../../text/language.ts";
import { modelTitles } from "../../text/messages/modelTitles.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import type { ModelShape } from "../modelLabels.ts";
import { type Column, fileColumn } from "./column.ts";
import { decimalsFor, errorKind, estimateColumns, testColumns } from "./estimateColumns.ts";
import { decimalsBy, type OfVariable, testStyleOf } from "./modelColumns.ts";
import { ratioColumns, ratioTitle } from "./ratioColumns.ts";

export function marginColumns(
  model: ModelShape,
  margins: readonly PredictiveMargin[],
): Column<PredictiveMargin>[] {
  const { decimals, errorDecimals, kind } = outcomeStyle(model, margins);
  const isSampled = margins.some(({ seSample }) => seSample !== null);
  return [
    ...levelsOf<PredictiveMargin>(model),
    ...estimateColumns<PredictiveMargin>({
      kind,
      decimals,
      errorDecimals,
      title: modelTitles.prediction,
      level: model.request.level,
    }),
    {
      key: "se_sample",
      title: modelTitles.seSample,
      kind: errorKind(kind),
      decimals: errorDecimals,
      value: ({ seSample }) => seSample,
      audience: isSampled ? undefined : "files",
    },
    fileColumn("df", "number", ({ df }) => df, { title: words.freedom }),
  ];
}

export function effectColumns(
  model: ModelShape,
  effects: readonly MarginalEffect[],
): Column<MarginalEffect>[] {
  return [
    ...comparedLevels<MarginalEffect>(model),
    ...changeColumns(model, effects, modelTitles.effect, modelTitles.effectInPoints),
    ...testColumns<MarginalEffect>(testStyleOf(model)),
    fileColumn("se_sample", "number", ({ seSample }) => seSample, { title: modelTitles.seSample }),
  ];
}

/** Contrasts on one scale; on that of the link as ratios where it has them. */
export function contrastColumns(
  model: ModelShape,
  scale: LevelContrast["scale"],
  contrasts: readonly LevelContrast[],
): Column<LevelContrast>[] {
  // Differences of predictions are no logarithms of ratios, whatever the link.
  const onScale = { ...model, link: scale === "margin" ? "identity" : model.link };
  const ratio = ratioTitle(onScale);
  const isAdjusted = contrasts.some(({ adjusted }) => adjusted !== null);
  return [
    ...comparedLevels<LevelContrast>(model),
    fileColumn("scale", "text", (contrast) => contrast.scale, { title: modelTitles.scale }),
    ...(scale === "margin"
      ? changeColumns(model, contrasts, words.difference, words.differenceInPoints)
      : coefficientColumns(model, contrasts, ratio)),
    ...testColumns<LevelContrast>(testStyleOf(model)),
    {
      key: "p_adjusted",
      title: modelTitles.adjustedP,
      kind: "p",
      value: ({ adjusted }) => adjusted,
      audience: isAdjusted ? undefined : "files",
    },
    fileColumn("se_sample", "number", ({ seSample }) => seSample, { title: modelTitles.seSample }),
    ...ratioColumns<LevelContrast>(onScale, ratio, () => 2),
  ];
}

type OfLevel = OfVariable & { readonly level: string };
type OfTwoLevels = OfLevel & { readonly versus: string };

/** A difference on the scale of the link; its interval is for files alone where people see that of the ratio. */
function coefficientColumns(
  { request: { level } }: ModelShape,
  contrasts: readonly LevelContrast[],
  ratio: Label | undefined,
): Column<LevelContrast>[] {
  const decimals = decimalsFor(contrasts.map(({ se }) => se)) + 1;
  return estimateColumns<LevelContrast>({
    kind: "number",
    title: words.difference,
    level,
    decimals,
  }).map((column) => (column.high && ratio ? { ...column, audience: "files" } : column));
}

/** A change on the scale of the outcome: in points where that is a probability. */
function changeColumns<Row extends OfVariable>(
  model: ModelShape,
  results: readonly Row[],
  title: Label,
  titleOfPoints: Label,
): Column<Row>[] {
  const { kind, ...style } = outcomeStyle(model, results);
  const isShare = kind === "share";
  return estimateColumns<Row>({
    ...style,
    kind: isShare ? "points" : kind,
    title: isShare ? titleOfPoints : title,
    sheetTitle: title,
    level: model.request.level,
  });
}

/** How results on the scale of the outcome are shown: as shares where the link is that of a probability. */
function outcomeStyle({ link }: ModelShape, results: readonly OfVariable[]) {
  const isShare = families.logistic.links.includes(link);
  const byVariable = decimalsBy(results, isShare ? -2 : 0);
  const decimals = (row: OfVariable) => Math.max(isShare ? 1 : 0, byVariable(row));
  return {
    kind: isShare ? ("share" as const) : ("number" as const),
    decimals,
    errorDecimals: (row: OfVariable) => decimals(row) + 1,
  };
}

/** A variable and one of its levels; of a number there is none. */
function levelsOf<Row extends OfLevel>({ table: { codebook } }: ModelShape): Column<Row>[] {
  return [
    {
      key: "variable",
      title: words.variable,
      kind: "text",
      grouping: true,
      value: ({ variable }) => variable,
      text: ({ variable }, reader) => reader.label(codebook, variable),
    },
    {
      key: "level",
      title: modelTitles.level,
      kind: "text",
      value: ({ level }) => level,
      text: ({ variable, level }, reader) => levelLabel(codebook, variable, level, reader),
    },
  ];
}

/** A variable and two of its levels. */
function comparedLevels<Row extends OfTwoLevels>(model: ModelShape): Column<Row>[] {
  const { codebook } = model.table;
  return [
    ...levelsOf<Row>(model),
    {
      key: "versus",
      title: words.against,
      kind: "text",
      value: ({ versus }) => versus,
      text: ({ variable, versus }, reader) => levelLabel(codebook, variable, versus, reader),
    },
  ];
}

const levelLabel = (codebook: Codebook, variable: string, level: string, reader: Reader) =>
  level === "" ? "" : reader.label(codebook, variable, level);
