import { beforeAll, describe, expect, test } from "vitest";
import { type Audit, audit } from "../../src/coherence/audit.ts";
import { boundEstimands } from "../../src/coherence/estimandBounds.ts";
import { loadSolver, type Solver } from "../../src/coherence/solver.ts";
import { parseDomain } from "../../src/study/domain.ts";
import type { Estimand } from "../../src/study/figures.ts";
import { openRegistry, type Registered } from "../../src/study/registry.ts";
import { loadStudy, type Study } from "../../src/study/study.ts";
import { dataFolder } from "../support/oracle.ts";

let solver: Solver;
let study: Study;
let figures: readonly Registered[];
let found: Audit;
beforeAll(async () => {
  solver = await loadSolver("many");
  study = await loadStudy("er1245", dataFolder);
  figures = [...(await openRegistry(study.declaration, dataFolder)).figures.values()];
  found = audit(
    study.declaration,
    figures,
    study.alternatives.map((own) => ({ ...own, key: own.id })),
    solver,
  );
}, 120_000);

const figuresNamed = (...ids: readonly string[]) => figures.filter(({ figure }) => ids.includes(figure.id));
const percentage = (variable: string, level: string, domain = ""): Estimand => ({
  statistic: "percent",
  wave: "2022",
  variable,
  levels: [level],
  domain: parseDomain(domain, {}),
});
const boundsFrom = (own: readonly Registered[], estimand: Estimand) =>
  boundEstimands(study.declaration, own, [estimand], solver).bounds[0]!.found;

describe("of the two studies on the panel, with the three channels of the text", () => {
  const contradiction = (id: string) => {
    const [own] = found.contradictions.filter(({ conflict }) =>
      conflict.some((key) => key.endsWith(`:${id}`)),
    );
    return own!;
  };
  const ids = ({ conflict }: Audit["contradictions"][number]) => conflict.map((key) => key.split(":")[1]);
  const leftTo = (id: string) => contradiction(id).alone.find((own) => own.id.endsWith(`:${id}`))!.left!;

  test("they cannot all hold, and a fourth channel mends all but one contradiction", () => {
    expect(found.coherent).toBe(false);
    expect(found.contradictions.map(({ mendedBy }) => mendedBy.length)).toEqual([1, 1, 1, 0]);
    expect(found.alternatives).toEqual([{ key: "quatrieme-canal", coherent: false }]);
  });

  test("a mean of 1.6 channels exceeds the sum of their rates over those who have one: 1.265 / 0.835", () => {
    expect(ids(contradiction("canaux-moyenne"))).toEqual([
      "canaux-moyenne",
      "g1-somme-2022",
      "secretariat-2022",
    ]);
    expect(leftTo("canaux-moyenne").high).toBeCloseTo(1.265 / 0.835, 6);
  });

  test("a mean of 1.2 channels among new adopters exceeds that of the three published ones, 1.085 at most", () => {
    expect(ids(contradiction("adoption-canaux"))).toEqual(["adoption-canaux", "adoption-somme-canaux"]);
    expect(leftTo("adoption-canaux").high).toBeCloseTo(1.085, 6);
  });

  test("55, 37 and 5% of those with a secretariat leave some without any of its channels", () => {
    const parts = ["classique-et-en-ligne", "en-ligne-uniquement", "sans-outil-en-ligne"];
    expect(ids(contradiction("sans-outil-en-ligne"))).toEqual(parts);
    expect(leftTo("en-ligne-uniquement").low).toBeCloseTo(1 - 0.555 - 0.375, 6);
    // Three roundings that are all too low leave 1.5%, which is half a unit of each.
    expect(contradiction("sans-outil-en-ligne").together).toBeCloseTo(0.5, 3);
  });

  test("37% exchange on treatments, yet 36, 44 and 50% by activity, with classes that secretaries at the practice limit", () => {
    const own = contradiction("traitements-hebdomadaire");
    expect(ids(own)).toEqual([
      ...["hebdomadaire", "volume-eleve", "volume-faible", "volume-modere"].map(
        (part) => `traitements-${part}`,
      ),
      ...["physique-2022", "physique-volume-faible", "physique-volume-modere"],
    ]);
    // At least 50.5% have one, of low activity at most 40.5% and of high activity at most all: the low activity is no more than
    const low = (1 - 0.505) / (1 - 0.405);
    expect(leftTo("traitements-hebdomadaire").low).toBeCloseTo(0.355 * low + 0.495 * (1 - low), 6);
  });
});

describe("bounds of what is printed nowhere", () => {
  test("41% of those who have teleconsulted, 18% of the others and 36% of all make 73.9 to 82.6% who have", () => {
    const own = figuresNamed("en-ligne-2022", "en-ligne-teleconsulte", "en-ligne-sans-teleconsultation");
    expect(boundsFrom(own, percentage("teleconsulte", "Oui"))).toMatchObject({
      low: expect.closeTo((100 * (35.5 - 18.5)) / (41.5 - 18.5), 6),
      high: expect.closeTo((100 * (36.5 - 17.5)) / (40.5 - 17.5), 6),
    });
  });

  test("all figures leave no more than that", () => {
    const own = boundsFrom(figures, percentage("teleconsulte", "Oui"));
    expect(own).toMatchObject({ low: expect.closeTo(73.913, 3) });
    expect((own as { high: number }).high).toBeLessThanOrEqual(82.609);
  });

  test("55, 37 and 5% leave 1.5 to 4.5% with none of the three channels", () => {
    const own = figuresNamed("sans-outil-en-ligne", "classique-et-en-ligne", "en-ligne-uniquement");
    expect(boundsFrom(own, percentage("usage_en_ligne", "aucun des trois", "secretariat=Oui"))).toMatchObject(
      {
        low: expect.closeTo(1.5, 6),
        high: expect.closeTo(4.5, 6),
      },
    );
  });

  test("a printed figure is bounded by those of other quantities alone: 59% of 17% and 27% of the others", () => {
    const own = figuresNamed(
      "generalistes-quotidien",
      "intro-msp",
      "generalistes-msp",
      "generalistes-hors-msp",
    );
    expect(boundsFrom(own, percentage("echange_generalistes", "tous les jours"))).toMatchObject({
      low: expect.closeTo(0.165 * 58.5 + 0.835 * 26.5, 6),
      high: expect.closeTo(0.175 * 59.5 + 0.825 * 27.5, 6),
    });
  });

  test("a number of respondents and a change of size are not seen", () => {
    expect(found.unseen.map(({ reason }) => reason).sort()).toEqual([
      ...["respondents", "respondents", "respondents"],
      ...["size", "size"],
    ]);
  });
});
