import { type DuckdbAnswer, duckdbAs } from "./duckdbDialects.ts";
import { type Played, type RecordedServer, serverOf } from "./recordedServer.ts";

/** What a server of version 26.7 says of the settings of a user who may change them. */
export const usualProfile: Readonly<Record<string, string>> = {
  cancel_http_readonly_queries_on_client_close: "0",
  distributed_group_by_no_merge: "0",
  enable_positional_arguments: "1",
  group_by_overflow_mode: "throw",
  limit: "0",
  max_execution_time: "0",
  offset: "0",
  output_format_json_quote_64bit_integers: "0",
  output_format_json_quote_denormals: "0",
  precise_float_parsing: "0",
  read_overflow_mode_leaf: "throw",
  readonly: "0",
  skip_unavailable_shards: "0",
  timeout_overflow_mode: "throw",
};

/** What stands in an answer of ClickHouse, as its documentation of the format JSONCompact lays it out. */
export function jsonCompact(
  columns: readonly (readonly [name: string, type: string])[],
  rows: readonly string[],
) {
  const meta = columns.map(
    ([name, type]) =>
      `\t\t{\n\t\t\t"name": ${JSON.stringify(name)},\n\t\t\t"type": ${JSON.stringify(type)}\n\t\t}`,
  );
  return `{
	"meta":
	[
${meta.join(",\n")}
	],

	"data":
	[
${rows.map((row) => `\t\t${row}`).join(",\n")}
	],

	"rows": ${rows.length},

	"statistics":
	{
		"elapsed": 0.001075337,
		"rows_read": 1,
		"bytes_read": 1
	}
}
`;
}

/** The answer to the query for the profile of the user. */
export const profileAnswer = (profile: Readonly<Record<string, string>>): string =>
  jsonCompact(
    [
      ["currentDatabase()", "String"],
      ["groupArray(name)", "Array(String)"],
      ["groupArray(value)", "Array(String)"],
    ],
    [JSON.stringify(["default", Object.keys(profile), Object.values(profile)])],
  );

/** ClickHouse's HTTP interface before other answers: it tells the profile of the user, and what `answer` gives for the queries. */
export const clickhouseServer = (
  answer: (sql: string, settings: URLSearchParams) => Played | Promise<Played>,
  profile = usualProfile,
): Promise<RecordedServer> =>
  serverOf(({ body, url }) =>
    body.includes("system.settings")
      ? { pieces: [profileAnswer(profile)] }
      : answer(body.replace(/\nFORMAT JSONCompact$/, ""), url.searchParams),
  );

/** The same before DuckDB, in which some statements have made tables. */
export async function throughClickhouse(...statements: readonly string[]): Promise<RecordedServer> {
  const ask = await duckdbAs("ClickHouse", ['CREATE SCHEMA "default"', 'USE "default"', ...statements]);
  const tables = "SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2";
  return clickhouseServer(async (sql, settings) => {
    try {
      return { pieces: [compacted(await ask(sql.includes("system.tables") ? tables : sql), settings)] };
    } catch (error) {
      return { status: 500, pieces: [`Code: 1. DB::Exception: ${(error as Error).message}`] };
    }
  });
}

function compacted({ columns, rows }: DuckdbAnswer, settings: URLSearchParams): string {
  const types = columns.map(({ type }) => typeOf(type));
  const isSet = (name: string) => settings.get(name) === "1";
  const cell = (value: unknown, type: string) => {
    if (value === null) return "null";
    if (/^Float/.test(type) && typeof value === "string")
      return isSet("output_format_json_quote_denormals") ? JSON.stringify(denormals[value]) : "null";
    if (/^U?Int(?:64|128)/.test(type) && !isSet("output_format_json_quote_64bit_integers")) return value;
    return JSON.stringify(value);
  };
  return jsonCompact(
    columns.map(({ name }, at) => [name, types[at]!]),
    rows.map((row) => `[${row.map((value, at) => cell(value, types[at]!)).join(", ")}]`),
  );
}

const denormals: Readonly<Record<string, string>> = { NaN: "nan", Infinity: "inf", "-Infinity": "-inf" };

/** DuckDB's types as ClickHouse names them. */
const types: Readonly<Record<string, string>> = {
  DOUBLE: "Nullable(Float64)",
  VARCHAR: "LowCardinality(Nullable(String))",
  BOOLEAN: "Bool",
  INTEGER: "Int32",
  BIGINT: "Int64",
  HUGEINT: "Int128",
};

function typeOf(type: string): string {
  const levels = /^ENUM\((.*)\)$/.exec(type)?.[1]?.split(", ");
  return levels ? `Enum8(${levels.map((level, at) => `${level} = ${at + 1}`).join(", ")})` : types[type]!;
}
