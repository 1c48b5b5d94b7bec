// DuckDB's GROUP BY of the variables that a cross-tab or a model needs: node bench/duckdb.js FILE crosstab|model
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

const levels = {
  sexe: ["Homme", "Femme"],
  tranche_age: ["moins de 40 ans", "40-49 ans", "50-59 ans", "60 ans ou plus"],
  secretariat: ["Oui", "Non"],
  mode: ["seul", "mono", "pluri"],
  volume: ["faible", "modéré", "élevé"],
  zone: ["A", "B", "C", "D", "E"],
  frequence: ["jamais", "parfois", "souvent", "toujours"],
  specialite: ["aucune", "gériatrie", "sport", "urgences"],
};
const variables = { crosstab: Object.keys(levels).slice(0, 3), model: Object.keys(levels) };

async function connect() {
  const instance = await DuckDBInstance.create();
  return instance.connect();
}

/** Rows of Parquet or CSV, the same in every run: 20 strata, weights of which no two in a row are the same, categorical variables. */
export async function writeRows(file, rows) {
  if (existsSync(file)) return;
  const column = ([name, values], at) =>
    `[${values.map((value) => `'${value}'`).join(", ")}][1 + (hash(i * ${2 * at + 3}) % ${values.length})::BIGINT] AS ${name}`;
  const connection = await connect();
  await connection.run(
    `COPY (SELECT 'S' || (1 + hash(i) % 20) AS stratum, 0.5 + (hash(i * 97) % 1000) / 400.0::DOUBLE AS weight,
     ${Object.entries(levels).map(column).join(", ")} FROM range(${rows}) rows(i)) TO '${file}' (FORMAT ${file.endsWith(".csv") ? "csv" : "parquet"})`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file, verb] = process.argv;
  const connection = await connect();
  const found = await connection.runAndReadAll(
    `SELECT stratum, ${variables[verb].join(", ")}, count(*), sum(weight), sum(weight * weight) FROM '${file}' GROUP BY ALL`,
  );
  console.log(found.getRowsJS().length);
}
