import { loadSolver } from "../../src/coherence/solver.ts";
import { boundClaims, unprintedClaims } from "../../src/figures/claims/bounds.ts";
import { judgeClaims } from "../../src/figures/claims/judge.ts";
import { checkSource } from "../../src/study/checkSource.ts";
import { openRegistry } from "../../src/study/registry.ts";
import { loadSource } from "../../src/study/source.ts";
import { folderWith } from "./files.ts";

const oui = "[{ code: 1, name: yes, fr: oui, en: yes }, { code: 2, name: no, fr: non, en: no }]";

/** A panel of two waves: pets (a dog, a cat, or either), where people live, and how old they are. */
const dataset = `id: pets
kind: synthetic
title: { fr: Animaux, en: Pets }
key: id
waves:
  "2019": { file: a.csv, weight: w }
  "2022": { file: b.csv, weight: w }
variables:
  - { name: dog, fr: chien, en: dog, levels: ${oui} }
  - { name: cat, fr: chat, en: cat, levels: ${oui} }
  - { name: car, fr: voiture, en: car, levels: ${oui} }
  - name: home
    fr: logement
    en: home
    levels: [{ code: 1, name: flat, fr: appartement, en: flat }, { code: 2, name: house, fr: maison, en: house }, { code: 3, name: farm, fr: ferme, en: farm }]
derived:
  - name: pet
    fr: animal
    en: pet
    any: { of: [dog, cat], level: yes }
    levels: [{ name: yes, fr: oui, en: yes }, { name: no, fr: non, en: no }]
  - name: garden
    fr: jardin
    en: garden
    recode: { of: home, groups: [[house, farm], [flat]] }
    levels: [{ name: yes, fr: oui, en: yes }, { name: no, fr: non, en: no }]
`;

const figures = `id,section,page,chart,wave,statistic,variable,level,domain,published,low,high,unit,use,fr,en,note
pet-2011,a,1,,2011,percent,pet,yes,,62,,,%,context,x,x,
pet-2019,a,1,,2019,percent,pet,yes,,52,,,%,calibrated,x,x,
pet-2022,a,1,,2022,percent,pet,yes,,40,,,%,calibrated,x,x,
pet-words,a,1,,2022,percent,pet,yes,,,38,42,%,calibrated,x,x,
dog-2022,a,2,,2022,percent,dog,yes,,27,,,%,calibrated,x,x,
dog-2019,a,2,,2019,percent,dog,yes,,,24,30,%,calibrated,x,x,
dog-house,a,2,,2022,percent,dog,yes,home=house,33,,,%,calibrated,x,x,
dog-farm,a,2,,2022,percent,dog,yes,home=farm,71,,,%,calibrated,x,x,
dog-flat,a,2,,2022,percent,dog,yes,home=flat,12,,,%,calibrated,x,x,
home-flat,a,2,,2022,percent,home,flat,,55,,,%,calibrated,x,x,
car-2022,a,2,,2022,percent,car,yes,,81,,,%,calibrated,x,x,
`;

const study = `id: er
dataset: pets
title: { fr: Animaux, en: Pets }
source: { fr: s, en: s }
sections: [{ id: a, fr: a, en: a }]
tables: []
charts: []
models: []
`;

const source = `id: paper
dataset: pets
kind: press
title: { fr: Journal, en: Paper }
author: none
date: none
address: none
interest: none
sections: [{ id: a, fr: a, en: a }]
variables: [{ name: fish, fr: poisson, en: fish, levels: [yes] }]
`;

const columns =
  "id,section,line,kind,wave,statistic,variable,level,domain,relation,said,low,high,unit,about,reason,same_as,expected,fr,en,note";
const evidenceColumns =
  "id,section,line,measure,solution,value,low,high,unit,per,cited,year,place,n,design,interest,beside,fr,en,note";

type Cells = Readonly<Record<string, string | number>>;

const lined = (header: string, rows: readonly Cells[]) =>
  [
    header,
    ...rows.map((row) =>
      header
        .split(",")
        .map((name) => row[name] ?? "")
        .join(","),
    ),
  ].join("\n");

/** A claim of the invented paper: what a cell does not say is left empty. */
export const claimRow = (cells: Cells): Cells => ({
  section: "a",
  line: 1,
  kind: "words",
  expected: "agrees",
  fr: "x",
  en: "x",
  ...cells,
});

/** The files of an invented data folder: a panel, what is published of it, and a paper with these claims. */
export function inventedFiles(
  claims: readonly Cells[],
  evidence: readonly Cells[] = [],
  more = "",
): Record<string, string> {
  return {
    "lexicon.yaml":
      "a-third: { fr: un tiers, en: a third, low: 29.2, high: 36.7, rule: { fr: plus près, en: nearer } }\n",
    "pets/dataset.yaml": dataset,
    "studies/er/study.yaml": study,
    "studies/er/figures.csv": figures,
    "studies/er/findings.csv":
      "id,section,page,model,variable,level,versus,sign,basis,fr,en,note\nf,a,1,m,dog,,,0,stated,x,x,\n",
    "sources/terms.yaml": "calls: { fr: appels, en: calls }\n",
    "sources/paper/source.yaml": `${source}${more}`,
    "sources/paper/claims.csv": lined(columns, claims.map(claimRow)),
    ...(evidence.length > 0 && { "sources/paper/evidence.csv": lined(evidenceColumns, evidence) }),
  };
}

/** The invented paper and what its claims are judged to be, by their ids. */
export async function judged(...given: Parameters<typeof inventedFiles>) {
  const folder = folderWith(inventedFiles(...given));
  const paper = await loadSource("paper", folder);
  const registry = await openRegistry(paper.declaration, folder);
  checkSource(paper, registry);
  const bounds = boundClaims(unprintedClaims([paper], registry), registry, await loadSolver("few"));
  const results = judgeClaims(paper, registry, bounds, () => ({ reason: { fr: "x", en: "x" } }));
  return new Map(results.map((row) => [row.claim.id, row]));
}
