import { expect, test } from "vitest";
import { type Target, tune } from "../../../src/figures/synthesis/tune.ts";
import { makeRandom } from "../../../src/numerics/random.ts";
import { isOneOf } from "../../../src/study/domain.ts";

const respondents = () =>
  Array.from({ length: 200 }, (_, at) => ({
    answers: new Map([
      ["w", { group: at % 2 === 0 ? "a" : "b", channel: at % 10 < 3 ? "Oui" : "Non", silent: null }],
    ]),
    weights: new Map([["w", 1 + (at % 3)]]),
  }));
const target = (group: string, low: number, high: number): Target => ({
  id: group,
  estimand: {
    statistic: "percent",
    wave: "w",
    variable: "channel",
    levels: ["Oui"],
    domain: isOneOf("group", [group]),
  },
  low,
  high,
});
const tuning = (targets: Target[]) => ({
  waves: [{ name: "w", link: undefined, linked: new Map(), complete: (answers: object) => ({ ...answers }) }],
  targets,
  levels: new Map([
    ["channel", ["Oui", "Non"]],
    ["silent", ["Oui", "Non"]],
  ]),
  proposals: 20_000,
});

test("answers are tuned until the weighted figures are in range; weights and missing answers stay", () => {
  const people = respondents();
  expect(tune(people, tuning([target("a", 49.5, 50.5), target("b", 19.5, 20.5)]), makeRandom(1))).toEqual([]);
  const share = (group: string) => {
    const own = people.filter(({ answers }) => answers.get("w")!.group === group);
    const weight = (of: typeof own) => of.reduce((sum, { weights }) => sum + weights.get("w")!, 0);
    return (100 * weight(own.filter(({ answers }) => answers.get("w")!.channel === "Oui"))) / weight(own);
  };
  expect(share("a")).toBeGreaterThanOrEqual(49.5);
  expect(share("a")).toBeLessThanOrEqual(50.5);
  expect(share("b")).toBeGreaterThanOrEqual(19.5);
  expect(share("b")).toBeLessThanOrEqual(20.5);
  expect(people.every(({ answers }) => answers.get("w")!.silent === null)).toBe(true);
});

test("where the drawn answers meet the targets already, they stay", () => {
  const people = respondents();
  tune(people, tuning([target("a", 0, 100)]), makeRandom(1));
  expect(people).toEqual(respondents());
});

test("targets that contradict each other are returned", () => {
  const missed = tune(
    respondents(),
    tuning([target("a", 10, 11), { ...target("a", 60, 61), id: "other" }]),
    makeRandom(1),
  );
  expect(missed.length).toBeGreaterThan(0);
});
