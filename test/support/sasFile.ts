/** Small data sets and catalogs of SAS, byte by byte after "SAS7BDAT Database Binary Format" by M. Shotwell. */

export interface SasFileVariable {
  readonly name: string;
  readonly label?: string;
  readonly format?: string;
  /** The bytes of an answer, 8 by default. */
  readonly width?: number;
  readonly isText?: boolean;
  /** Numbers or texts, or the bytes of one of them. */
  readonly values: readonly (number | string | Buffer)[];
}

export interface SasFileOptions {
  readonly wordSize: 4 | 8;
  readonly littleEndian: boolean;
  /** Whether structures are filled up so that what follows is aligned, as they are in files of 64 bits. */
  readonly padded?: boolean;
  /** Whether rows are not, in a file of Stat/Transfer. */
  readonly unaligned?: boolean;
  readonly packing?: "SASYZCRL" | "SASYZCR2";
  readonly label?: string;
  readonly encoding?: number;
  readonly pageSize?: number;
  /** The rows that are deleted, which count from 0. */
  readonly deleted?: readonly number[];
  /** Whether the texts of variables come after the rows, on a page of their own. */
  readonly amended?: boolean;
}

const headerSize = 1024;
const magic = (kind: number) =>
  Buffer.from(`${"00".repeat(12)}c2ea81${kind.toString(16)}b31411cfbd92080009c7318c181f1011`, "hex");

const paddingOf = ({ wordSize, padded }: SasFileOptions) => (padded || wordSize === 8 ? 4 : 0);

type Order = Pick<SasFileOptions, "wordSize" | "littleEndian">;

/** Writes integers in an order of bytes. */
const integers = ({ wordSize, littleEndian }: Order) => {
  const uint16 = (to: Buffer, at: number, value: number) =>
    littleEndian ? to.writeUInt16LE(value, at) : to.writeUInt16BE(value, at);
  const uint32 = (to: Buffer, at: number, value: number) =>
    littleEndian ? to.writeUInt32LE(value, at) : to.writeUInt32BE(value, at);
  const word = (to: Buffer, at: number, value: number) =>
    uint32(to, at + (wordSize === 8 && !littleEndian ? 4 : 0), value);
  return { uint16, uint32, word };
};

function fileHeader(kind: number, options: SasFileOptions, pageSize: number, pageCount: number): Buffer {
  const { wordSize, littleEndian, encoding = 20 } = options;
  const write = integers(options);
  const padding = paddingOf(options);
  const header = Buffer.alloc(headerSize);
  magic(kind).copy(header);
  header.set([wordSize === 8 ? 0x33 : 0x22, 0x22, 0, padding ? 0x33 : 0x32, 0x22, littleEndian ? 1 : 0], 32);
  header[70] = encoding;
  header.write("SAS FILE", 84);
  write.uint32(header, 196 + padding, headerSize);
  write.uint32(header, 200 + padding, pageSize);
  write.word(header, 204 + padding, pageCount);
  header.write(options.unaligned ? "9.0000M0" : "9.0401M6", 212 + padding + wordSize);
  return header;
}

/** A number of SAS by its bytes, of which narrow variables have the first ones. */
function numberBytes(value: number | Buffer, width: number, littleEndian: boolean): Buffer {
  const bytes = Buffer.alloc(8);
  if (typeof value === "number") bytes.writeDoubleBE(value);
  else value.copy(bytes);
  const kept = bytes.subarray(0, width);
  return littleEndian ? Buffer.from(kept).reverse() : kept;
}

/** A missing number of SAS: `.`, `._`, or one of a letter such as `.A`. */
export const missing = (name: string): Buffer => {
  const code = name === "." ? ".".charCodeAt(0) : name.charCodeAt(1);
  return Buffer.from([0xff, 0xff, ~code & 0xff, 0, 0, 0, 0, 0]);
};

const isText = (variable: SasFileVariable) => variable.isText ?? typeof variable.values[0] === "string";
const widthOf = ({ width = 8 }: SasFileVariable) => width;

function rowBytes(variables: readonly SasFileVariable[], row: number, littleEndian: boolean): Buffer {
  return Buffer.concat(
    variables.map((variable) => {
      const [value, width] = [variable.values[row]!, widthOf(variable)];
      if (!isText(variable)) return numberBytes(value as number | Buffer, width, littleEndian);
      const bytes = Buffer.alloc(width, " ");
      (Buffer.isBuffer(value) ? value : Buffer.from(value as string)).copy(bytes);
      return bytes;
    }),
  );
}

/** The texts of a description, one after the other, and where each lies. */
class TextBlock {
  readonly #chunks: Buffer[];
  readonly #index: number;
  #length: number;

  constructor(index: number, first: string) {
    this.#index = index;
    this.#chunks = [Buffer.alloc(12), Buffer.from(first.padEnd(16, " "))];
    this.#length = 28;
  }

  /** The reference to a text: its block, its place and its length. */
  add(text = ""): readonly number[] {
    if (text === "") return [0, 0, 0];
    const bytes = Buffer.from(text);
    const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
    bytes.copy(padded);
    this.#chunks.push(padded);
    this.#length += padded.length;
    return [this.#index, this.#length - padded.length, bytes.length];
  }

  subheader(order: Order): Buffer {
    const bytes = Buffer.concat(this.#chunks);
    integers(order).uint16(bytes, 0, bytes.length - order.wordSize - 4);
    return Buffer.concat([signature(-3, order), bytes]);
  }
}

function signature(value: number, { wordSize, littleEndian }: Order): Buffer {
  const bytes = Buffer.alloc(wordSize);
  if (value > 0) return bytes.fill(Buffer.from(value.toString(16), "hex"), 0, 4);
  if (littleEndian) bytes.writeIntLE(value, 0, 4);
  else bytes.writeIntBE(value, wordSize - 4, 4);
  return wordSize === 4 ? bytes : bytes.fill(0xff, littleEndian ? 4 : 0, littleEndian ? 8 : 4);
}

/** A subheader with an entry for each variable. */
function entries(
  kind: number,
  size: number,
  order: Order,
  count: number,
  fill: (to: Buffer, at: number, entry: number) => void,
): Buffer {
  const bytes = Buffer.alloc(order.wordSize * 2 + 12 + size * count);
  signature(kind, order).copy(bytes);
  integers(order).uint16(bytes, order.wordSize, bytes.length - order.wordSize * 2 - 4);
  for (let entry = 0; entry < count; entry++) fill(bytes, order.wordSize + 8 + size * entry, entry);
  return bytes;
}

function description(variables: readonly SasFileVariable[], rows: number, options: SasFileOptions) {
  const { wordSize, deleted = [] } = options;
  const write = integers(options);
  const reference = (to: Buffer, at: number, numbers: readonly number[]) =>
    numbers.forEach((number, field) => {
      write.uint16(to, at + 2 * field, number);
    });
  const first = new TextBlock(0, options.packing ?? "");
  const own = options.amended ? new TextBlock(1, "") : first;
  const rowSize = Buffer.alloc(wordSize === 8 ? 808 : 480);
  signature(0xf7f7f7f7, options).copy(rowSize);
  const rowLength = variables.reduce((sum, variable) => sum + widthOf(variable), 0);
  for (const [field, value] of Object.entries({
    5: rowLength,
    6: rows,
    7: deleted.length,
    9: variables.length,
    15: 2,
  }))
    write.word(rowSize, Number(field) * wordSize, value);
  reference(rowSize, rowSize.length - 130, first.add(options.label));
  const columnSize = Buffer.alloc(3 * wordSize);
  signature(0xf6f6f6f6, options).copy(columnSize);
  write.word(columnSize, wordSize, variables.length);
  const names = entries(-1, 8, options, variables.length, (to, at, entry) =>
    reference(to, at, first.add(variables[entry]!.name)),
  );
  let place = 0;
  const attributes = entries(-4, wordSize + 8, options, variables.length, (to, at, entry) => {
    const width = widthOf(variables[entry]!);
    write.word(to, at, place);
    write.uint32(to, at + wordSize, width);
    to[at + wordSize + 6] = isText(variables[entry]!) ? 2 : 1;
    place += width;
  });
  const formats = variables.map(({ format, label }) => {
    const bytes = Buffer.alloc(wordSize === 8 ? 64 : 52);
    signature(-1026, options).copy(bytes);
    reference(bytes, 22 + 3 * wordSize, own.add(format));
    reference(bytes, 28 + 3 * wordSize, own.add(label));
    return bytes;
  });
  const texts = first.subheader(options);
  const amendment = options.amended ? own.subheader(options) : undefined;
  return { subheaders: [rowSize, columnSize, texts, names, attributes, ...formats], amendment, rowLength };
}

interface StoredSubheader {
  readonly bytes: Buffer;
  readonly compression?: number;
  readonly isRow?: boolean;
}

const pageTypes = { meta: 0x0000, data: 0x0100, mix: 0x0200, amended: 0x0400 };
const deletedFlag = 0x0080;

/** A page with subheaders, which fill it from its end, and with rows after their pointers. */
function page(
  type: number,
  subheaders: readonly StoredSubheader[],
  rows: readonly { readonly bytes: Buffer; readonly isDeleted: boolean }[],
  options: SasFileOptions & { readonly pageSize: number },
): Buffer {
  const { wordSize, pageSize, packing } = options;
  const write = integers(options);
  const bytes = Buffer.alloc(pageSize);
  const head = 8 + 4 * wordSize;
  let end = pageSize;
  subheaders.forEach((subheader, number) => {
    const at = head + number * 3 * wordSize;
    end -= subheader.bytes.length;
    subheader.bytes.copy(bytes, end);
    write.word(bytes, at, end);
    write.word(bytes, at + wordSize, subheader.bytes.length);
    bytes[at + 2 * wordSize] = subheader.compression ?? 0;
    bytes[at + 2 * wordSize + 1] = subheader.isRow || packing ? 1 : 0;
  });
  const pointersEnd = head + subheaders.length * 3 * wordSize;
  let at = options.unaligned ? pointersEnd : Math.ceil(pointersEnd / 8) * 8;
  for (const row of rows) at += row.bytes.copy(bytes, at);
  const flags = rows.some(({ isDeleted }) => isDeleted) ? deletedFlag : 0;
  const flagsAt = end - Math.ceil(rows.length / 8);
  if (flags)
    rows.forEach(({ isDeleted }, row) => {
      if (isDeleted) bytes[flagsAt + (row >> 3)]! |= 0x80 >> (row & 7);
    });
  if (at > (flags ? flagsAt : end)) throw new Error("the page is too small");
  write.word(bytes, 3 * wordSize, flagsAt - at);
  write.uint16(bytes, head - 8, type | flags);
  write.uint16(bytes, head - 6, subheaders.length + rows.length);
  write.uint16(bytes, head - 4, subheaders.length);
  return bytes;
}

/** Packs a row as its file says: bytes as they are and runs of blanks, which is enough to be unpacked again. */
function packed(row: Buffer, packing: "SASYZCRL" | "SASYZCR2"): Buffer {
  const blanks = row.length - row.toString("latin1").trimEnd().length;
  const others = [...row.subarray(0, row.length - blanks)];
  const run = Math.max(0, blanks - (blanks > 2 ? 0 : blanks));
  if (packing === "SASYZCRL") {
    const chunks: number[][] = [];
    const plain = [...others, ...Array<number>(blanks - run).fill(0x20)];
    for (let at = 0; at < plain.length; at += 16) {
      const chunk = plain.slice(at, at + 16);
      chunks.push([0x80 + chunk.length - 1, ...chunk]);
    }
    if (run > 0) chunks.push(run > 17 ? [0x60, run - 17] : [0xe0 + run - 2]);
    return Buffer.from(chunks.flat());
  }
  const items: { readonly isCommand: boolean; readonly bytes: readonly number[] }[] = [
    ...[...others, ...Array<number>(blanks - run).fill(0x20)].map((byte) => ({
      isCommand: false,
      bytes: [byte],
    })),
    ...(run > 0
      ? [
          {
            isCommand: true,
            bytes: run > 18 ? [0x10 + ((run - 19) & 15), (run - 19) >> 4, 0x20] : [run - 3, 0x20],
          },
        ]
      : []),
  ];
  const chunks: number[][] = [];
  for (let at = 0; at < items.length; at += 16) {
    const group = items.slice(at, at + 16);
    const bits = group.reduce((sum, { isCommand }, item) => sum + (isCommand ? 0x8000 >> item : 0), 0);
    chunks.push([bits >> 8, bits & 0xff], ...group.map(({ bytes }) => [...bytes]));
  }
  return Buffer.from(chunks.flat());
}

/** The bytes of a data set: the description on a first page, with two rows, and the others on pages of three rows. */
export function sasFile(variables: readonly SasFileVariable[], options: SasFileOptions): Buffer {
  const { packing, deleted = [], pageSize = 4096, littleEndian } = options;
  const own = { ...options, pageSize };
  const count = variables[0]!.values.length;
  const rows = Array.from({ length: count }, (_, row) => ({
    bytes: rowBytes(variables, row, littleEndian),
    isDeleted: deleted.includes(row),
  }));
  const { subheaders, amendment } = description(variables, count, options);
  const described = subheaders.map((bytes): StoredSubheader => ({ bytes }));
  const storedRow = (row: (typeof rows)[number]): StoredSubheader => {
    const small = packed(row.bytes, packing!);
    const isSmaller = small.length < row.bytes.length || row.isDeleted;
    return {
      bytes: isSmaller ? small : row.bytes,
      compression: isSmaller ? (row.isDeleted ? 5 : 4) : 0,
      isRow: true,
    };
  };
  const [first, ...others] = [rows.slice(0, 2)].concat(
    Array.from({ length: Math.ceil((count - 2) / 3) }, (_, at) => rows.slice(2 + 3 * at, 5 + 3 * at)),
  );
  const cut: StoredSubheader = { bytes: Buffer.from("cut"), compression: 1, isRow: true };
  const pages = packing
    ? [
        page(pageTypes.meta, [...described, ...first!.map(storedRow), cut], [], own),
        ...others.map((some) => page(0x4000, some.map(storedRow), [], own)),
        page(0x9000, [], [], own),
      ]
    : [
        page(pageTypes.mix, described, first!, own),
        ...others.map((some) => page(pageTypes.data, [], some, own)),
      ];
  if (amendment) pages.push(page(pageTypes.amended, [{ bytes: amendment }], [], own));
  return Buffer.concat([fileHeader(0x60, options, pageSize, pages.length), ...pages]);
}

export interface SasFormat {
  readonly name: string;
  /** First and last value of each label; a missing number by its bytes. */
  readonly values: readonly {
    readonly first: number | string | Buffer;
    readonly last?: number;
    readonly label: string;
  }[];
}

const negated = (value: number | Buffer) => {
  if (Buffer.isBuffer(value)) return value;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(-value);
  return bytes;
};

/** The name of a missing number as catalogs have it. */
export const missingInCatalog = (name: string): Buffer =>
  Buffer.from([0, 0, name.charCodeAt(1), 0xff, 0xff, 0xff, 0xff, 0xff]);

/** A block of a format: records of kinds 3, 4 and 5, each with its length. Values come in the opposite order of their labels. */
function formatBlock({ name, values }: SasFormat, options: SasFileOptions): Buffer {
  const { wordSize } = options;
  const write = integers(options);
  const padding = paddingOf(options);
  const record = (kind: number, length: number) => {
    const bytes = Buffer.alloc(6 + length);
    write.uint16(bytes, 0, kind);
    write.uint16(bytes, 2, length);
    return bytes;
  };
  const isLong = name.length > 8;
  const head = record(3, 100 + (wordSize === 8 ? 32 : 0) + 5 * padding + (isLong ? 32 : 0));
  head.fill(" ", 8, 16).write(name.slice(0, 8), 8);
  const countsAt = 38 + padding + (wordSize === 8 ? 4 : 0);
  write.word(head, countsAt, values.length);
  write.word(head, countsAt + wordSize, values.length);
  if (isLong) head.fill(" ", head.length - 32).write(name, head.length - 32);
  const valueRecords = values.map(({ first, last }, label) => {
    const bytes = record(4, typeof first === "string" ? 32 : 48);
    write.uint32(bytes, 10 + padding, label);
    if (typeof first === "string") bytes.fill(" ", 22).write(first, 22);
    else Buffer.concat([negated(first), negated(last ?? first)]).copy(bytes, 22);
    return bytes;
  });
  const labelRecords = values.map(({ label }) => {
    const text = Buffer.from(label);
    const bytes = record(5, 5 + text.length);
    write.uint16(bytes, 8, text.length);
    text.copy(bytes, 10);
    return bytes;
  });
  return Buffer.concat([head, ...valueRecords.reverse(), ...labelRecords]);
}

const linkSize = 200;

/** The bytes of a catalog, whose blocks lie in links on pages from the fourth on. */
export function sasCatalog(formats: readonly SasFormat[], options: SasFileOptions): Buffer {
  const { wordSize, pageSize = 4096 } = options;
  const write = integers(options);
  const padding = paddingOf(options);
  const index = Buffer.alloc(pageSize);
  const pages = [Buffer.alloc(pageSize), index, Buffer.alloc(pageSize)];
  let at = pageSize;
  /** Where a link of so many bytes has room. */
  const room = (length: number) => {
    if (at + 4 * wordSize + length > pageSize) {
      pages.push(Buffer.alloc(pageSize));
      at = 4 * wordSize;
    }
    const place = { page: pages.length, at };
    at += 4 * wordSize + length;
    return place;
  };
  formats.forEach((format, number) => {
    const block = formatBlock(format, options);
    const links = Array.from({ length: Math.ceil(block.length / linkSize) }, (_, link) =>
      block.subarray(linkSize * link, linkSize * (link + 1)),
    );
    const places = links.map(({ length }) => room(length));
    links.forEach((link, of) => {
      const bytes = pages[places[of]!.page - 1]!;
      const next = places[of + 1] ?? { page: 0, at: 0 };
      write.word(bytes, places[of]!.at, next.page);
      write.uint16(bytes, places[of]!.at + wordSize, next.at);
      write.uint16(bytes, places[of]!.at + wordSize + 2, link.length);
      link.copy(bytes, places[of]!.at + 4 * wordSize);
    });
    const entry =
      856 + 2 * padding + (wordSize === 8 ? 144 : 0) + number * (212 + padding + (wordSize === 8 ? 72 : 0));
    index.write("XLSR", entry);
    write.word(index, entry + wordSize, places[0]!.page);
    write.uint16(index, entry + 2 * wordSize, places[0]!.at);
    index.write("O", entry + 50 + padding + (wordSize === 8 ? 24 : 0));
  });
  return Buffer.concat([fileHeader(0x63, options, pageSize, pages.length), ...pages]);
}
