import type { DatasetDescription } from "../sources/datasets/description.ts";
import { type Estimand, estimandKey } from "../study/figures.ts";
import type { Registered } from "../study/registry.ts";
import { type Bounds, boundsOf } from "./bounds.ts";
import { coherenceOf } from "./conflicts.ts";
import type { Unseen } from "./estimandRatio.ts";
import type { Ratio } from "./publication.ts";
import { publishedStatements, scaleOf } from "./publishedStatements.ts";
import type { Solver } from "./solver.ts";

/** What published figures say of an estimand that need not be printed. */
export interface EstimandBounds {
  readonly estimand: Estimand;
  /** In the unit of publications, percentages from 0 to 100; why not, where there are none; undefined where nobody can be in its base. */
  readonly found: Bounds | { readonly unseen: Unseen } | undefined;
}

/** Bounds, and the figures that they are not made from, since these contradict one another. */
export interface AllBounds {
  readonly bounds: readonly EstimandBounds[];
  readonly leftOut: readonly string[];
}

/**
 * The sharp bounds of estimands from the figures that publish something else, by the definitions of the dataset. Where figures
 * contradict one another, bounds are made from the others.
 */
export function boundEstimands(
  description: DatasetDescription,
  figures: readonly Registered[],
  estimands: readonly Estimand[],
  solver: Solver,
): AllBounds {
  const published = publishedStatements(description, figures, new Map(), estimands);
  const ratios = published.queries.filter((query): query is Ratio => "scope" in query);
  if (ratios.length === 0)
    return {
      bounds: estimands.map((estimand, at) => ({
        estimand,
        found: published.queries[at] as { readonly unseen: Unseen },
      })),
      leftOut: [],
    };
  // Which figures are left out depends neither on what is asked nor on the order of the studies.
  const ordered = [...figures].sort((a, b) => (a.key < b.key ? -1 : 1));
  const apart = coherenceOf(publishedStatements(description, ordered, new Map()), solver, 1).apart.flat();
  const rest = { ...published, statements: published.statements.filter(({ id }) => !apart.includes(id)) };
  const keyOf = new Map(
    figures.flatMap(({ key, figure }) => (figure.estimand ? [[key, estimandKey(figure.estimand)]] : [])),
  );
  const seen = estimands.filter((_, at) => "scope" in published.queries[at]!);
  const keys = seen.map(estimandKey);
  const found = boundsOf(rest, ratios, solver, ({ id }, at) => keyOf.get(id) !== keys[at]);
  return {
    bounds: estimands.map((estimand, at) => {
      const query = published.queries[at]!;
      if ("unseen" in query) return { estimand, found: query };
      const own = found[ratios.indexOf(query)];
      const scale = scaleOf(estimand);
      return { estimand, found: own && { ...own, low: scale * own.low, high: scale * own.high } };
    }),
    leftOut: apart,
  };
}
