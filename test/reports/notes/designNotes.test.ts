import { expect, test } from "vitest";
import { absentReplicates } from "../../../src/analyses/estimateRow.ts";
import {
  designNotes,
  discardedNotes,
  effectNotes,
  errorsOf,
} from "../../../src/reports/notes/designNotes.ts";
import { selectionNotes } from "../../../src/reports/notes/selectionNotes.ts";
import type { DesignNames } from "../../../src/samples/sample.ts";
import type { CodingRequest } from "../../../src/sources/files/codingRequest.ts";
import { makeDesign } from "../../../src/survey/design.ts";
import type { DesignSummary } from "../../../src/survey/domains.ts";

const summary: DesignSummary = {
  rows: 1234,
  used: 1200,
  missing: 30,
  deleted: 0,
  outside: 4,
  unknown: 0,
  weightless: 0,
  strata: 2,
  clusters: 4,
  df: 2,
  sumOfWeights: 5000.25,
  effective: 1100.4,
};
const strata = { levels: ["a", "b"], codes: Int32Array.of(0, 0, 1) };
const design = makeDesign(Float64Array.of(1, 2, 3), { strata, lonely: "certainty" });
const names: DesignNames = { strata: ["region", "size"], cluster: "school", weight: "w", fpc: "N" };

test("the design is told with its weights, strata, clusters, correction and rule for strata of one cluster", () => {
  const [structure, rows] = designNotes({ design, names }, summary);
  expect(structure).toEqual({
    en: "Design: weights w; strata region × size (2); clusters school (4); finite population correction N; single-cluster strata: certainty; 2 degrees of freedom.",
    fr: "Plan de sondage : poids w ; strates region × size (2) ; grappes school (4) ; correction de population finie N ; strates à une seule grappe : certainty ; 2 degrés de liberté.",
  });
  expect(rows).toEqual({
    en: "Rows: 1,200 used of 1,234, 30 left out for a missing answer, 4 outside the condition. Sum of weights: 5,000; Kish's effective sample size: 1,100.",
    fr: "Lignes : 1 200 utilisées sur 1 234, 30 écartées pour réponse manquante, 4 hors champ. Somme des poids : 5 000 ; taille efficace de Kish : 1 100.".replace(
      /(\d) (\d{3})/g,
      "$1\u202f$2",
    ),
  });
});

test("words agree with their numbers", () => {
  const single = { ...summary, rows: 2, used: 1, missing: 1, weightless: 1, df: 1 };
  const [structure, rows] = designNotes({ design, names }, single);
  expect(structure!.en).toContain("; 1 degree of freedom.");
  expect(structure!.fr).toContain(" ; 1 degré de liberté.");
  expect(rows!.fr).toContain("1 utilisée sur 2, 1 écartée pour réponse manquante");
  expect(rows!.fr).toContain("1 ligne utilisée a un poids nul");
  expect(rows!.en).toContain("1 of the used rows has weight zero");
  expect(designNotes({ design, names }, { ...single, deleted: 1 })[1]!.fr).toContain("1 supprimée du plan");
  expect(designNotes({ design, names }, { ...single, missing: 0 })[1]!.fr).toContain("0 écartée pour");
});

test("rows that were deleted from the design are told as such", () => {
  const rows = designNotes({ design, names }, { ...summary, deleted: 28 })[1]!;
  expect(rows.en).toContain("1,200 used of 1,234, 30 deleted from the design for a missing answer");
});

test("rows of unknown condition and of weight zero are told where there are some", () => {
  const [structure, rows] = designNotes(
    { design: makeDesign(Float64Array.of(1, 2, 3)), names: { strata: [] } },
    { ...summary, unknown: 1, weightless: 2, sumOfWeights: 6 },
  );
  expect(structure!.en).toBe("Design: no weights; no strata; no clusters; 2 degrees of freedom.");
  expect(rows!.en).toBe(
    "Rows: 1,200 used of 1,234, 30 left out for a missing answer, 4 outside the condition, 1 of which it is unknown; 2 of the used rows have weight zero. Sum of weights: 6; Kish's effective sample size: 1,100.",
  );
});

test("replicate weights stand in the place of strata and clusters", () => {
  const replication = {
    weights: [Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1)],
    factors: Float64Array.of(1, 1),
    scale: 1,
    centredOnEstimate: false,
  };
  const replicated = { ...design, replication };
  const noted = (prefix: string, method: string) =>
    designNotes({ design: replicated, names: { strata: [], replicates: { prefix, method } } }, summary)[0]!;
  expect(noted("rep", "jk1").en).toBe(
    "Design: no weights; 2 replicate weights rep (jk1); 2 degrees of freedom.",
  );
  expect(noted("", "").fr).toBe(
    "Plan de sondage : sans poids ; 2 poids de réplication créés du plan ; 2 degrés de liberté.",
  );
  expect(errorsOf(replicated).en).toBe("Standard errors from replicate weights");
  expect(errorsOf(design).en).toBe("Linearised standard errors");
});

test("a calibration is told, and that it was not the first", () => {
  const chained = (is: boolean) => ({ strata: [], calibrated: { margins: "sex, age", chained: is } });
  expect(
    designNotes({ design: makeDesign(Float64Array.of(1, 2)), names: chained(false) }, summary)[0]!.fr,
  ).toContain("sans grappes ; calage sur sex, age ; 2");
  expect(
    designNotes({ design: makeDesign(Float64Array.of(1, 2)), names: chained(true) }, summary)[0]!.en,
  ).toContain(
    "; calibrated on sex, age (the last of several calibrations, the only one that standard errors take account of); ",
  );
});

test("absent replicates and absent design effects are explained", () => {
  expect(absentReplicates([{}, { replicates: Float64Array.of(1, 2) }])).toBe(0);
  expect(discardedNotes(0)).toEqual([]);
  const absent = absentReplicates([{ replicates: Float64Array.of(Number.NaN, 2) }]);
  expect(discardedNotes(absent)[0]!.en).toContain("(1 at most)");
  expect(effectNotes("without", { ...summary, sumOfWeights: 1200 }, true)).toHaveLength(1);
  expect(effectNotes("without", summary, true)).toEqual([]);
  expect(effectNotes("with", { ...summary, sumOfWeights: 1200 }, true)).toEqual([]);
  expect(effectNotes("without", { ...summary, sumOfWeights: 1200 }, false)).toEqual([]);
});

const notesOf = (where: readonly string[], derive: readonly string[], coding?: CodingRequest) =>
  selectionNotes({
    selection: { mask: Uint8Array.of(1), unknown: 0, where, derive },
    ...(coding && { file: { coding } }),
  });

test("codes of missing answers and levels that were said are told before conditions", () => {
  const coding = { missingCode: ["8,9", "q=99"], levels: ["age=<30,30+"], labels: "l.csv" };
  expect(notesOf(["a > 1"], [], coding)).toEqual([
    { fr: "Codes de réponse manquante : 8,9 ; q=99", en: "Codes of missing answers: 8,9; q=99" },
    { fr: "Modalités : age=<30,30+", en: "Levels: age=<30,30+" },
    { fr: "Condition : a > 1", en: "Condition: a > 1" },
  ]);
});

test("conditions are told together, derived variables one by one", () => {
  expect(notesOf([], [])).toEqual([]);
  expect(notesOf(["a > 1", "b = 2"], ["b = a + 1", "c = 2"])).toEqual([
    { fr: "Condition : (a > 1) and (b = 2)", en: "Condition: (a > 1) and (b = 2)" },
    { fr: "Variable dérivée : b = a + 1", en: "Derived variable: b = a + 1" },
    { fr: "Variable dérivée : c = 2", en: "Derived variable: c = 2" },
  ]);
  expect(notesOf(["a > 1"], [])[0]!.fr).toBe("Condition : a > 1");
});
