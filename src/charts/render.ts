import type { TopLevelSpec } from "vega-lite";
import { task } from "../sources/thread.ts";

/** Draws charts as SVG in a thread of their own. */
export const chartRenderer = task<readonly TopLevelSpec[], string[]>(
  "chartWorker",
  async () => (await import("./draw.ts")).drawSvgs,
);
