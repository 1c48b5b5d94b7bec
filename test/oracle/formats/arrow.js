// Writes Arrow files for test/sources/arrow.test.ts, by the Arrow project's own JavaScript library and, compressed, with what the
// programs lz4 and zstd pack. Run where `npm install apache-arrow @uwdata/flechette@2.6.0` was run: node arrow.js FOLDER
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import {
  tableToIPC as flechetteBytes,
  tableFromIPC as flechetteTable,
  setCompressionCodec,
} from "@uwdata/flechette";
import * as arrow from "apache-arrow";

const folder = process.argv[2];
const write = (name, bytes) => writeFileSync(`${folder}/${name}`, bytes);
const rows = 40;
const each = (make) => Array.from({ length: rows }, (_, row) => make(row));
const vector = (make, type) => arrow.vectorFromArray(each(make), type);
const dictionary = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8());
const columns = {
  byte: vector((row) => row - 20, new arrow.Int8()),
  unsigned: vector((row) => 4294967295 - row, new arrow.Uint32()),
  long: vector((row) => BigInt(row) * -1000003n, new arrow.Int64()),
  longer: vector((row) => 9007199254740990n + BigInt(row), new arrow.Uint64()),
  part: vector((row) => (row % 3 ? row / 8 : null), new arrow.Float64()),
  half: vector((row) => row / 4, new arrow.Float16()),
  even: vector((row) => (row % 7 ? row % 2 === 0 : null), new arrow.Bool()),
  word: vector((row) => (row % 5 ? `é${row % 4}` : null), new arrow.Utf8()),
  large: vector((row) => `row ${row}`, new arrow.LargeUtf8()),
  choice: vector((row) => (row % 6 ? ["b", "a", "c"][row % 3] : null), dictionary),
  day: vector((row) => new Date(86400000 * (row - 2)), new arrow.DateDay()),
  moment: vector((row) => row * 1000 - 1500, new arrow.TimestampMillisecond()),
  clock: vector((row) => row * 500, new arrow.TimeMillisecond()),
  lag: vector((row) => BigInt(row) * 1500n, new arrow.DurationMillisecond()),
  money: vector((row) => Uint32Array.of(row, 0, 0, 0), new arrow.Decimal(2, 10, 128)),
  none: vector(() => null, new arrow.Null()),
};
const table = new arrow.Table(columns);
write("file.arrow", arrow.tableToIPC(table, "file"));
write("stream.arrows", arrow.tableToIPC(table, "stream"));
const list = arrow.vectorFromArray(
  [[1, 2], [], [3]],
  new arrow.List(new arrow.Field("item", new arrow.Int32())),
);
write(
  "nested.arrow",
  arrow.tableToIPC(
    new arrow.Table({ list, plain: arrow.vectorFromArray([1, 2, 3], new arrow.Int32()) }),
    "file",
  ),
);
const batches = [0, 1, 2].map(
  (batch) =>
    new arrow.Table({ x: arrow.vectorFromArray([batch, batch + 0.5], new arrow.Float64()) }).batches[0],
);
write("batches.arrow", arrow.tableToIPC(new arrow.Table(batches), "file"));

const by = (program, ...options) => {
  return (bytes) => new Uint8Array(spawnSync(program, ["-c", ...options], { input: bytes }).stdout);
};
const numbers = Float64Array.from({ length: 30000 }, (_, row) => row % 97);
const long = flechetteTable(arrow.tableToIPC(arrow.tableFromArrays({ numbers }), "stream"));
const codecs = [
  ["lz4", by("lz4", "-B4", "-BD")],
  ["zstd", by("zstd")],
];
codecs.forEach(([name, encode], codec) => {
  setCompressionCodec(codec, { encode, decode: () => undefined });
  write(`${name}.arrow`, flechetteBytes(long, { format: "file", codec }));
});
