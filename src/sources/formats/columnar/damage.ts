import { type Fault, InputError, type Place } from "../../../text/errors.ts";
import type { Label } from "../../../text/language.ts";
import { cutShort, damagedPart } from "../../../text/messages/formats.ts";

/** Bytes that contradict their format, thrown where they are read; `told` says in which file. */
export class Damage extends Error {
  readonly part: Label;

  constructor(part: Label) {
    super(part.en);
    this.part = part;
  }
}

/** Bytes that end before what they announce. */
export class CutShort extends Error {}

/** Bytes that are in order, of a kind that is not read; `found` is that kind. */
export class Refusal extends Error {
  readonly fault: Fault;
  readonly found: string;

  constructor(fault: Fault, found: string) {
    super(fault.what.en);
    this.fault = fault;
    this.found = found;
  }
}

/** What `read` gives; damage that it meets is told as bad input, of the format and at the place that are named. */
export async function told<T>(format: string, place: Place, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Damage) throw new InputError(damagedPart(format, error.part), place);
    if (error instanceof CutShort) throw new InputError(cutShort(format), place);
    if (error instanceof Refusal) throw new InputError(error.fault, place, { value: error.found });
    throw error;
  }
}

/** What a library's function gives, which throws errors of any kind where bytes are damaged. */
export function undamaged<T>(part: Label, call: () => T): T {
  try {
    return call();
  } catch {
    throw new Damage(part);
  }
}
