import { notOfFormat, versionNotRead } from "../../../text/messages/formats.ts";
import { brokenObject, rdsEncoding, rdsObject, rdsWorkspace } from "../../../text/messages/rds.ts";
import { CutShort, Damage, Refusal } from "../columnar/damage.ts";
import type { StoredBytes } from "../storedTable.ts";
import { TextAnswers } from "../textAnswers.ts";
import { expanded } from "./compact.ts";
import { nothing, type RObject } from "./objects.ts";
import { ByteStream } from "./pieces.ts";

/** Types of objects by their codes (R Internals, section 1.8, Serialization Formats, and R's serialize.c). */
const codes = {
  null: 0,
  symbol: 1,
  pairlist: 2,
  closure: 3,
  environment: 4,
  promise: 5,
  language: 6,
  special: 7,
  builtin: 8,
  char: 9,
  logical: 10,
  integer: 13,
  double: 14,
  complex: 15,
  character: 16,
  dots: 17,
  list: 19,
  expression: 20,
  externalptr: 22,
  weakref: 23,
  raw: 24,
  s4: 25,
  compact: 238,
  attributedPairlist: 239,
  attributedLanguage: 240,
  package: 248,
  persistent: 247,
  namespace: 249,
  reference: 255,
} as const;
type Code = (typeof codes)[keyof typeof codes];

const nameOf = new Map<number, string>(Object.entries(codes).map(([name, code]) => [code, name]));
/** Objects that are there once in R, and take no bytes: the empty list, the global environment and their like. */
const single = (type: number) =>
  type === codes.null || (type >= 241 && type <= 246) || (type >= 250 && type <= 254);
const paired: ReadonlySet<number> = new Set([
  codes.pairlist,
  codes.closure,
  codes.promise,
  codes.language,
  codes.dots,
  codes.attributedPairlist,
  codes.attributedLanguage,
]);

/** Objects whose flags tell of no attributes behind them: those of an environment are among its parts. */
const unattributed: ReadonlySet<number> = new Set([
  codes.reference,
  codes.char,
  codes.environment,
  codes.compact,
]);

/** Attributes that a table needs; those of others are passed over. */
const needed: ReadonlySet<string | undefined> = new Set([
  "class",
  "dim",
  "label",
  "labels",
  "levels",
  "na_range",
  "na_values",
  "names",
  "row.names",
]);

const deepest = 500;

/**
 * The object of an .rds file, in the binary format (XDR) of versions 2 and 3. Elements of the object that are not wanted are passed
 * over, and so are the texts of attributes that no table needs.
 */
export async function unserialize(
  bytes: StoredBytes,
  wanted: (element: number) => boolean,
  encoding: string | undefined,
): Promise<RObject> {
  const stream = new ByteStream(bytes);
  try {
    const decode = await readHeader(stream, bytes, encoding);
    const object = await new Unserializer(bytes, stream, wanted, decode).item(true, 0);
    await stream.finish();
    return object;
  } finally {
    await stream.close();
  }
}

/** Reads a text, whose flags tell in which encoding it is. */
type Decode = (bytes: Buffer, flags: number) => string;

async function readHeader(
  stream: ByteStream,
  { size }: StoredBytes,
  encoding: string | undefined,
): Promise<Decode> {
  if (size < 2) throw new Refusal(notOfFormat("rds"), "");
  await stream.need(2);
  const format = stream.take(2).toString("latin1");
  if (format === "A\n" || format === "B\n")
    throw new Refusal(rdsEncoding, format === "A\n" ? "ascii" : "native");
  if (format === "RD") throw new Refusal(rdsWorkspace, "RData");
  if (format !== "X\n") throw new Refusal(notOfFormat("rds"), format);
  const version = await stream.int();
  await stream.skip(8);
  if (version !== 2 && version !== 3) throw new Refusal(versionNotRead("rds", "2, 3"), String(version));
  let native = "utf-8";
  if (version === 3) {
    const length = await stream.int();
    if (!(length >= 0 && length <= longestName)) throw new Damage(brokenObject);
    await stream.need(length);
    native = stream.take(length).toString("latin1");
  }
  return decoderOf(encoding, native);
}

const longestName = 64;
/** Flags of texts, among those of R's general purpose. */
const textFlags = { latin1: 1 << 14, utf8: 1 << 15, ascii: 1 << 18 } as const;

/** Texts are in the encoding that is asked for, in the one that their flags tell, or in that of the system that wrote them. */
function decoderOf(asked: string | undefined, native: string): Decode {
  const decoder = (name: string) => {
    try {
      return new TextDecoder(name, { ignoreBOM: true });
    } catch {
      // R names some encodings as nobody else does.
      return new TextDecoder("utf-8", { ignoreBOM: true });
    }
  };
  const [latin1, other] = [decoder(asked ?? "windows-1252"), decoder(asked ?? native)];
  return (bytes, flags) => {
    if (flags & textFlags.ascii || (!asked && flags & textFlags.utf8)) return bytes.toString("utf8");
    return (flags & textFlags.latin1 ? latin1 : other).decode(bytes);
  };
}

class Unserializer {
  readonly #bytes: StoredBytes;
  readonly #stream: ByteStream;
  readonly #wanted: (element: number) => boolean;
  readonly #decode: Decode;
  /** What later objects refer to by number. */
  readonly #known: RObject[] = [];

  constructor(bytes: StoredBytes, stream: ByteStream, wanted: (element: number) => boolean, decode: Decode) {
    this.#bytes = bytes;
    this.#stream = stream;
    this.#wanted = wanted;
    this.#decode = decode;
  }

  /** The next object; its values are passed over where it is not kept. */
  async item(keep: boolean, depth: number): Promise<RObject> {
    return this.#itemOf(await this.#stream.int(), keep, depth);
  }

  async #itemOf(flags: number, keep: boolean, depth: number): Promise<RObject> {
    if (depth > deepest) throw new Damage(brokenObject);
    const type = flags & 0xff;
    if (single(type)) return nothing(type === codes.null || type === 254 ? "NULL" : "environment");
    if (paired.has(type)) return this.#pairs(flags, () => keep, depth);
    const name = nameOf.get(type);
    const read = this.#readers[type as Code];
    if (name === undefined) throw new Damage(brokenObject);
    if (!read) throw new Refusal(rdsObject, name);
    const object = await read(keep, depth, flags);
    const attributed = (flags & hasAttributes) !== 0 && !unattributed.has(type);
    return attributed ? { ...object, attributes: await this.#attributes(depth) } : object;
  }

  readonly #readers: Partial<
    Record<Code, (keep: boolean, depth: number, flags: number) => Promise<RObject>>
  > = {
    [codes.symbol]: async (_, depth) => this.#know({ ...(await this.item(true, depth + 1)), type: "symbol" }),
    [codes.reference]: async (_keep, _depth, flags) =>
      this.#referred(flags >>> 8 || (await this.#stream.int())),
    [codes.char]: async (keep) => this.#texts(1, keep, false),
    [codes.character]: async (keep) => this.#texts(await this.#length(8), keep, true),
    [codes.logical]: async (keep) => this.#integers("logical", keep),
    [codes.integer]: async (keep) => this.#integers("integer", keep),
    [codes.double]: async (keep) => this.#doubles(keep),
    [codes.complex]: async () => this.#passed("complex", 16),
    [codes.raw]: async () => this.#passed("raw", 1),
    [codes.special]: async () => this.#passed("special", 1),
    [codes.builtin]: async () => this.#passed("builtin", 1),
    [codes.s4]: async () => nothing("S4"),
    [codes.list]: async (keep, depth) => this.#list("list", keep, depth),
    [codes.expression]: async (keep, depth) => this.#list("expression", keep, depth),
    [codes.environment]: async (_, depth) => {
      const environment = this.#know(nothing("environment"));
      await this.#stream.int();
      for (let part = 0; part < 4; part++) await this.item(false, depth + 1);
      return environment;
    },
    [codes.externalptr]: async (_, depth) => {
      const pointer = this.#know(nothing("externalptr"));
      for (let part = 0; part < 2; part++) await this.item(false, depth + 1);
      return pointer;
    },
    [codes.weakref]: async () => this.#know(nothing("weakref")),
    [codes.package]: async (_, depth) => this.#named("environment", depth),
    [codes.namespace]: async (_, depth) => this.#named("environment", depth),
    [codes.persistent]: async (_, depth) => this.#named("environment", depth),
    [codes.compact]: async (keep, depth) => {
      const kind = await this.item(true, depth + 1);
      const state = await this.item(keep, depth + 1);
      const attributes = await this.#attributes(depth);
      return keep ? { ...expanded(kind, state, this.#bytes), attributes } : nothing("compact", 0, attributes);
    },
  };

  #know(object: RObject): RObject {
    this.#known.push(object);
    return object;
  }

  #referred(number: number): RObject {
    const object = this.#known[number - 1];
    if (!object) throw new Damage(brokenObject);
    return object;
  }

  /** A length, of objects that take so many bytes each at least. */
  async #length(size: number): Promise<number> {
    let length = await this.#stream.int();
    if (length === -1) length = (await this.#stream.int()) * 2 ** 32 + ((await this.#stream.int()) >>> 0);
    if (length < 0 || length >= 2 ** 31) throw new Damage(brokenObject);
    if (length * size > this.#stream.most) throw new CutShort();
    return length;
  }

  async #passed(type: string, size: number): Promise<RObject> {
    const length = await this.#length(size);
    await this.#stream.skip(length * size);
    return nothing(type, length);
  }

  async #integers(type: string, keep: boolean): Promise<RObject> {
    if (!keep) return this.#passed(type, 4);
    const values = new Int32Array(await this.#length(4));
    await this.#fill(new Uint8Array(values.buffer), 4);
    return { ...nothing(type, values.length), content: { of: "integers", values } };
  }

  async #doubles(keep: boolean): Promise<RObject> {
    if (!keep) return this.#passed("double", 8);
    const values = new Float64Array(await this.#length(8));
    await this.#fill(new Uint8Array(values.buffer), 8);
    return { ...nothing("double", values.length), content: { of: "doubles", values } };
  }

  /** Bytes of numbers, which have their highest byte first. They are never made numbers here, which could change a missing one. */
  async #fill(bytes: Uint8Array, size: 4 | 8): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const piece = await this.#stream.some((bytes.length - at) / size, size);
      bytes.set(piece, at);
      const part = Buffer.from(bytes.buffer, at, piece.length);
      if (size === 4) part.swap32();
      else part.swap64();
      at += piece.length;
    }
  }

  /** Texts, of which each says what it is, except one whose flags are read already. */
  async #texts(length: number, keep: boolean, flagged: boolean): Promise<RObject> {
    const stream = this.#stream;
    const answers = new TextAnswers(keep ? length : 0);
    const head = flagged ? 8 : 4;
    for (let at = 0; at < length; at++) {
      if (!stream.holds(head)) await stream.need(head);
      const told = stream.take(head);
      const flags = flagged ? told.readInt32BE(0) : textFlags.utf8 | codes.char;
      const size = told.readInt32BE(head - 4);
      if ((flags & 0xff) !== codes.char || size < -1) throw new Damage(brokenObject);
      if (size > 0 && !stream.holds(size)) await stream.need(size);
      const text = stream.take(Math.max(size, 0));
      if (keep) answers.set(at, size === -1 ? null : this.#decode(text, flags));
    }
    return {
      ...nothing("character", length),
      content: keep ? { of: "texts", values: answers.factor() } : { of: "nothing" },
    };
  }

  async #list(type: string, keep: boolean, depth: number): Promise<RObject> {
    const length = await this.#length(4);
    const values: RObject[] = [];
    for (let at = 0; at < length; at++)
      values.push(await this.item(keep && (depth > 0 || this.#wanted(at)), depth + 1));
    return { ...nothing(type, length), content: { of: "objects", values, tags: [] } };
  }

  /** A chain of pairs, whose last one may end in an object that is no pair. */
  async #pairs(first: number, keep: (tag: string | undefined) => boolean, depth: number): Promise<RObject> {
    const values: RObject[] = [];
    const tags: (string | undefined)[] = [];
    let flags = first;
    for (; paired.has(flags & 0xff); flags = await this.#stream.int()) {
      const attributed =
        (flags & 0xff) === codes.attributedPairlist || (flags & 0xff) === codes.attributedLanguage;
      if (attributed || flags & hasAttributes) await this.item(false, depth + 1);
      const tag = flags & hasTag ? await this.item(true, depth + 1) : undefined;
      const name = tag?.content.of === "texts" ? tag.content.values.levels[0] : undefined;
      tags.push(name);
      values.push(await this.item(keep(name), depth + 1));
    }
    if (!single(flags & 0xff)) values.push(await this.#itemOf(flags, keep(undefined), depth + 1));
    return { ...nothing(nameOf.get(first & 0xff)!, values.length), content: { of: "objects", values, tags } };
  }

  async #attributes(depth: number): Promise<ReadonlyMap<string, RObject>> {
    const flags = await this.#stream.int();
    if (single(flags & 0xff)) return new Map();
    if (!paired.has(flags & 0xff)) throw new Damage(brokenObject);
    const { content } = await this.#pairs(flags, (tag) => needed.has(tag), depth + 1);
    if (content.of !== "objects") return new Map();
    return new Map(content.values.map((value, at) => [content.tags[at] ?? "", value]));
  }

  /** An environment that is known by its name. */
  async #named(type: string, depth: number): Promise<RObject> {
    await this.#stream.int();
    const parts = await this.#length(8);
    for (let part = 0; part < parts; part++) await this.item(false, depth + 1);
    return this.#know(nothing(type));
  }
}

const [hasAttributes, hasTag] = [1 << 9, 1 << 10] as const;
