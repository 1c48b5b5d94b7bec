import { type Answers, withInputs } from "../../../coherence/answers.ts";
import type { Published } from "../../../coherence/publishedStatements.ts";
import type { DatasetDescription } from "../../../sources/datasets/description.ts";
import type { Value } from "../../../sources/tables/codebook.ts";
import { variablesOf } from "../../../study/figures.ts";
import { tuningOf } from "../targets.ts";
import type { Target, Tuning } from "../tune.ts";
import { isAsked } from "./population.ts";

const proposalsPerVariable = 5_000;
/** As many in a round of the tuning of all variables together. */
const roundPerVariable = 1_000;

/** Tunings one after the other, and a round of the one of all variables to all figures, for those figures that they miss. */
export interface Stages {
  readonly stages: readonly Tuning[];
  readonly together: Tuning;
}

/**
 * The tuning stage by stage: what a figure measures is tuned after what it is broken down by, and together with it where another
 * figure is the other way round. Figures that are not seen have no variables to tune.
 */
export function entropyStages(
  description: DatasetDescription,
  published: Published,
  targets: readonly Target[],
): Stages {
  const values = new Map<string, readonly Value[]>();
  const askedFor = (wave: string, name: string): string[] => {
    const own = published.variables.get(`${wave}:${name}`);
    return own ? withInputs(own).filter(isAsked).map(noted) : [];
  };
  const noted = ({ asked: { variable }, values: own }: Answers) => {
    const known = values.get(variable) ?? [];
    values.set(
      variable,
      [...new Set([...known, ...own])].filter((value) => value !== null),
    );
    return variable;
  };
  const parts = targets.map((target) => {
    const { wave, variable } = target.estimand;
    const measured = askedFor(wave, variable!);
    return { target, measured, all: variablesOf(target.estimand).flatMap((name) => askedFor(wave, name)) };
  });
  const groups = groupsInOrder(
    [...values.keys()],
    parts.flatMap(({ measured, all }) => all.flatMap((from) => measured.map((to): Arrow => [from, to]))),
  );
  const choices = new Map([...values].filter(([, own]) => own.length > 1));
  const stageOf = (all: readonly string[]) =>
    groups.findLastIndex((group) => group.some((name) => all.includes(name)));
  return {
    stages: groups.map((group, stage) =>
      tuningOf(
        description,
        parts.filter(({ all }) => stageOf(all) === stage).map(({ target }) => target),
        new Map([...choices].filter(([name]) => group.includes(name))),
        proposalsPerVariable * group.length,
      ),
    ),
    together: tuningOf(description, targets, choices, roundPerVariable * choices.size),
  };
}

type Arrow = readonly [from: string, to: string];

/** Names in groups, those in one that lead to one another along arrows; what leads to a group stands before it. */
function groupsInOrder(names: readonly string[], arrows: readonly Arrow[]): string[][] {
  const leadsTo = new Map(names.map((name) => [name, new Set([name])]));
  for (const [from, to] of arrows) leadsTo.get(from)!.add(to);
  for (const by of names)
    for (const own of leadsTo.values()) if (own.has(by)) for (const name of leadsTo.get(by)!) own.add(name);
  const groups = new Map<string, string[]>();
  const leadingTo = (name: string) => names.filter((other) => leadsTo.get(other)!.has(name));
  for (const name of names) {
    const mates = leadingTo(name).filter((other) => leadsTo.get(name)!.has(other));
    groups.set(mates.join("\0"), mates);
  }
  // Whatever leads to a group is led to by fewer than the group is.
  return [...groups.values()].sort((a, b) => leadingTo(a[0]!).length - leadingTo(b[0]!).length);
}
