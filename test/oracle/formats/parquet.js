// Writes Parquet files by DuckDB, whose values test/sources/parquet.test.ts states anew. Run where `npm install @duckdb/node-api` was
// run: node parquet.js FOLDER
import { DuckDBInstance } from "@duckdb/node-api";

const folder = process.argv[2];
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run(`create table made as select
  (i * 7919 - 500)::integer as whole,
  (i * 1000003)::bigint as long,
  9007199254740990 + i as longer,
  (4294967295 - i)::uinteger as unsigned,
  case when i % 3 = 0 then null else i / 8 end::double as part,
  (i / 4)::float as single,
  i % 2 = 0 as even,
  case when i % 5 = 0 then null else 'é' || i % 4 end as word,
  'row ' || i as name,
  (i * 0.01 - 0.3)::decimal(9, 2) as money,
  (i * 1000000007::hugeint * 1000000007 * 1000)::decimal(38, 3) as wide,
  date '1969-12-30' + i::integer as day,
  timestamp '1969-12-31 23:59:59.25' + to_seconds(i) as moment,
  (timestamp '2000-01-01 00:00:00.5')::timestamp_ms as milli,
  timestamp_ns '2000-01-01 00:00:00.000000001' as nano,
  time '00:00:01.5' as clock,
  ('c' || i % 2)::enum ('c1', 'c0') as choice,
  '00112233-4455-6677-8899-aabbccddeeff'::uuid as id,
  null::integer as none
  from range(60) rows (i)`);
const write = (name, options, query = "from made") =>
  connection.run(`copy (${query}) to '${folder}/${name}.parquet' (format parquet, ${options})`);
for (const codec of ["uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli"])
  await write(codec, `compression ${codec}, parquet_version v1`);
await write(
  "deltas",
  "compression uncompressed, parquet_version v2, row_group_size 2048, dictionary_size_limit 1",
);
await write(
  "nested",
  "compression snappy",
  "select i as plain, [i, i + 1] as list, {'a': i} as pair from range(3) rows (i)",
);
await write(
  "groups",
  "compression snappy, row_group_size 2048",
  "select i, i % 7 || '' as rest from range(2100) rows (i)",
);
