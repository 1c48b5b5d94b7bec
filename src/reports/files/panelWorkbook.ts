import type { Answers } from "../../figures/synthesis/answers.ts";
import type { SyntheticPanel, SyntheticRow } from "../../figures/synthesis/panel.ts";
import type {
  ContextTable,
  DatasetDescription,
  FileVariable,
  WaveDescription,
} from "../../sources/datasets/description.ts";
import { provenanceSheet } from "../../sources/files/provenance.ts";
import { newWorkbook, workbookBytes } from "../formats/workbookBytes.ts";

/**
 * A synthetic panel as an xlsx workbook: its provenance, one sheet per wave in the file's codes, one per context table, and
 * the codebook.
 */
export async function panelWorkbook(
  description: DatasetDescription,
  { byEntropy, waves, units }: SyntheticPanel,
  seed: number,
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  workbook
    .addWorksheet(provenanceSheet)
    .addRows([
      ["field", "value"],
      ["kind", "synthetic"],
      ["seed", seed],
      ...(byEntropy ? [["population", "maximum entropy"]] : []),
      ["dataset", description.id],
      ["note", description.notes.fr],
      ["note", description.notes.en],
    ]);
  for (const wave of description.waves)
    workbook
      .addWorksheet(wave.sheet ?? wave.name)
      .addRows(waveRows(description, wave, waves.get(wave.name)!));
  for (const table of description.context)
    workbook.addWorksheet(table.sheet ?? table.name).addRows(unitRows(table, units.get(table.name)!));
  workbook.addWorksheet("codebook").addRows(codebookRows(description));
  return workbookBytes(workbook);
}

function waveRows(description: DatasetDescription, wave: WaveDescription, rows: readonly SyntheticRow[]) {
  const variables = description.variables.filter(({ columns }) => columns.has(wave.name));
  const tables = description.context.filter(({ columns }) => columns.has(wave.name));
  const header = [
    ...(wave.key === undefined ? [] : [wave.key]),
    ...[...variables, ...tables].map(({ columns }) => columns.get(wave.name)!),
    ...(wave.weight === undefined ? [] : [wave.weight]),
  ];
  const cells = rows.map(({ key, answers, weight }) => [
    ...(wave.key === undefined ? [] : [toNumber(key)]),
    ...variables.map((variable) => encode(variable, wave.name, answers[variable.name] ?? null)),
    ...tables.map((table) => answers[table.key]!),
    ...(wave.weight === undefined ? [] : [weight]),
  ]);
  return [header, ...cells];
}

/** The identifier, the size and the variables of each unit; its classes follow from them. */
function unitRows({ name, key, weight, variables }: ContextTable, units: readonly Answers[]) {
  const header = [key, weight, ...variables.map(({ columns }) => columns.get(name)!)];
  const cells = units.map((unit) => [
    unit[key]!,
    unit[weight]!,
    ...variables.map((variable) => encode(variable, name, unit[variable.name] ?? null)),
  ]);
  return [header, ...cells];
}

function encode(
  { levels, missing }: FileVariable,
  wave: string,
  value: string | number | null,
): string | number | null {
  const code =
    value === null
      ? missing?.codes.get(wave)?.[0]
      : levels?.find(({ name }) => name === value)?.codes.get(wave);
  return toNumber(code ?? value);
}

const toNumber = (code: string | number | null) =>
  code !== null && /^\d+$/.test(String(code)) ? Number(code) : code;

function codebookRows({ variables, context, waves }: DatasetDescription) {
  const ofTables = context.flatMap((table) => [
    [table.key, table.label.fr, table.label.en, [table.name, ...table.columns.keys()].join(", ")],
    [table.weight, "Taille de l'unité", "Size of the unit", table.name],
  ]);
  const lines = [...variables, ...context.flatMap((table) => table.variables)].flatMap(
    ({ name, label, columns, levels = [], missing }) => {
      const of = (all: string) => [name, label.fr, label.en, all];
      const all = [...columns.keys()].join(", ");
      const coded = levels.flatMap((level) =>
        wavesOfEach([...level.codes]).map(([code, own]) => [
          ...of(own),
          toNumber(code),
          level.name,
          level.label.fr,
          level.label.en,
        ]),
      );
      const missed = wavesOfEach(
        [...(missing?.codes ?? [])].flatMap(([wave, codes]) => codes.map((code) => [wave, code] as const)),
      ).map(([code, own]) => [...of(own), toNumber(code), "", missing!.label.fr, missing!.label.en]);
      return coded.length > 0 ? [...coded, ...missed] : [of(all)];
    },
  );
  const ofWaves = (column: "key" | "weight", fr: string, en: string) =>
    wavesOfEach(
      waves.flatMap((wave) => (wave[column] === undefined ? [] : [[wave.name, wave[column]] as const])),
    ).map(([name, own]) => [name, fr, en, own]);
  return [
    ["variable", "libelle", "label", "vagues", "code", "modalite", "libelle_modalite", "level_label"],
    ...ofWaves("key", "Identifiant du médecin dans le panel", "Identifier of the doctor in the panel"),
    ...lines,
    ...ofTables,
    ...ofWaves("weight", "Poids calé de la vague", "Calibrated weight of the wave"),
  ];
}

/** What is told of waves, each once, with the waves that it is told of. */
function wavesOfEach(told: readonly (readonly [wave: string, what: string])[]): [string, string][] {
  return [...new Set(told.map(([, what]) => what))].map((what) => [
    what,
    told
      .filter(([, own]) => own === what)
      .map(([wave]) => wave)
      .join(", "),
  ]);
}
