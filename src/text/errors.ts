/** Where an input went wrong; every part is optional, and those that are known are printed in this order. */
export interface Place {
  readonly file?: string | undefined;
  readonly sheet?: string | undefined;
  readonly row?: number | undefined;
  readonly line?: number | undefined;
  readonly column?: string | undefined;
  readonly field?: string | undefined;
}

/**
 * Bad input, told in one message: what is wrong, where, the offending value, and what to do.
 * The command line prints the message alone and exits with status 2; any other error is a defect of the program.
 */
export class InputError extends Error {
  constructor(what: string, place: Place = {}, details: { value?: unknown; advice?: string } = {}) {
    const where = Object.entries(place)
      .filter(([, part]) => part !== undefined)
      .map(([name, part]) => `${name} ${part}`)
      .join(", ");
    const found = "value" in details ? `; found ${JSON.stringify(details.value)}` : "";
    const advice = details.advice ? `. ${details.advice}` : "";
    super(`${where ? `${where}: ` : ""}${what}${found}${advice}`);
    this.name = "InputError";
  }
}
