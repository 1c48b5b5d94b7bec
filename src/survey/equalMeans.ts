import { inverseForm, positiveDefinite } from "../numerics/cholesky.ts";
import { upperF } from "../numerics/distributions.ts";
import { errorNoise } from "../numerics/tolerances.ts";
import { oneGroup, tooFewForMeans } from "../text/messages/tables.ts";
import type { AssociationTest, NoTest } from "./association.ts";
import type { Cells } from "./cells.ts";
import { degreesOfFreedom } from "./domains.ts";
import { covarianceOf, type Estimate, noiseOf } from "./estimators.ts";
import { unionOf } from "./linearisation.ts";

/**
 * Wald's F test that the means of some groups are equal: that of the groups in the regression on them, for the regression's
 * coefficients are the means' differences (`regTermTest(svyglm(x ~ g), ~g)` in R's survey; of two groups F is the square of the t
 * of `svyttest`). `freedom` is clusters minus strata, by default those of all groups together.
 */
export function testEqualMeans(
  cells: Cells,
  means: readonly Estimate[],
  freedom = degreesOfFreedom(
    cells,
    means.flatMap(({ score }) => score.cells),
  ),
): AssociationTest | NoTest {
  const [first, ...others] = means;
  if (!first || others.length === 0) return { reason: oneGroup };
  const df1 = others.length;
  const df2 = freedom - df1;
  const covariance = covarianceOf(cells, ofAllGroups(means));
  const ofDifferences = others.map((_, j) =>
    others.map(
      (__, k) =>
        covariance[j + 1]![k + 1]! - covariance[j + 1]![0]! - covariance[0]![k + 1]! + covariance[0]![0]!,
    ),
  );
  const isZero = ofDifferences.some((own, j) => {
    const ofParts = errorNoise.quadraticForm * (covariance[j + 1]![j + 1]! + covariance[0]![0]!);
    return !(own[j]! > Math.max(ofParts, (noiseOf(others[j]!) + noiseOf(first)) ** 2));
  });
  const vary = means.some(({ se }) => se > 0) && !isZero;
  const solver = vary ? positiveDefinite(ofDifferences) : undefined;
  if (!solver || df2 < 1) return { reason: tooFewForMeans };
  const differences = others.map(({ estimate }) => estimate - first.estimate);
  const statistic = inverseForm(solver, differences) / df1;
  return { statistic, df1, df2, p: upperF(statistic, df1, df2) };
}

/**
 * The means as statistics of all groups together, zero outside their own: a stratum of a single cluster then counts by the strata of
 * all groups, as in the regression.
 */
function ofAllGroups(means: readonly Estimate[]): Estimate[] {
  const { listed, positions } = unionOf(means.map(({ score }) => score.cells));
  return means.map((mean, at) => ({
    ...mean,
    score: {
      cells: listed,
      coefficients: mean.score.coefficients.map((own) =>
        Float64Array.from(positions[at]!, (position) => own[position] ?? 0),
      ),
    },
  }));
}
