import { deflateSync } from "node:zlib";

/** A variable of a file to build: 0 is the width of a number. */
export interface BuiltVariable {
  readonly name: string;
  readonly width?: number;
  readonly format?: number;
  readonly label?: string;
  /** The count of discrete missing values, −2 of a range, −3 of a range and a value. */
  readonly missing?: readonly [number, ...(number | string)[]];
}

/** A system file to build, as PSPP's guide lays it out; texts are written in `write`. */
export interface BuiltFile {
  readonly bigEndian?: boolean;
  readonly packing?: "none" | "bytecode" | "zlib";
  /** The bytes of each zlib block before it is packed. */
  readonly blockSize?: number;
  readonly cases?: number;
  readonly weight?: number;
  readonly label?: string;
  readonly variables: readonly BuiltVariable[];
  readonly valueLabels?: readonly {
    readonly labels: readonly (readonly [number | string, string])[];
    readonly variables: readonly number[];
  }[];
  /** Subtype, size of an element, bytes. */
  readonly extensions?: readonly (readonly [number, number, Buffer])[];
  /** A number, null for the system-missing one, or a text. */
  readonly rows: readonly (readonly (number | string | null)[])[];
  readonly write?: BufferEncoding;
}

/** The bytes of numbers in one order. */
export function fieldsOf(bigEndian: boolean) {
  const field = (size: number, put: (view: DataView) => void) => {
    const bytes = Buffer.alloc(size);
    put(new DataView(bytes.buffer, bytes.byteOffset, size));
    return bytes;
  };
  return {
    int32: (...values: number[]) =>
      Buffer.concat(values.map((value) => field(4, (view) => view.setInt32(0, value, !bigEndian)))),
    int64: (value: number) => field(8, (view) => view.setBigInt64(0, BigInt(value), !bigEndian)),
    double: (value: number) => field(8, (view) => view.setFloat64(0, value, !bigEndian)),
  };
}

const systemMissing = -Number.MAX_VALUE;

export function systemFile(file: BuiltFile): Buffer {
  const { int32, double } = fieldsOf(file.bigEndian ?? false);
  const packing = file.packing ?? "none";
  const text = (value: string, size: number) => {
    const bytes = Buffer.alloc(size, " ");
    Buffer.from(value, file.write ?? "utf8").copy(bytes);
    return bytes;
  };
  const counted = (value: string, unit: number) => {
    const bytes = Buffer.from(value, file.write ?? "utf8");
    return {
      length: bytes.length,
      padded: Buffer.concat([bytes, Buffer.alloc((unit - (bytes.length % unit)) % unit)]),
    };
  };
  const cell = (value: number | string | null, width: number) =>
    typeof value === "string" ? text(value, 8 * Math.ceil(width / 8)) : double(value ?? systemMissing);
  const variables = file.variables.flatMap(
    ({ name, width = 0, format = width > 0 ? 1 : 5, label, missing }) => {
      const shown = (format << 16) | (8 << 8);
      const own = label === undefined ? undefined : counted(label, 4);
      const values = (missing ?? []).slice(1).map((value) => cell(value, 8));
      const more = Array.from({ length: Math.max(0, Math.ceil(width / 8) - 1) }, () =>
        Buffer.concat([int32(2, -1, 0, 0, 0, 0), text("", 8)]),
      );
      const head = int32(2, width, own ? 1 : 0, missing?.[0] ?? 0, shown, shown);
      const labelled = own ? [int32(own.length), own.padded] : [];
      return [head, text(name, 8), ...labelled, ...values, ...more];
    },
  );
  const valueLabels = (file.valueLabels ?? []).flatMap(({ labels, variables: positions }) => [
    int32(3, labels.length),
    ...labels.flatMap(([value, label]) => {
      const length = Buffer.byteLength(label, file.write ?? "utf8");
      const own = Buffer.alloc(Math.ceil((length + 1) / 8) * 8);
      own[0] = length;
      own.write(label, 1, file.write ?? "utf8");
      return [cell(value, 8), own];
    }),
    int32(4, positions.length, ...positions),
  ]);
  const extensions = (file.extensions ?? []).flatMap(([subtype, size, bytes]) => [
    int32(7, subtype, size, bytes.length / size),
    bytes,
  ]);
  const slots = file.variables.reduce((sum, { width = 0 }) => sum + Math.max(1, Math.ceil(width / 8)), 0);
  const header = Buffer.concat([
    Buffer.from(packing === "zlib" ? "$FL3" : "$FL2"),
    text("@(#) SPSS DATA FILE", 60),
    int32(
      2,
      slots,
      ["none", "bytecode", "zlib"].indexOf(packing),
      file.weight ?? 0,
      file.cases ?? file.rows.length,
    ),
    double(100),
    text("01 Jan 2412:00:00", 17),
    text(file.label ?? "", 64),
    Buffer.alloc(3),
  ]);
  const dictionary = Buffer.concat([header, ...variables, ...valueLabels, ...extensions, int32(999, 0)]);
  const cells = file.rows.map((row) =>
    Buffer.concat(row.map((value, at) => cell(value, file.variables[at]!.width ?? 0))),
  );
  if (packing === "none") return Buffer.concat([dictionary, ...cells]);
  const codes = bytecode(Buffer.concat(cells), file.bigEndian ?? false);
  if (packing === "bytecode") return Buffer.concat([dictionary, codes]);
  return Buffer.concat([dictionary, ...zlibBlocks(codes, dictionary.length, file)]);
}

function bytecode(cells: Buffer, bigEndian: boolean): Buffer {
  const pieces: Buffer[] = [];
  let codes: number[] = [];
  let stored: Buffer[] = [];
  const flush = () => {
    pieces.push(Buffer.from([...codes, ...Array<number>(8 - codes.length).fill(0)]), ...stored);
    [codes, stored] = [[], []];
  };
  for (let at = 0; at < cells.length; at += 8) {
    const cell = cells.subarray(at, at + 8);
    const number = bigEndian ? cell.readDoubleBE() : cell.readDoubleLE();
    if (number === systemMissing) codes.push(255);
    else if (cell.every((byte) => byte === 0x20)) codes.push(254);
    else if (Number.isInteger(number) && number > -100 && number < 152) codes.push(number + 100);
    else {
      codes.push(253);
      stored.push(cell);
    }
    if (codes.length === 8) flush();
  }
  codes.push(252);
  flush();
  return Buffer.concat(pieces);
}

function zlibBlocks(codes: Buffer, start: number, file: BuiltFile): Buffer[] {
  const { int32, int64 } = fieldsOf(file.bigEndian ?? false);
  const size = file.blockSize ?? 0x3ff000;
  const blocks = Array.from({ length: Math.ceil(codes.length / size) }, (_, at) =>
    codes.subarray(at * size, (at + 1) * size),
  );
  const packed = blocks.map((block) => deflateSync(block));
  const offset = (parts: readonly Buffer[], at: number) =>
    parts.slice(0, at).reduce((sum, { length }) => sum + length, 0);
  const end = start + 24 + offset(packed, packed.length);
  const table = blocks.flatMap((block, at) => [
    int64(start + offset(blocks, at)),
    int64(start + 24 + offset(packed, at)),
    int32(block.length, packed[at]!.length),
  ]);
  return [
    int64(start),
    int64(end),
    int64(24 + 24 * blocks.length),
    ...packed,
    int64(-100),
    int64(0),
    int32(size, blocks.length),
    ...table,
  ];
}
