import { expect, test } from "vitest";
import type { Range } from "../../../src/numerics/ranges.ts";
import { readDataset } from "../../../src/sources/datasets/dataset.ts";
import { embeddedFile, loadDataset } from "../../../src/study/dataset.ts";
import { acceptedRange, type Figure } from "../../../src/study/figures.ts";
import { studiesOf } from "../../../src/study/study.ts";
import { type Computable, impliedBy } from "../../support/implied.ts";
import { dataFolder } from "../../support/oracle.ts";

const dataset = await readDataset(loadDataset(embeddedFile("panel4", dataFolder), dataFolder));
const studies = await studiesOf("panel4", dataFolder);
/** Percentages: of the few means and sizes nothing is worked out, and they are counted on neither side. */
const used = (use: string, figures: readonly Figure[]) =>
  figures.filter(
    (figure): figure is Computable => figure.estimand?.statistic === "percent" && figure.use === use,
  );
const width = ({ low, high }: Range) => high - low;

const implied = impliedBy(
  dataset,
  studies
    .flatMap(({ figures }) => figures)
    .filter((figure): figure is Computable => figure.estimand !== undefined && figure.use === "calibrated"),
);
for (const { id, figures } of studies) {
  const heldOut = used("held-out", figures);
  const following = heldOut.filter(
    (figure) => width(implied(figure)) <= width(acceptedRange(figure.published)),
  );
  const comparable = heldOut.length + used("calibrated", figures).length;
  const share = (heldOut.length - following.length) / comparable;

  test(`${id}: ${(100 * share).toFixed(1)} % of the comparable percentages are held out and do not follow, as printed, from calibrated ones`, () => {
    expect(following.map((figure) => figure.id)).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(0.2);
  });
}

test("what is implied: a figure printed twice, a complement, a sum of levels, and a part of a whole", async () => {
  const figures = studies.flatMap((study) => study.figures);
  const named = (id: string) => figures.find((figure) => figure.id === id) as Computable;
  const from = (...ids: string[]) => impliedBy(dataset, ids.map(named));
  expect(from("encadre-1-pluri")(named("intro-pluri"))).toEqual(near(39.5, 40.5));
  expect(from("secretariat-2022")(named("sans-secretariat-2022"))).toEqual(near(15.5, 16.5));
  expect(
    from("encadre-1-seul", "encadre-1-mono-generalistes", "encadre-1-pluri")(named("encadre-1-mono-autres")),
  ).toEqual(near(100 - 31.5 - 26.5 - 40.5, 100 - 30.5 - 25.5 - 39.5));
  const { table, weights } = dataset.waves.get("2022")!;
  const [answers, sexes] = [table.array("echange_infirmieres"), table.array("sexe")];
  const sizes = { Femme: 0, Homme: 0 };
  for (const [row, weight] of weights.entries())
    if (answers[row] !== null) sizes[sexes[row] as "Femme" | "Homme"] += weight;
  const women = sizes.Femme / (sizes.Femme + sizes.Homme);
  // Two thirds of all, and 60.5 to 61.5 % of the women.
  const { low, high } = acceptedRange(named("infirmieres-hebdomadaire").published);
  expect(from("infirmieres-hebdomadaire", "infirmieres-femmes")(named("infirmieres-hommes"))).toEqual(
    near((low - women * 61.5) / (1 - women), (high - women * 60.5) / (1 - women)),
  );
});

const near = (low: number, high: number) => ({
  low: expect.closeTo(low, 2),
  high: expect.closeTo(high, 2),
});
