// A survey file of a million rows, the same in every run: 20 strata, weights, nine categorical variables and a count.
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";

const variables = {
  sexe: ["Homme", "Femme"],
  tranche_age: ["moins de 40 ans", "40-49 ans", "50-59 ans", "60 ans ou plus"],
  mode: ["seul", "mono", "pluri"],
  secretariat: ["Oui", "Non"],
  volume: ["faible", "modéré", "élevé"],
  zone: ["A", "B", "C", "D", "E"],
  frequence: ["jamais", "parfois", "souvent", "toujours"],
  reponse: ["oui", "non", ""],
  specialite: ["aucune", "gériatrie", "sport", "urgences"],
  canaux: ["0", "1", "2", "3"],
};

/** Margins of 40 levels for the file, with totals up to a quarter away from equal shares of 400,000. */
export function writeMargins(file) {
  const population = 400_000;
  const { sexe, tranche_age, mode, secretariat, zone, frequence } = variables;
  const stratum = Array.from({ length: 20 }, (_, at) => `S${at + 1}`);
  let at = 0;
  const lines = Object.entries({ stratum, sexe, tranche_age, mode, secretariat, zone, frequence }).flatMap(
    ([variable, levels]) => {
      let rest = population;
      return levels.map((level, k) => {
        const share = (population / levels.length) * (1 + 0.25 * Math.sin(3 * k + at++));
        const total = k === levels.length - 1 ? rest : Math.round(share);
        rest -= total;
        return `${variable},${level},${total}\n`;
      });
    },
  );
  writeFileSync(file, `variable,level,total\n${lines.join("")}`);
}

/** Writes a workbook of a million cells: 50,000 rows of four texts, eight whole numbers and eight with decimals. */
export async function writeMillionCells(file) {
  const { default: exceljs } = await import("exceljs");
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true });
  const sheet = workbook.addWorksheet("data");
  const uniform = uniformNumbers();
  const names = Object.keys(variables).slice(0, 4);
  const numbers = Array.from({ length: 16 }, (_, at) => `x${at + 1}`);
  sheet.addRow([...names, ...numbers]).commit();
  for (let row = 0; row < 50_000; row++) {
    const texts = names.map((name) => variables[name][Math.floor(uniform() * variables[name].length)]);
    const values = numbers.map((_, at) => (at < 8 ? Math.floor(uniform() * 100) : uniform() * 1000));
    sheet.addRow([...texts, ...values]).commit();
  }
  await workbook.commit();
}

/** Numbers from 0 to 1, the same in every run (the generator of Numerical Recipes). */
function uniformNumbers() {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes the file; with `quoted` every text is in quotes, as R's write.csv writes it. */
export function writeMillionRows(file, { rows = 1_000_000, quoted = false } = {}) {
  const uniform = uniformNumbers();
  const text = (value) => (quoted && value !== "" ? `"${value}"` : value);
  const levels = Object.values(variables).map((names) => names.map(text));
  const out = openSync(file, "w");
  let lines = `${["stratum", "weight", ...Object.keys(variables)].join(",")}\n`;
  for (let row = 0; row < rows; row++) {
    const stratum = text(`S${1 + Math.floor(uniform() * 20)}`);
    const weight = (0.5 + 3 * uniform()).toFixed(6);
    const answers = levels.map((names) => names[Math.floor(uniform() * names.length)]);
    lines += `${stratum},${weight},${answers.join(",")}\n`;
    if (lines.length > 1 << 20) {
      writeSync(out, lines);
      lines = "";
    }
  }
  writeSync(out, lines);
  closeSync(out);
}
