/** A table of a transport file. */
export interface TransportTable {
  readonly label?: string;
  readonly variables: readonly {
    readonly name: string;
    readonly label?: string;
    readonly format?: string;
    /** Whether cells are texts; numbers are given as their bytes in hexadecimal digits. */
    readonly isText?: boolean;
    readonly length?: number;
    readonly cells: readonly string[];
  }[];
  /** How many rows the file says that there are. */
  readonly told?: number;
  /** Bytes of the description of a variable, 140 unless said. */
  readonly size?: number;
}

const recordLength = 80;
const record = (text: string) => Buffer.from(text.padEnd(recordLength));
const header = (name: string, numbers = "0".repeat(30)) =>
  record(`HEADER RECORD*******${name.padEnd(8)}HEADER RECORD!!!!!!!${numbers}`);
const filled = (bytes: Buffer) =>
  Buffer.concat([bytes, Buffer.alloc((recordLength - (bytes.length % recordLength)) % recordLength, " ")]);
const short = (...values: number[]) =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(2);
      bytes.writeUInt16BE(value);
      return bytes;
    }),
  );
const stamp = "01JAN20:00:00:00";
const digits = (value: number, length: number) => String(value).padStart(length, "0");

/** Writes a transport file as SAS's TS-140 describes those of version 5, and its successor those of version 8. */
export function transportFile(version: 5 | 8, ...tables: TransportTable[]): Buffer {
  const names = ["LIBRARY", "LIBV8"];
  const first = header(names[version === 5 ? 0 : 1]!);
  return Buffer.concat([
    ...[first, record(`SAS     SAS     SASLIB  9.4     X64${" ".repeat(29)}${stamp}`), record(stamp)],
    ...tables.flatMap((table) => tableOf(table, version === 8)),
  ]);
}

function tableOf({ label = "", variables, told, size = 140 }: TransportTable, isLong: boolean): Buffer[] {
  const of = (old: string, long: string) => (isLong ? long : old);
  const lengthOf = ({ length = 8 }: TransportTable["variables"][number]) => length;
  const descriptions = variables.map((variable, at) => {
    const bytes = Buffer.alloc(size);
    bytes.write(variable.name.slice(0, 8).padEnd(8), 8, "latin1");
    bytes.write((variable.label ?? "").slice(0, 40).padEnd(40), 16, "latin1");
    bytes.write((variable.format ?? "").padEnd(8), 56, "latin1");
    short(variable.isText ? 2 : 1, 0, lengthOf(variable), at + 1).copy(bytes);
    if (isLong) bytes.write(variable.name.padEnd(32), 88, "latin1");
    return bytes;
  });
  const long = variables.filter((variable) => isLong && (variable.label ?? "").length > 40);
  const labels = long.map(({ name, label }) =>
    Buffer.concat([
      short(variables.findIndex((variable) => variable.name === name) + 1, name.length, label!.length),
      Buffer.from(`${name}${label}`),
    ]),
  );
  const rows = (variables[0]?.cells ?? []).map((_, row) =>
    Buffer.concat(
      variables.map((variable) => {
        const cell = variable.cells[row]!;
        const bytes = Buffer.alloc(lengthOf(variable), variable.isText ? " " : 0);
        Buffer.from(cell, variable.isText ? "utf8" : "hex").copy(bytes);
        return bytes;
      }),
    ),
  );
  const blanks = " ".repeat(15);
  return [
    header(of("MEMBER", "MEMBV8"), `${"0".repeat(15)}00160${"0".repeat(6)}${digits(size, 4)}`),
    header(of("DSCRPTR", "DSCPTV8")),
    record(`SAS     ${"TABLE".padEnd(of("8", "32") === "8" ? 8 : 32)}SASDATA 9.4     X64`),
    record(`${stamp}${" ".repeat(16)}${label.padEnd(40)}`),
    header(of("NAMESTR", "NAMSTV8"), `000000${digits(variables.length, 4)}${"0".repeat(20)}`),
    filled(Buffer.concat(descriptions)),
    ...(labels.length > 0 ? [header("LABELV8", String(labels.length)), filled(Buffer.concat(labels))] : []),
    header(of("OBS", "OBSV8"), told === undefined ? undefined : `${String(told).padStart(15)}${blanks}`),
    filled(Buffer.concat(rows)),
  ];
}
