import { spssParts } from "../../../text/messages/spss.ts";
import type { ValueLabel } from "../storedTable.ts";
import type { PortableText } from "./portableText.ts";
import type { Texts } from "./texts.ts";
import type { Variable } from "./variable.ts";

/** What a portable file tells before its cases. */
export interface PortableDictionary {
  readonly variables: readonly Variable[];
  readonly weight: string | undefined;
}

/** A variable to which the records after it add. */
interface Draft {
  readonly name: string;
  readonly width: number;
  readonly format: number;
  label: string | undefined;
  valueLabels: readonly ValueLabel[];
  readonly missing: (number | string)[];
  range: [number, number] | undefined;
}

/** The fields as they are read in the dictionary. */
class Fields {
  readonly #text: PortableText;
  readonly #texts: Texts;
  readonly drafts = new Map<string, Draft>();
  #last: Draft | undefined;
  weight: string | undefined;

  constructor(text: PortableText, texts: Texts) {
    this.#text = text;
    this.#texts = texts;
  }

  async tag(): Promise<string> {
    await this.#text.fill();
    return this.#text.character();
  }

  async number(): Promise<number> {
    await this.#text.fill();
    return this.#text.number();
  }

  async string(): Promise<string> {
    await this.#text.fill();
    return this.#texts.at(this.#text.string(), { variable: this.#last?.name });
  }

  /** Passes over a text that is not used, whatever it is written in. */
  async skipString(): Promise<void> {
    await this.#text.fill();
    this.#text.string();
  }

  value = (width: number): Promise<number | string> => (width === 0 ? this.number() : this.string());

  /** How many of something follow; as each takes a byte at least, no more than are left. */
  async count(): Promise<number> {
    const count = await this.number();
    if (!(count >= 0 && count <= this.#text.left)) throw this.damaged(count);
    return count;
  }

  /** The variable that was described last. */
  get last(): Draft {
    if (!this.#last) throw this.damaged();
    return this.#last;
  }

  set last(draft: Draft) {
    this.#last = draft;
    this.drafts.set(draft.name, draft);
  }

  damaged = (value?: unknown) => this.#text.damaged(spssParts.record, value);
}

const skipString = (fields: Fields) => fields.skipString();
const skipNumber = async (fields: Fields) => void (await fields.number());

/** The records of the dictionary by their tags (PSPP, "Portable File Format"). */
const records: Readonly<Record<string, (fields: Fields) => Promise<void>>> = {
  1: skipString, // product
  2: skipString, // author
  3: skipString, // extra product
  4: skipNumber, // count of variables
  5: skipNumber, // precision
  6: async (fields) => {
    fields.weight = await fields.string();
  },
  7: readVariable,
  8: async (fields) => void fields.last.missing.push(await fields.value(fields.last.width)),
  9: async (fields) => {
    fields.last.range = [Number.NEGATIVE_INFINITY, await fields.number()];
  },
  A: async (fields) => {
    fields.last.range = [await fields.number(), Number.POSITIVE_INFINITY];
  },
  B: async (fields) => {
    fields.last.range = [await fields.number(), await fields.number()];
  },
  C: async (fields) => {
    fields.last.label = await fields.string();
  },
  D: readValueLabels,
  E: async (fields) => {
    for (let lines = await fields.count(); lines > 0; lines--) await fields.skipString();
  },
};
const cases = "F";

/** Reads the records up to the cases. */
export async function readPortableDictionary(text: PortableText, texts: Texts): Promise<PortableDictionary> {
  const fields = new Fields(text, texts);
  await fields.tag();
  await fields.string();
  await fields.string();
  for (let tag = await fields.tag(); tag !== cases; tag = await fields.tag()) {
    const read = records[tag];
    if (!read) throw fields.damaged(tag);
    await read(fields);
  }
  const variables = [...fields.drafts.values()].map(({ missing, range, ...draft }) => ({
    ...draft,
    missing: missing.length > 0 || range ? { values: missing, range } : undefined,
  }));
  return { variables, weight: fields.weight };
}

/** SPSS numbers the formats of dates and times in portable files by so much more than in system files. */
const timeFormats = 82;

async function readVariable(fields: Fields): Promise<void> {
  const width = await fields.number();
  const name = await fields.string();
  const told = await fields.number();
  const format = told > timeFormats ? told - timeFormats : told;
  for (let rest = 5; rest > 0; rest--) await fields.number();
  if (!(Number.isInteger(width) && width >= 0) || name === "" || fields.drafts.has(name))
    throw fields.damaged(name);
  fields.last = { name, width, format, label: undefined, valueLabels: [], missing: [], range: undefined };
}

async function readValueLabels(fields: Fields): Promise<void> {
  const drafts: Draft[] = [];
  for (let count = await fields.count(); count > 0; count--) {
    const name = await fields.string();
    const draft = fields.drafts.get(name);
    if (!draft) throw fields.damaged(name);
    drafts.push(draft);
  }
  const width = drafts[0]?.width ?? 0;
  const valueLabels: ValueLabel[] = [];
  for (let count = await fields.count(); count > 0; count--)
    valueLabels.push({ value: await fields.value(width), label: await fields.string() });
  for (const draft of drafts) draft.valueLabels = valueLabels;
}
