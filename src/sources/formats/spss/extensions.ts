import { spssParts } from "../../../text/messages/spss.ts";
import type { ValueLabel } from "../storedTable.ts";
import type { Context } from "./context.ts";
import { damagedFile, extensions } from "./records.ts";

/** What a system file tells of its variables in records that later versions of SPSS added (PSPP, "System File Format"). */

/** The long names of variables by their short ones in capitals. */
export function longNames({ records, texts }: Context): ReadonlyMap<string, string> {
  return new Map(pairs(texts.at(records.extensions.get(extensions.longNames) ?? none, {})));
}

/** The widths of strings of more than 255 bytes by their short names in capitals. */
export function veryLongWidths({ records, texts }: Context): ReadonlyMap<string, number> {
  const text = texts.at(records.extensions.get(extensions.veryLongStrings) ?? none, {});
  return new Map(pairs(text).map(([name, width]) => [name, Number.parseInt(width, 10)]));
}

const none = Buffer.alloc(0);

const pairs = (text: string): [string, string][] =>
  text
    .split("\t")
    .map((pair) => /^([^=]+)=([^\0]*)/.exec(pair))
    .filter((found) => found !== null)
    .map(([, key, value]) => [key!.toUpperCase(), value!]);

/** The labels of values of more than eight bytes, by the names of their variables. */
export function longStringLabels(context: Context): ReadonlyMap<string, readonly ValueLabel[]> {
  const fields = new Fields(context, extensions.longStringLabels);
  const found = new Map<string, readonly ValueLabel[]>();
  while (!fields.ended) {
    const variable = fields.text({});
    fields.int32();
    const labels: ValueLabel[] = [];
    for (let count = fields.int32(); count > 0; count--)
      labels.push({ value: fields.text({ variable }), label: fields.text({ variable }) });
    found.set(variable, labels);
  }
  return found;
}

/** The missing values of strings of more than eight bytes, by the names of their variables. */
export function longStringMissing(context: Context): ReadonlyMap<string, readonly string[]> {
  const fields = new Fields(context, extensions.longStringMissing);
  const found = new Map<string, readonly string[]>();
  while (!fields.ended) {
    const variable = fields.text({});
    const count = fields.byte();
    const length = fields.int32();
    const values: string[] = [];
    for (let at = 0; at < count; at++) {
      // Some programs tell the length before each value, where SPSS tells it once.
      if (at > 0 && fields.nextIs(length)) fields.int32();
      values.push(fields.text({ variable }, length));
    }
    found.set(variable, values);
  }
  return found;
}

/** The fields of an extension record, one after the other. */
class Fields {
  readonly #context: Context;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(context: Context, subtype: number) {
    this.#context = context;
    this.#bytes = context.records.extensions.get(subtype) ?? none;
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#take(1)[0]!;
  }

  int32(): number {
    return this.#context.numbers.int32(this.#take(4), 0);
  }

  text(place: { readonly variable?: string }, length = this.int32()): string {
    return this.#context.texts.at(this.#take(length), place);
  }

  nextIs(number: number): boolean {
    return (
      this.#at + 4 <= this.#bytes.length && this.#context.numbers.int32(this.#bytes, this.#at) === number
    );
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) throw damagedFile(this.#context.file, spssParts.longStrings);
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
