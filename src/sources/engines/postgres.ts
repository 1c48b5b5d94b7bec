import type { Client } from "pg";
import type { Label } from "../../text/language.ts";
import { tlsWeak } from "../../text/messages/servers.ts";
import {
  type Answer,
  type ColumnReading,
  type Engine,
  quoted,
  type Relation,
  type RelationColumn,
  type ServerAddress,
  type TableName,
  usualDialect,
} from "./engine.ts";
import { type PostgresAddress, postgresAddress } from "./postgresAddress.ts";
import { postgresFault } from "./postgresFaults.ts";
import { passwordFor } from "./postgresPassword.ts";
import { batchesOf, sent } from "./postgresRows.ts";
import { guard } from "./postgresStream.ts";
import { encryptionOf } from "./postgresTls.ts";
import { isBeyond, isWide, numberOf, readingOf, textOf } from "./postgresTypes.ts";

/**
 * Opens a PostgreSQL database to be read: one transaction, in which all queries see the same rows, and none changes any. Throws where the
 * server cannot be reached, or refuses.
 */
export async function openPostgres(given: ServerAddress): Promise<Engine> {
  const address = postgresAddress(given);
  const { Client: Connection, Query } = (await import("pg")).default;
  const { client, notes } = await connected(Connection, address);
  const refused = (error: unknown) => postgresFault(error, address.text);
  const send = async (sql: string, values: readonly string[] = []) => {
    try {
      return await client.query<Answer[]>(sent(sql, values));
    } catch (error) {
      throw refused(error);
    }
  };
  const rows: Engine["rows"] = async function* (sql, values) {
    try {
      yield* batchesOf(Query, client, sql, values);
    } catch (error) {
      throw refused(error);
    }
  };
  const all = async (sql: string, values: readonly string[] = []) => (await send(sql, values)).rows;
  try {
    await send("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await send(settings);
    const schemas = await all("SELECT unnest(current_schemas(false))");
    return {
      dialect: usualDialect,
      schemas: schemas.map(([schema]) => schema as string),
      notes,
      tables: async () => (await all(tables)) as unknown as TableName[],
      columns: async ({ from, values }) => {
        const { fields } = await send(`SELECT * FROM ${from} LIMIT 0`, values);
        const list = (numbers: readonly number[]) => `{${numbers.join()}}`;
        const named = await all(types, [
          list(fields.map(({ dataTypeID }) => dataTypeID)),
          list(fields.map(({ dataTypeModifier }) => dataTypeModifier)),
        ]);
        return fields.map(({ name }, at) => ({ name, type: named[at]![0] as string }));
      },
      readingOf: (relation, column) => readingIn(all, relation, column),
      rows,
      close: () => client.end(),
    };
  } catch (error) {
    void client.end();
    throw error;
  }
}

/**
 * What the texts of answers depend on, until the transaction ends; a limit of time where nobody has set one; and that the server stops
 * what it computes for a program that is gone, where it can.
 */
const settings = `SELECT set_config(name, value, true) FROM (VALUES
  ('TimeZone', 'UTC', true),
  ('DateStyle', 'ISO', true),
  ('extra_float_digits', '3', true),
  ('statement_timeout', '10min', (SELECT source = 'default' FROM pg_settings WHERE name = 'statement_timeout')),
  ('client_connection_check_interval', '1s',
    version() LIKE '%linux%' AND current_setting('client_connection_check_interval', true) = '0')
) AS wanted (name, value, condition) WHERE condition`;

/** Tables, views, materialised views, foreign and partitioned tables. */
const tables = `SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind IN ('r', 'v', 'm', 'f', 'p') AND nspname <> 'information_schema' AND nspname !~ '^pg_'
  ORDER BY nspname COLLATE "C", relname COLLATE "C"`;

/** The names of types, given their numbers and modifiers. */
const types = `SELECT format_type(type, modifier) FROM unnest(CAST($1 AS oid[]), CAST($2 AS integer[]))
  WITH ORDINALITY AS asked (type, modifier, at) ORDER BY at`;

async function readingIn(
  all: (sql: string, values: readonly string[]) => Promise<readonly Answer[][]>,
  { from, values }: Relation,
  column: RelationColumn,
): Promise<ColumnReading | undefined> {
  const name = quoted(column.name);
  if (isWide(column.type)) {
    const [[rows]] = (await all(`SELECT count(*) FROM ${from} WHERE ${isBeyond(name)}`, values)) as [
      Answer[],
    ];
    return rows === "0" ? numberOf(name) : textOf(name);
  }
  const known = readingOf(column);
  if (known) return known;
  const labels = "SELECT enumlabel FROM pg_enum WHERE enumtypid = CAST($1 AS regtype) ORDER BY enumsortorder";
  const levels = (await all(labels, [column.type])).flat() as string[];
  return levels.length > 0 ? { ...textOf(name), levels } : undefined;
}

async function connected(
  Connection: typeof Client,
  address: PostgresAddress,
): Promise<{ readonly client: Client; readonly notes: readonly Label[] }> {
  const { text, host, port, user, database, options, connectTimeout } = address;
  const { ssl, weakness } = encryptionOf(address);
  const notes = weakness ? [tlsWeak(weakness)] : [];
  let client: Client | undefined;
  try {
    client = new Connection({
      ...{ host, port, user, database, options, ssl },
      password: () => passwordFor(address),
      connectionTimeoutMillis: 1000 * connectTimeout,
      keepAlive: true,
      fallback_application_name: "panel",
    });
    // The query that is under way tells of it, or else the next one.
    client.on("error", () => {});
    guard(client);
    await client.connect();
    return { client, notes };
  } catch (error) {
    void client?.end();
    throw postgresFault(error, text);
  }
}
