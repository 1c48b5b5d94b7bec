import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import { root } from "./oracle.ts";

/** What R computed of one sample, by the name of each item; null where it does not exist. */
export type Items = Map<string, number | null>;

/** Runs an R script on the folder of samples that it reads, and returns its results by sample. */
export function resultsOfR(script: string, folder: string): Map<string, Items> {
  const { status, stderr } = spawnSync("Rscript", [script, folder], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`R ended with ${status}: ${stderr}`);
  const results = new Map<string, Items>();
  const rows = csvParse<"id" | "item" | "value">(readFileSync(join(folder, "results.csv"), "utf8"));
  for (const { id, item, value } of rows) {
    const items = results.get(id) ?? new Map();
    items.set(item, value === "" ? null : Number(value));
    results.set(id, items);
  }
  return results;
}
