import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { expect } from "vitest";
import type { StoredReader } from "../../src/sources/formats/storedTable.ts";
import { InputError } from "../../src/text/errors.ts";
import { storedBuffer } from "./storedBuffer.ts";

/** A file that another program wrote, from test/oracle/formats/. */
export const oracleFile = (path: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../oracle/formats/${path}`, import.meta.url)));

/** Every beginning of a file, and the file with some bytes changed, is a table or bad input. */
export async function expectNoCrash(read: StoredReader, bytes: Buffer, changes: number): Promise<void> {
  const step = Math.max(1, Math.floor(bytes.length / 300));
  for (let length = 0; length < bytes.length; length += step) {
    const error = await read(storedBuffer(bytes.subarray(0, length)), {}).catch((thrown: unknown) => thrown);
    expect(error, `the first ${length} bytes`).toBeInstanceOf(InputError);
  }
  const random = xoroshiro128plus(20_261_129);
  for (let change = 0; change < changes; change++) {
    const changed = Buffer.from(bytes);
    for (let byte = 0; byte <= change % 3; byte++)
      changed[uniformInt(random, 0, bytes.length - 1)] = uniformInt(random, 0, 255);
    await read(storedBuffer(changed), {}).catch((thrown: unknown) => {
      if (!(thrown instanceof InputError)) throw thrown;
    });
  }
}
