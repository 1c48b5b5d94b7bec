/** A number, a missing value by its name such as .a, a text, or the place of a long text: its variable and row, from 1. */
export type StataCell = number | string | readonly [number, number];

export interface StataFile {
  readonly release: 113 | 114 | 115 | 117 | 118 | 119;
  readonly littleEndian: boolean;
  readonly label?: string;
  readonly variables: readonly {
    readonly name: string;
    /** A number is the length of texts. */
    readonly type: "byte" | "int" | "long" | "float" | "double" | "strL" | number;
    readonly format?: string;
    readonly label?: string;
    readonly labelSet?: string;
    readonly cells: readonly StataCell[];
  }[];
  readonly labelSets?: Readonly<Record<string, readonly (readonly [number, string])[]>>;
  readonly longTexts?: readonly { at: readonly [number, number]; bytes: Buffer; isBinary: boolean }[];
  readonly characteristics?: readonly (readonly [string, string, string])[];
  /** Writes texts into bytes; as UTF-8 unless said. */
  readonly encode?: (text: string) => Buffer;
}

/** Writes a .dta file as Stata's help files dta_113 to dta_119 describe it. */
export function stataFile(file: StataFile): Buffer {
  const { release, littleEndian, variables, encode = Buffer.from } = file;
  const tagged = release >= 117;
  const isWide = release >= 118;
  const rows = variables[0]?.cells.length ?? 0;
  const integer = (length: number, value: number) => {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; at++)
      bytes[littleEndian ? at : length - 1 - at] = Math.floor(value / 256 ** at) % 256;
    return bytes;
  };
  const text = (length: number, value: string) => {
    const bytes = Buffer.alloc(length);
    encode(value).copy(bytes);
    return bytes;
  };
  const tag = (name: string, ...parts: Buffer[]) =>
    tagged
      ? Buffer.concat([Buffer.from(`<${name}>`), ...parts, Buffer.from(`</${name}>`)])
      : Buffer.concat(parts);
  const count = integer(release === 119 ? 4 : 2, variables.length);
  const name = isWide ? 129 : 33;
  const label = encode(file.label ?? "");
  const order = littleEndian ? 2 : 1;
  const stamp = "01 Jan 2020 00:00";
  const header = tagged
    ? tag(
        "header",
        tag("release", Buffer.from(String(release))),
        tag("byteorder", Buffer.from(littleEndian ? "LSF" : "MSF")),
        tag("K", count),
        tag("N", integer(isWide ? 8 : 4, rows)),
        tag("label", integer(isWide ? 2 : 1, label.length), label),
        tag("timestamp", integer(1, stamp.length), Buffer.from(stamp)),
      )
    : Buffer.concat([
        Buffer.from([release, order, 1, 0]),
        count,
        integer(4, rows),
        text(81, file.label ?? ""),
        text(18, stamp),
      ]);
  const each = (part: (variable: StataFile["variables"][number]) => Buffer) =>
    Buffer.concat(variables.map(part));
  const sorted = release === 119 ? 4 : 2;
  const described = [
    tag(
      "variable_types",
      each(({ type }) => integer(tagged ? 2 : 1, typeNumber(type, tagged))),
    ),
    tag(
      "varnames",
      each((variable) => text(name, variable.name)),
    ),
    tag("sortlist", Buffer.alloc((variables.length + 1) * sorted)),
    tag(
      "formats",
      each(({ format }) => text(isWide ? 57 : release === 113 ? 12 : 49, format ?? "%9.0g")),
    ),
    tag(
      "value_label_names",
      each(({ labelSet }) => text(name, labelSet ?? "")),
    ),
    tag(
      "variable_labels",
      each((variable) => text(isWide ? 321 : 81, variable.label ?? "")),
    ),
  ];
  const characteristic = ([of, own, content]: readonly [string, string, string]) => {
    const bytes = Buffer.concat([text(name, of), text(name, own), Buffer.from(`${content}\0`)]);
    const length = integer(4, bytes.length);
    return tagged ? tag("ch", length, bytes) : Buffer.concat([Buffer.from([1]), length, bytes]);
  };
  const told = (file.characteristics ?? []).map(characteristic);
  const characteristics = tagged
    ? tag("characteristics", ...told)
    : Buffer.concat([...told, Buffer.alloc(5)]);
  const reference = release === 119 ? [3, 5] : release === 118 ? [2, 6] : [4, 4];
  const cell = (type: StataFile["variables"][number]["type"], value: StataCell) => {
    if (typeof type === "number") return text(type, value as string);
    if (type !== "strL") return numberBytes(type, value as number | string, littleEndian);
    const [variable, row] = value as [number, number];
    return Buffer.concat([integer(reference[0]!, variable), integer(reference[1]!, row)]);
  };
  const data = Array.from({ length: rows }, (_, row) => each(({ type, cells }) => cell(type, cells[row]!)));
  const longTexts = (file.longTexts ?? []).map(({ at: [variable, row], bytes, isBinary }) => {
    const content = isBinary ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
    const place = Buffer.concat([integer(4, variable), integer(isWide ? 8 : 4, row)]);
    return Buffer.concat([
      ...[Buffer.from("GSO"), place, Buffer.from([isBinary ? 129 : 130]), integer(4, content.length)],
      content,
    ]);
  });
  const labelSets = Object.entries(file.labelSets ?? {}).map(([set, labels]) => {
    const texts = labels.map(([, label]) => Buffer.concat([encode(label), Buffer.alloc(1)]));
    const begins = texts.map((_, at) => texts.slice(0, at).reduce((sum, { length }) => sum + length, 0));
    const table = Buffer.concat([
      integer(4, labels.length),
      integer(4, Buffer.concat(texts).length),
      ...begins.map((at) => integer(4, at)),
      ...labels.map(([value]) => integer(4, value < 0 ? value + 2 ** 32 : value)),
      ...texts,
    ]);
    return tag("lbl", integer(4, table.length), text(name, set), Buffer.alloc(3), table);
  });
  if (!tagged) return Buffer.concat([header, ...described, characteristics, ...data, ...labelSets]);
  const begin = Buffer.concat([Buffer.from("<stata_dta>"), header]);
  const sections = [
    ...[...described, characteristics, tag("data", Buffer.concat(data))],
    ...[tag("strls", ...longTexts), tag("value_labels", ...labelSets)],
  ];
  const mapLength = "<map></map>".length + 14 * 8;
  const places = [0, begin.length];
  let at = begin.length + mapLength;
  for (const section of sections) {
    places.push(at);
    at += section.length;
  }
  const map = tag("map", ...[...places, at, at + "</stata_dta>".length].map((place) => integer(8, place)));
  return Buffer.concat([begin, map, ...sections, Buffer.from("</stata_dta>")]);
}

const numberTypes = {
  byte: { old: 251, tagged: 65_530, width: 1, missing: 101, step: 1 },
  int: { old: 252, tagged: 65_529, width: 2, missing: 32_741, step: 1 },
  long: { old: 253, tagged: 65_528, width: 4, missing: 2_147_483_621, step: 1 },
  float: { old: 254, tagged: 65_527, width: 4, missing: 0x7f000000, step: 0x800 },
  double: { old: 255, tagged: 65_526, width: 8, missing: 0x7fe00000, step: 0x100 },
};

function typeNumber(type: StataFile["variables"][number]["type"], tagged: boolean): number {
  if (type === "strL") return 32_768;
  return typeof type === "number" ? type : numberTypes[type][tagged ? "tagged" : "old"];
}

function numberBytes(type: keyof typeof numberTypes, value: number | string, littleEndian: boolean): Buffer {
  const { width, missing, step } = numberTypes[type];
  const view = new DataView(new ArrayBuffer(width));
  if (typeof value === "string") {
    // The high half of a floating-point number, or the whole of an integer.
    const stored = missing + step * (value === "." ? 0 : value.charCodeAt(1) - 96);
    if (width < 4) view[width === 1 ? "setInt8" : "setInt16"](0, stored, littleEndian);
    else view.setUint32(littleEndian && width === 8 ? 4 : 0, stored, littleEndian);
  } else if (type === "byte") view.setInt8(0, value);
  else if (type === "int") view.setInt16(0, value, littleEndian);
  else if (type === "long") view.setInt32(0, value, littleEndian);
  else if (type === "float") view.setFloat32(0, value, littleEndian);
  else view.setFloat64(0, value, littleEndian);
  return Buffer.from(view.buffer);
}
