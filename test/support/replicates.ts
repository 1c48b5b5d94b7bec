import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { makeDesign } from "../../src/survey/design.ts";
import type { OracleSample } from "./estimates.ts";
import { oracle, root } from "./oracle.ts";

const specs = new Map(oracle("replicates/designs.csv").map((row) => [row.design!, row]));
const scales = oracle("replicates/scales.csv");

/** The rows of a design of R's with its replicate weights. */
export async function replicateSample(name: string): Promise<OracleSample> {
  const { scale, mse } = specs.get(name)!;
  const isReplicate = (column: string) => /^rep\d+$/.test(column);
  const table = await readFileTable(`${root}test/oracle/replicates/data/${name}.csv`, {
    columns: (header) => header.filter((column) => !isReplicate(column)),
    numbers: (header) => header.filter(isReplicate),
  });
  const factors = Float64Array.from(
    scales.filter(({ design }) => design === name),
    ({ rscale }) => Number(rscale),
  );
  const replication = {
    weights: Array.from(factors, (_, at) => table.numbers(`rep${at + 1}`)),
    scale: Number(scale),
    factors,
    centredOnEstimate: mse === "1",
  };
  return { table, design: { ...makeDesign(table.numbers("w")), replication } };
}
