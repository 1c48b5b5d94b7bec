import { InputError, type Place } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import { unknownName } from "../text/messages/studies.ts";

/** Words that stand for a percentage, the interval that they are read as, and by which rule. */
export interface Wording {
  readonly label: Label;
  readonly low: number;
  readonly high: number;
  readonly rule: Label;
}

/** Words by their ids. */
export type Lexicon = ReadonlyMap<string, Wording>;

/** The words of an id; undefined where a cell names none. */
export function wordingOf(id: string, known: Lexicon, place: Place): Wording | undefined {
  const wording = known.get(id);
  if (id !== "" && !wording)
    throw new InputError(unknownName("words", id, [...known.keys()]), place, { value: id });
  return wording;
}
