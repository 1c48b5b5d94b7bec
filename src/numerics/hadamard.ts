/** A Hadamard matrix, entry by entry. */
export interface Hadamard {
  readonly order: number;
  /** 1 or −1. */
  readonly entry: (row: number, column: number) => number;
}

/**
 * A Hadamard matrix of ±1 whose first column is all 1, of an order that is at least `least`: Paley's construction (1933)
 * for a prime p of the form 4k + 3, of order p + 1, doubled as often as Sylvester's (1867) needs; the smallest order of
 * these.
 */
export function hadamard(least: number): Hadamard {
  const candidates = Array.from({ length: 2 * least + 1 }, (_, core) => core)
    .filter((core) => core === 1 || (core % 4 === 0 && isPrime(core - 1)))
    .map((core) => ({ core, order: core * 2 ** Math.max(0, Math.ceil(Math.log2(least / core))) }));
  const { core, order } = candidates.reduce((first, next) => (next.order < first.order ? next : first));
  const own = core === 1 ? () => 1 : paley(core);
  const doubled = (row: number, column: number) =>
    sylvester(Math.floor(row / core), Math.floor(column / core)) * own(row % core, column % core);
  return { order, entry: (row, column) => doubled(row, column) * doubled(row, 0) };
}

/** −1 to the number of binary digits that are 1 in both. */
function sylvester(row: number, column: number): number {
  let sign = 1;
  for (let both = row & column; both !== 0; both &= both - 1) sign = -sign;
  return sign;
}

/** I + S, S having the quadratic residues of p = order − 1. */
function paley(order: number): Hadamard["entry"] {
  const p = order - 1;
  const characters = new Int8Array(p).fill(-1);
  characters[0] = 0;
  for (let k = 1; k < p; k++) characters[(k * k) % p] = 1;
  return (row, column) => {
    if (row === column || row === 0) return 1;
    return column === 0 ? -1 : characters[(column - row + p) % p]!;
  };
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return value > 1;
}
