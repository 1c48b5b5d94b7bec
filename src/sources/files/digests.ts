import { createHash } from "node:crypto";
import { basename } from "node:path";
import { filesRead } from "./filesRead.ts";
import { openInput, readSmallInput, unreadable } from "./input.ts";

/** A file as a run read it: its name without its folder, and its SHA-256. */
export interface InputDigest {
  readonly name: string;
  readonly sha256: string;
}

/** The files that the run has read so far, in an order that no reading changes; of two that are alike in both there is one. */
export async function inputsRead(): Promise<readonly InputDigest[]> {
  const digests = new Map<string, InputDigest>();
  for (const file of filesRead()) {
    const digest = { name: basename(file), sha256: await digestOf(file) };
    digests.set(`${digest.name}\n${digest.sha256}`, digest);
  }
  return [...digests].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, digest]) => digest);
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  const small = readSmallInput(file);
  if (small) return hash.update(small).digest("hex");
  const handle = await openInput(file);
  try {
    for await (const piece of handle.createReadStream({ autoClose: false })) hash.update(piece);
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    await handle.close();
  }
  return hash.digest("hex");
}
