/**
 * A Hadamard matrix of ±1 whose first column is all 1, of an order that is at least `least`: Paley's construction (1933)
 * for a prime p of the form 4k + 3, of order p + 1, doubled as often as Sylvester's (1867) needs; the smallest order of
 * these.
 */
export function hadamard(least: number): number[][] {
  const candidates = Array.from({ length: 2 * least + 1 }, (_, order) => order)
    .filter((order) => order === 1 || order === 2 || (order % 4 === 0 && isPrime(order - 1)))
    .map((order) => ({ order, doublings: Math.max(0, Math.ceil(Math.log2(least / order))) }));
  const size = ({ order, doublings }: (typeof candidates)[number]) => order * 2 ** doublings;
  const best = candidates.reduce((first, next) => (size(next) < size(first) ? next : first));
  let matrix = best.order <= 2 ? sylvester(best.order) : paley(best.order);
  for (let doubled = 0; doubled < best.doublings; doubled++)
    matrix = [
      ...matrix.map((row) => [...row, ...row]),
      ...matrix.map((row) => [...row, ...row.map((value) => -value)]),
    ];
  return matrix.map((row) => row.map((value) => value * row[0]!));
}

const sylvester = (order: number) =>
  order === 1
    ? [[1]]
    : [
        [1, 1],
        [1, -1],
      ];

/** I + S, S having the quadratic residues of p = order − 1. */
function paley(order: number): number[][] {
  const p = order - 1;
  const residues = new Set(Array.from({ length: p - 1 }, (_, k) => ((k + 1) * (k + 1)) % p));
  const character = (value: number) => (value === 0 ? 0 : residues.has(value) ? 1 : -1);
  return Array.from({ length: order }, (_, i) =>
    Array.from({ length: order }, (__, j) => {
      if (i === j) return 1;
      if (i === 0) return 1;
      if (j === 0) return -1;
      return character((j - i + p) % p);
    }),
  );
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return value > 1;
}
