/** Unpacks the bytes from `from` to `to` until the target is full; false where they do not fill it, or make more. */
export type Unpack = (source: Buffer, from: number, to: number, target: Buffer) => boolean;

/** Each byte unpacks to no more bytes than this, whatever the packing. */
export const mostPacking = 2056;

/** What a command of run-length encoding makes: bytes that follow, one that follows again and again, or one of its own. */
interface Run {
  readonly of: "bytes" | "byte" | number;
  /** The shortest run, to which the low half of the control byte adds. */
  readonly shortest: number;
  /** Whether the next byte tells of the length as well, and the low half how often 256 more there are. */
  readonly isLong?: boolean;
}

const [zero, blank, at64] = [0x00, 0x20, 0x40];

const runs: readonly (Run | undefined)[] = [
  { of: "bytes", shortest: 64, isLong: true },
  { of: "bytes", shortest: 64 + 4096, isLong: true },
  { of: "bytes", shortest: 96 },
  undefined,
  { of: "byte", shortest: 18, isLong: true },
  { of: at64, shortest: 17, isLong: true },
  { of: blank, shortest: 17, isLong: true },
  { of: zero, shortest: 17, isLong: true },
  { of: "bytes", shortest: 1 },
  { of: "bytes", shortest: 17 },
  { of: "bytes", shortest: 33 },
  { of: "bytes", shortest: 49 },
  { of: "byte", shortest: 3 },
  { of: at64, shortest: 2 },
  { of: blank, shortest: 2 },
  { of: zero, shortest: 2 },
];

/**
 * Run-length encoding of COMPRESS=CHAR ("SAS7BDAT Database Binary Format" by M. Shotwell, section "Run Length Encoding"; commands 1,
 * 2, 4 and 5, which it has not seen, as ReadStat reads them): the high half of a control byte is the command.
 */
export const unpackRunLengths: Unpack = (source, from, to, target) => {
  let [at, out] = [from, 0];
  while (at < to && out < target.length) {
    const control = source[at++]!;
    const run = runs[control >> 4];
    if (run === undefined) return false;
    let count = run.shortest + (control & 0x0f);
    if (run.isLong) {
      if (at >= to) return false;
      count = run.shortest + (control & 0x0f) * 256 + source[at++]!;
    }
    const taken = run.of === "bytes" ? count : run.of === "byte" ? 1 : 0;
    if (at + taken > to || out + count > target.length) return false;
    // Most runs are short, for which a call of copy or fill takes longer than a loop.
    if (run.of === "bytes") for (const end = at + count; at < end; ) target[out++] = source[at++]!;
    else {
      const byte = run.of === "byte" ? source[at++]! : run.of;
      for (const end = out + count; out < end; ) target[out++] = byte;
    }
  }
  return out === target.length;
};

/**
 * Ross data compression of COMPRESS=BINARY (E. Ross, "A Simple Data-Compression Technique", C/C++ Users Journal 10/1992): 16 bits
 * tell which of the next 16 items are bytes, and which are runs of a byte or repeat bytes that came before.
 */
export const unpackRoss: Unpack = (source, from, to, target) => {
  let [at, out, bits, mask] = [from, 0, 0, 0];
  while (at < to && out < target.length) {
    mask >>= 1;
    if (mask === 0) {
      if (at + 2 >= to) return false;
      bits = source[at]! * 256 + source[at + 1]!;
      mask = 0x8000;
      at += 2;
    }
    if ((bits & mask) === 0) {
      target[out++] = source[at++]!;
      continue;
    }
    const [command, low] = [source[at]! >> 4, source[at]! & 0x0f];
    const size = command === 1 || command === 2 ? 3 : 2;
    if (at + size > to) return false;
    const [next, last] = [source[at + 1]!, source[at + size - 1]!];
    const count = rossCount(command, low, next, last);
    const back = low + 3 + next * 16;
    if (out + count > target.length || (command >= 2 && back > out)) return false;
    if (command < 2) target.fill(last, out, out + count);
    else for (const end = out + count; out < end; out++) target[out] = target[out - back]!;
    if (command < 2) out += count;
    at += size;
  }
  return out === target.length;
};

/** How many bytes an item makes: of a run that is short or long, of a repetition that is long or as short as its command. */
function rossCount(command: number, low: number, next: number, last: number): number {
  if (command === 0) return low + 3;
  if (command === 1) return low + 19 + next * 16;
  return command === 2 ? last + 16 : command;
}

/** How the rows of a file are packed, by the name that stands among its first texts. */
const packings: Readonly<Record<string, Unpack>> = { SASYZCRL: unpackRunLengths, SASYZCR2: unpackRoss };

/** How the rows of a file are packed that has these first texts; undefined where they are not. */
export function packingNamedIn(texts: Buffer): Unpack | undefined {
  const name = Object.keys(packings).find((known) => texts.includes(known, 0, "latin1"));
  return name === undefined ? undefined : packings[name];
}
