import { damaged } from "./faults.ts";

/** What a document says, in its order; names are without the prefix of their namespace. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  /** A piece of the text between two tags. */
  text?(piece: string): void;
  close?(name: string): void;
  /** Whether the rest of the document does not matter. */
  isDone?(): boolean;
  /** Reads an element of a frequent form that begins here at once, and returns where it ends; -1 where it is another. */
  whole?(text: string, open: number): number;
}

/** The attributes of the tag that is being read. */
export class Attributes {
  #text = "";
  /** Of each attribute where its name begins and ends, and its value, in the text. */
  #bounds = new Int32Array(64);
  #length = 0;

  /** The value of an attribute, whatever the prefix of its name. */
  get(name: string): string | undefined {
    const text = this.#text;
    const bounds = this.#bounds;
    for (let at = 0; at < this.#length; at += 4) {
      const start = bounds[at + 1]! - name.length;
      const whole = bounds[at]!;
      const isNamed =
        start === whole ||
        (start > whole && text.charCodeAt(start - 1) === colon && !text.startsWith("xmlns:", whole));
      if (isNamed && hasAt(text, start, name)) return decoded(text, bounds[at + 2]!, bounds[at + 3]!);
    }
    return undefined;
  }

  /** Begins anew, for a tag in a text. */
  reset(text: string): void {
    this.#text = text;
    this.#length = 0;
  }

  add(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void {
    const at = this.#length;
    this.#length += 4;
    if (this.#length > this.#bounds.length) {
      const larger = new Int32Array(2 * this.#bounds.length);
      larger.set(this.#bounds);
      this.#bounds = larger;
    }
    const bounds = this.#bounds;
    bounds[at] = nameStart;
    bounds[at + 1] = nameEnd;
    bounds[at + 2] = valueStart;
    bounds[at + 3] = valueEnd;
  }
}

/** `text.startsWith(part, from)`, which takes longer for the few letters of a name. */
function hasAt(text: string, from: number, part: string): boolean {
  for (let at = 0; at < part.length; at++)
    if (text.charCodeAt(from + at) !== part.charCodeAt(at)) return false;
  return true;
}

/** A tag that is longer than this is none that a program writes. */
const longestTag = 1 << 20;
const deepest = 1000;

const [lessThan, greaterThan, slash, doubleQuote, singleQuote, equals, colon, ampersand] = [
  ..."<>/\"'=:&",
].map((mark) => mark.charCodeAt(0)) as [number, number, number, number, number, number, number, number];

const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

/**
 * Reads an XML document piece by piece (XML 1.0, without document type declarations, which spreadsheets do not have and which
 * could make it grow without end). It checks that tags match, but no more: what is no markup is text.
 */
export class XmlReader {
  readonly #handler: XmlHandler;
  /** The names of the tags that are open, as they are written and without prefix. */
  readonly #names: string[] = [];
  readonly #localNames: string[] = [];
  readonly #attributes = new Attributes();
  #rest = "";
  /** The mark that ends the comment, instruction or verbatim text that is being read. */
  #until: string | undefined;
  #hasRoot = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** Reads a further piece; throws a fault. */
  write(piece: string): void {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    this.#rest = text.slice(this.#readTo(text));
  }

  /** Throws where the document is not complete. */
  end(): void {
    if (!this.#hasRoot || this.#names.length > 0 || this.#until || this.#rest.trim() !== "")
      throw damaged("the document breaks off");
  }

  /** Reads what of a text is complete, and returns where the rest begins. */
  #readTo(text: string): number {
    let at = 0;
    for (;;) {
      if (this.#until) {
        const end = text.indexOf(this.#until, at);
        const stop = end < 0 ? Math.max(at, text.length - this.#until.length + 1) : end;
        if (this.#until === "]]>" && stop > at) this.#handler.text?.(text.slice(at, stop));
        if (end < 0) return stop;
        at = end + this.#until.length;
        this.#until = undefined;
      }
      // Tags often stand side by side.
      const open = text.charCodeAt(at) === lessThan ? at : text.indexOf("<", at);
      if (open < 0) return this.#textTo(text, at, text.length);
      if (open > at) this.#handler.text?.(decoded(text, at, open));
      const whole = this.#handler.whole?.(text, open) ?? -1;
      const next = whole < 0 ? this.#markup(text, open) : whole;
      if (next < 0) {
        if (text.length - open > longestTag) throw damaged("a tag without end");
        return open;
      }
      at = next;
    }
  }

  /** Tells of text that may go on, but for an entity that may be cut. */
  #textTo(text: string, from: number, to: number): number {
    const entity = text.lastIndexOf("&", to - 1);
    const end = entity >= from && to - entity < longestEntity && !text.includes(";", entity) ? entity : to;
    if (end > from) this.#handler.text?.(decoded(text, from, end));
    return end;
  }

  /** Reads the markup that begins here, and returns where it ends, or -1 where it is not complete. */
  #markup(text: string, open: number): number {
    const code = text.charCodeAt(open + 1);
    if (code === slash) return this.#closingTag(text, open);
    if (code === 33 || code === 63) return this.#special(text, open);
    return this.#tag(text, open);
  }

  #special(text: string, open: number): number {
    for (const [begin, until] of specials) {
      if (!text.startsWith(begin, open)) continue;
      this.#until = until;
      return open + begin.length;
    }
    if (text.length - open > longestOpening) throw damaged("a document type declaration");
    return -1;
  }

  #tag(text: string, open: number): number {
    const attributes = this.#attributes;
    attributes.reset(text);
    let [prefixEnd, nameEnd] = [0, 0];
    let at = open + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === greaterThan) break;
      if (code === lessThan) throw damaged("a tag in a tag");
      if (nameEnd === 0) {
        if (isSpace(code) || code === slash) nameEnd = at;
        else if (code === colon && prefixEnd === 0) prefixEnd = at;
      } else if (!isSpace(code) && code !== slash) {
        at = this.#attribute(text, at);
        if (at < 0) return -1;
      }
    }
    if (at >= text.length) return -1;
    const isEmpty = text.charCodeAt(at - 1) === slash;
    const name = text.slice(open + 1, nameEnd || at);
    if (name === "" || this.#names.length >= deepest) throw damaged("a tag that is none");
    if (this.#names.length === 0) {
      if (this.#hasRoot) throw damaged("two documents in one");
      this.#hasRoot = true;
    }
    const local = prefixEnd === 0 ? name : text.slice(prefixEnd + 1, nameEnd || at);
    this.#names.push(name);
    this.#localNames.push(local);
    this.#handler.open(local, attributes);
    if (isEmpty) this.#close();
    return at + 1;
  }

  /** Reads the attribute that begins here, and returns where its value ends, or -1 where it is not complete. */
  #attribute(text: string, start: number): number {
    let at = start;
    let nameEnd = 0;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === equals) break;
      if (code === greaterThan || code === lessThan) throw damaged("an attribute without value");
      if (nameEnd === 0 && isSpace(code)) nameEnd = at;
    }
    let open = at + 1;
    while (isSpace(text.charCodeAt(open))) open++;
    if (open >= text.length) return -1;
    const quote = text.charCodeAt(open);
    if (quote !== doubleQuote && quote !== singleQuote) throw damaged("a value without quotes");
    let close = open + 1;
    while (close < text.length && text.charCodeAt(close) !== quote) close++;
    if (close >= text.length) return -1;
    this.#attributes.add(start, nameEnd || at, open + 1, close);
    return close;
  }

  #closingTag(text: string, open: number): number {
    const name = this.#names.at(-1);
    if (name === undefined) throw damaged("tags that do not match");
    let end = open + 2 + name.length;
    while (isSpace(text.charCodeAt(end))) end++;
    if (end >= text.length) return -1;
    if (text.charCodeAt(end) !== greaterThan || !hasAt(text, open + 2, name))
      throw damaged("tags that do not match");
    this.#close();
    return end + 1;
  }

  #close(): void {
    this.#names.pop();
    this.#handler.close?.(this.#localNames.pop()!);
  }
}

/** How what is neither tag nor text begins and ends. */
const specials = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;
const longestOpening = "<![CDATA[".length;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const longestEntity = 12;

/** Part of a text with the characters that its entities stand for; one that XML does not know stays as it is written. */
function decoded(text: string, from: number, to: number): string {
  const written = text.slice(from, to);
  let at = from;
  while (at < to && text.charCodeAt(at) !== ampersand) at++;
  return at === to ? written : withoutEntities(written);
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (written, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[name] ?? written;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}
