/** Numbers for byte strings: the texts of a column are looked up by their bytes, and decoded only when they are new. */
export class ByteDictionary {
  // Arrays of up to 64 bytes are the cheapest to make: a file may have many thousands of columns.
  #slots: Int32Array = new Int32Array(16);
  /** The entry that was found last, from 1, of those that share a length and a few bytes: most texts need no hash. */
  #recent: Int32Array = new Int32Array(16);
  #hashes: Int32Array = new Int32Array(8);
  /** Where each entry's bytes begin in the store; the next entry's beginning is their end. */
  #begins: Int32Array = new Int32Array(9);
  #values: Int32Array = new Int32Array(8);
  #store: Uint8Array = new Uint8Array(64);
  #count = 0;

  readonly #hash: typeof hashOf;

  constructor(hash = hashOf) {
    this.#hash = hash;
  }

  /** The number of the bytes from `start` to `end`; undefined when they are new. */
  get(bytes: Uint8Array, start: number, end: number): number | undefined {
    const mask = this.#slots.length - 1;
    const few = fewOf(bytes, start, end) & mask;
    const recent = this.#recent[few]! - 1;
    if (recent >= 0 && this.#holds(recent, bytes, start, end)) return this.#values[recent];
    const hash = this.#hash(bytes, start, end);
    for (let slot = spread(hash) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]! - 1;
      if (this.#hashes[entry] !== hash || !this.#holds(entry, bytes, start, end)) continue;
      this.#recent[few] = entry + 1;
      return this.#values[entry];
    }
    return undefined;
  }

  /** Gives a number to bytes that are new. */
  set(bytes: Uint8Array, start: number, end: number, value: number): void {
    const entry = this.#count++;
    if (this.#count > this.#values.length) this.#grow();
    const begin = this.#begins[entry]!;
    while (begin + end - start > this.#store.length) this.#store = longer(this.#store);
    this.#store.set(bytes.subarray(start, end), begin);
    this.#begins[entry + 1] = begin + end - start;
    this.#hashes[entry] = this.#hash(bytes, start, end);
    this.#values[entry] = value;
    this.#place(entry);
  }

  #holds(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const begin = this.#begins[entry]!;
    if (this.#begins[entry + 1]! - begin !== end - start) return false;
    for (let at = start; at < end; at++) if (bytes[at] !== this.#store[begin + at - start]) return false;
    return true;
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = spread(this.#hashes[entry]!) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  /** Doubles the room; the slots stay at most half full. */
  #grow(): void {
    this.#hashes = longer(this.#hashes);
    this.#values = longer(this.#values);
    this.#begins = longer(this.#begins);
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#recent = new Int32Array(this.#slots.length);
    for (let entry = 0; entry < this.#count - 1; entry++) this.#place(entry);
  }
}

/** The hash of no bytes: another one in each run, so that nobody can choose texts which share one hash. */
export const emptyHash = crypto.getRandomValues(new Int32Array(1))[0]!;

/** The hash of some bytes (FNV-1a of 32 bits). */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = emptyHash;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
}

/** A number that the length makes, with the first byte, the middle one and the last one. */
const fewOf = (bytes: Uint8Array, start: number, end: number) =>
  (end - start) ^ (bytes[start]! << 1) ^ (bytes[(start + end) >> 1]! << 2) ^ bytes[end - 1]!;

/** The high bits of a hash, which are the better ones, mixed into the low ones. */
const spread = (hash: number) => hash ^ (hash >>> 15);

function longer<T extends Int32Array | Uint8Array>(array: T): T {
  const copy = new (array.constructor as new (length: number) => T)(array.length * 2);
  copy.set(array as never);
  return copy;
}
