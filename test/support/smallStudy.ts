import { type Reproduction, reproduce } from "../../src/figures/reproduce.ts";
import { openStudy } from "../../src/study/openStudy.ts";
import { folderWith } from "./files.ts";

/** A dataset of two waves with three variables; `more` are further fields of its declaration. */
const dataset = (kind: string, more: string) => `
kind: ${kind}
title: { fr: Enquête, en: Survey }
key: id
units: { "%": { fr: "%", en: "%" } }
${more}
waves:
  "2019": { file: 2019.csv, weight: w }
  "2022": { file: 2022.csv, weight: w, link: "2019" }
variables:
  - name: pet
    fr: A un animal
    en: Has a pet
    levels: [{ code: 1, name: Oui, en: "Yes" }, { code: 2, name: Non, en: "No" }]
    definition: { fr: "Un animal, c'est un chat ou un chien.", en: A pet is a cat or a dog. }
    comparability: { fr: "La question diffère : 2019 et 2022.", en: "The question differs: 2019 and 2022." }
  - name: sex
    fr: Sexe
    en: Sex
    levels: [{ code: 1, name: Homme, en: Man }, { code: 2, name: Femme, en: Woman }]
    definition: { fr: Le sexe déclaré., en: The sex as told. }
  - { name: rooms, fr: Pièces, en: Rooms }
derived:
  - name: petless
    fr: N'a pas d'animal
    en: Has no pet
    recode: { of: pet, groups: [[Non], [Oui]] }
    levels: [{ name: Oui, en: "Yes" }, { name: Non, en: "No" }]
`;

interface Given {
  /** Rows of id, w, pet, sex, rooms; both waves have them unless one of 2019 is given. */
  readonly rows: string;
  readonly earlier?: string;
  readonly kind?: "synthetic" | "microdata";
  readonly survey?: string;
  /** `tables:`, and `models:` where there are some. */
  readonly study: string;
}

/** A study of such a dataset, reproduced. */
export async function reproduceSmall({
  rows,
  earlier = rows,
  kind = "microdata",
  survey = "",
  study,
}: Given): Promise<Reproduction> {
  const [header, ending] = ["id,w,pet,sex,rooms\n", study.includes("models:") ? "" : "\nmodels: []"];
  const folder = folderWith({
    "lexicon.yaml": "{}\n",
    "small/dataset.yaml": dataset(kind, survey),
    "small/2019.csv": header + earlier,
    "small/2022.csv": header + rows,
    "studies/one/study.yaml": `id: one\ndataset: small\ntitle: { fr: T, en: T }\nsource: { fr: S, en: S }\nsections: [{ id: s, fr: S, en: S }]\ncharts: []\n${study}${ending}\n`,
    "studies/one/figures.csv":
      "id,section,page,chart,wave,statistic,variable,level,domain,published,low,high,words,unit,use,fr,en,note\n" +
      ["Oui", "Non"]
        .map(
          (level) => `${level === "Oui" ? "a" : "b"},s,1,,2022,percent,pet,${level},,50,,,,%,held-out,F,F,\n`,
        )
        .join(""),
    "studies/one/findings.csv":
      "id,section,page,model,first,second,variable,level,versus,sign,basis,fr,en,note\nc,s,1,,a,b,,,,+,descriptive,F,F,\n",
  });
  const opened = await openStudy("one", folder);
  return reproduce(opened.study, opened.dataset);
}
