import { expect, test } from "vitest";
import type { MaximumEntropy } from "../../../../src/coherence/maximumEntropy.ts";
import { projection, type Ratio } from "../../../../src/coherence/publication.ts";
import { loadSolver } from "../../../../src/coherence/solver.ts";
import { entropyPopulation, narrowed } from "../../../../src/figures/synthesis/entropy/population.ts";
import { embeddedFile, loadDataset } from "../../../../src/study/dataset.ts";
import { openRegistry } from "../../../../src/study/registry.ts";
import { dataFolder } from "../../../support/oracle.ts";

/** A ratio in a population, from the table of the first clique that has its variables. */
function shareIn({ program, beliefs, cellSizes }: MaximumEntropy, ratio: Ratio): number {
  const { tree, levels, cliqueOf, cellsOf } = program;
  const clique = tree.cliques.findIndex((own) => ratio.scope.every((name) => own.includes(name)));
  const cells = projection(tree.cliques[clique]!, ratio.scope, levels);
  let [numerator, denominator] = [0, 0];
  cliqueOf.forEach((own, column) => {
    if (own !== clique) return;
    const sizes = cellsOf[column]!.map((cell) => cellSizes[clique]![cell]!);
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    cellsOf[column]!.forEach((cell, at) => {
      const share = (beliefs.shares[column]! * sizes[at]!) / whole;
      numerator += share * ratio.numerator[cells[cell]!]!;
      denominator += share * ratio.denominator[cells[cell]!]!;
    });
  });
  return numerator / denominator;
}

test("the population of the embedded studies has all their calibrated figures, and one with room has less entropy", async () => {
  const description = loadDataset(embeddedFile("panel4", dataFolder), dataFolder);
  const { figures } = await openRegistry(description, dataFolder);
  const { published, found, withRoom } = entropyPopulation(
    description,
    [...figures.values()],
    await loadSolver("many"),
  );
  expect(published.statements.length).toBeGreaterThan(100);
  for (const statement of published.statements) {
    const value = shareIn(found, statement);
    expect(value, statement.id).toBeGreaterThan(statement.low - 1e-8);
    expect(value, statement.id).toBeLessThan(statement.high + 1e-8);
  }
  for (const statement of narrowed(published.statements, 0.15)) {
    const value = shareIn(withRoom, statement);
    expect(value, statement.id).toBeGreaterThan(statement.low - 1e-8);
    expect(value, statement.id).toBeLessThan(statement.high + 1e-8);
  }
  expect(withRoom.entropy).toBeLessThan(found.entropy);
});
