import { type Case, family, good } from "../case.ts";

const head = `id: mine
kind: microdata
title: { fr: t, en: t }
notes: { fr: n, en: n }
file: a.csv
key: id
`;
const waves = `waves:\n  "2022": { weight: w }\n`;
const variables = `variables:\n  - { name: g, label: { fr: g, en: g }, columns: { "2022": g }, levels: [{ code: a, name: a, label: { fr: a, en: a } }] }\n`;
const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${"bcdefghij"
  .split("")
  .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[at]}`).join(", ")}]`)
  .join("\n")}\n`;

const documents: Readonly<Record<string, string | Uint8Array>> = {
  empty: "",
  "a good one": head + waves + variables,
  "a word": "word",
  "a number": "12",
  "a list": "- a\n- b\n",
  nothing: "null",
  "a bomb": bomb,
  "a bomb in a field": head + waves + variables + bomb,
  "deep lists": `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  "open lists": "[".repeat(20_000),
  "deep blocks": Array.from({ length: 2000 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"),
  "several documents": `${head}---\n${head}`,
  "documents of nothing": "---\n---\n---\n",
  "an alias without anchor": "id: *none\n",
  "an alias of itself": "a: &a [*a]\n",
  "an unknown tag": "id: !!js/function 'function () { process.exit(7) }'\n",
  "a directive": "%YAML 9.9\n---\nid: a\n",
  "the same field twice": `${head}${head}`,
  tabs: "id:\ta\n\tkey: b\n",
  "a prototype": "__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\n",
  "merged keys": "a: &a { b: 1 }\n<<: *a\n",
  controls: 'id: "\\e[31m\\0\\u202e"\n',
  "raw controls": "id: \u001b[31m\n",
  "Latin-1": Uint8Array.from([0x69, 0x64, 0x3a, 0x20, 0xe9, 10]),
  "UTF-16": new Uint8Array(Buffer.from(`\ufeff${head}`, "utf16le")),
  "a long key": `${"x".repeat(300_000)}: 1\n`,
  "a long value": `id: ${"x".repeat(300_000)}\n`,
  "many keys": Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`).join("\n"),
  "a path as id": head.replace("id: mine", "id: ../../evil") + waves + variables,
  "a path as file": head.replace("a.csv", "../../../../etc/passwd") + waves + variables,
  "a folder as file": head.replace("a.csv", ".") + waves + variables,
  "itself as file": head.replace("a.csv", "dataset.yaml") + waves + variables,
  "no waves": head + variables,
  "empty waves": `${head}waves:\n${variables}`,
  "waves of a list": `${head}waves: []\n${variables}`,
  "a wave of a prototype": `${head}waves:\n  __proto__: { weight: w }\n${variables}`,
  "a wave linked to itself": `${head}waves:\n  "2022": { weight: w, link: "2022" }\n${variables}`,
  "wrong types":
    head.replace("key: id", "key: [1, 2]") + waves.replace("weight: w", "weight: { a: 1 }") + variables,
  "a list of variables that is none": `${head}${waves}variables: 7\n`,
  "a variable without name": `${head}${waves}variables: [{}]\n`,
  "a variable of a prototype": head + waves + variables.replace("name: g", "name: __proto__"),
  "the same variable twice": head + waves + variables + variables.replace("variables:\n", ""),
  "levels of nothing": head + waves + variables.replace(/levels: \[.*\]/, "levels: []"),
  "a derivation of itself": `${head}${waves}${variables}derived:\n  - { name: z, label: { fr: z, en: z }, cut: { of: z, at: [1] } }\n`,
};

const study = (text: string | Uint8Array) => ({
  "s/study.yaml": text,
  "s/figures.csv": "id\n",
  "s/findings.csv": "id\n",
});

export const yaml: readonly Case[] = [
  ...family(
    "yaml",
    Object.fromEntries(
      Object.entries(documents).map(([name, text]) => [
        `dataset: ${name}`,
        { files: { "d/dataset.yaml": text, "d/a.csv": good }, args: ["crosstab", "g", "--data", "d"] },
      ]),
    ),
  ),
  ...family(
    "yaml",
    Object.fromEntries(
      Object.entries(documents)
        .filter((_, at) => at % 2 === 0)
        .map(([name, text]) => [
          `study: ${name}`,
          { files: study(text), args: ["reproduce", "./s", "--out", "out/r"] },
        ]),
    ),
  ),
  ...family(
    "yaml",
    Object.fromEntries(
      Object.entries(documents)
        .filter((_, at) => at % 2 === 1)
        .map(([name, text]) => [
          `source: ${name}`,
          { files: { "s/source.yaml": text }, args: ["claims", "./s", "--out", "out/r"] },
        ]),
    ),
  ),
];
