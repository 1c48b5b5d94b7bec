import type { TopLevelSpec } from "vega-lite";
import { type Caption, framed, ink, palette } from "./style.ts";

/** The share of those who are in exactly these of three sets. */
export interface Region {
  readonly inside: readonly [boolean, boolean, boolean];
  readonly text: string;
}

const circles = [
  { x: -0.55, y: 0.35 },
  { x: 0.55, y: 0.35 },
  { x: 0, y: -0.6 },
] as const;

/** Where the three sets' names stand. */
const names = [
  { x: -0.95, y: 1.42 },
  { x: 0.95, y: 1.42 },
  { x: 0, y: -1.7 },
] as const;

const outside = { x: 1.75, y: -1.3 };
const pixelsPerUnit = 125;
const span = { x: 2.4, y: 1.8 };

/** Three overlapping circles with a text in each region; the circles' sizes mean nothing. */
export function venn(
  sets: readonly [string, string, string],
  regions: readonly Region[],
  none: string,
  caption: Caption,
): TopLevelSpec {
  const axis = (field: "x" | "y") => ({
    field,
    type: "quantitative" as const,
    axis: null,
    scale: { domain: [-span[field], span[field]], nice: false, zero: false },
  });
  const at = { x: axis("x"), y: axis("y") };
  const labels = regions.map(({ inside, text }) =>
    inside.includes(true) ? { ...centreOf(inside), text } : { ...outside, text: [none, text] },
  );
  return framed(
    {
      width: 2 * span.x * pixelsPerUnit,
      height: 2 * span.y * pixelsPerUnit,
      layer: [
        {
          data: { values: circles.map((circle, set) => ({ ...circle, set: sets[set] })) },
          mark: {
            type: "point",
            shape: "circle",
            filled: true,
            opacity: 0.35,
            size: Math.PI * pixelsPerUnit ** 2,
            stroke: ink,
          },
          encoding: {
            ...at,
            color: {
              field: "set",
              type: "nominal",
              legend: null,
              scale: { domain: [...sets], range: [...palette.sets] },
            },
          },
        },
        {
          data: { values: names.map((name, set) => ({ ...name, text: sets[set] })) },
          mark: { type: "text", fontSize: 12, fontWeight: "bold", color: ink },
          encoding: { ...at, text: { field: "text" } },
        },
        {
          data: { values: labels },
          mark: { type: "text", fontSize: 15, color: ink },
          encoding: { ...at, text: { field: "text" } },
        },
      ],
    },
    caption,
    2 * span.x * pixelsPerUnit,
  );
}

/** The middle of a region: on the mean of its circles' centres, pushed away from the circles that it is not in. */
function centreOf(inside: Region["inside"]): { x: number; y: number } {
  const own = circles.filter((_, set) => inside[set]);
  const push = { 1: 1.75, 2: 1.45, 3: 1 }[own.length]!;
  const mean = (axis: "x" | "y") => own.reduce((sum, circle) => sum + circle[axis], 0) / own.length;
  const middle = { x: 0, y: circles.reduce((sum, { y }) => sum + y, 0) / circles.length };
  return { x: push * mean("x"), y: middle.y + push * (mean("y") - middle.y) };
}
