import type { Parts } from "./parts.ts";
import type { Attributes } from "./xml.ts";

/** The text of a cell. */
export interface CellText {
  readonly text: string;
  /** Where letters of it are raised, as marks of footnotes are: from and to which character. */
  readonly raised: readonly (readonly [from: number, to: number])[];
}

/**
 * Puts a text together from its runs, without what shows how it sounds. Its methods are those of a handler; of names that are
 * no part of a text it takes no notice.
 */
export class TextBuilder {
  #text = "";
  #raised: [number, number][] = [];
  #isRaised = false;
  #phonetic = false;
  /** Whether letters that follow belong to the text. */
  isReading = false;

  open(name: string, attributes: Attributes): void {
    if (name === "r") this.#isRaised = false;
    else if (name === "rPh") this.#phonetic = true;
    else if (name === "vertAlign") this.#isRaised = attributes.get("val") === "superscript";
    else if (name === "t") this.isReading = !this.#phonetic;
  }

  add(piece: string): void {
    if (this.#isRaised) this.#raised.push([this.#text.length, this.#text.length + piece.length]);
    this.#text += piece;
  }

  close(name: string): void {
    if (name === "t") this.isReading = false;
    else if (name === "rPh") this.#phonetic = false;
    else if (name === "r") this.#isRaised = false;
  }

  /** The text so far; the builder begins anew. */
  take(): CellText {
    const [text, raised] = [this.#text, this.#raised];
    [this.#text, this.#raised] = ["", []];
    // Where letters are written as _xHHHH_ the places of raised ones would be others.
    return text.includes("_x") ? { text: unescaped(text), raised: [] } : { text, raised };
  }
}

/** A text with the characters that its _xHHHH_ stand for (ECMA-376, part 1, section 22.4.2.4). */
export const unescaped = (text: string) =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** The texts that cells refer to by number. */
export async function readStrings(parts: Parts, part: string | undefined): Promise<CellText[]> {
  const strings: CellText[] = [];
  if (part === undefined) return strings;
  const builder = new TextBuilder();
  await parts.read(part, {
    open: (name, attributes) => builder.open(name, attributes),
    text: (piece) => {
      if (builder.isReading) builder.add(piece);
    },
    close: (name) => {
      builder.close(name);
      if (name === "si") strings.push(builder.take());
    },
  });
  return strings;
}
