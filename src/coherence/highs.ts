import { fileURLToPath } from "node:url";
import type { Highs } from "highs";
import wasm from "highs/runtime";
import { once } from "../numerics/once.ts";

/** HiGHS (Huangfu and Hall 2018), which solves linear programs, with whole numbers too; loaded once. */
export const loadHighs = once(async (): Promise<Highs> => {
  const { default: load } = await import("highs");
  return load({ locateFile: () => fileURLToPath(new URL(wasm, import.meta.url)) });
});
