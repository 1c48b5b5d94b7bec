/** 16 to the power of each exponent that is stored, and 2 to that of the 56 digits of a fraction. */
const scales = Float64Array.from({ length: 128 }, (_, exponent) => 2 ** (4 * (exponent - 64) - 56));

/**
 * The double that is nearest to a number of IBM's System/360 with its sign, an exponent of 16 (7 bits), and 56 binary digits of a
 * fraction, as two halves; the sum is rounded once, and scaled exactly.
 */
export function fromIbm(high: number, low: number): number {
  const fraction = ((high & 0xffffff) * 2 ** 32 + low) * scales[(high >>> 24) & 127]!;
  return high >>> 31 ? -fraction : fraction;
}

/** What a missing number is called, such as .A, ._, or . alone; undefined where it is none. */
export function missingName(high: number, low: number): string | undefined {
  const [first, rest] = [high >>> 24, high & 0xffffff];
  if (low !== 0 || rest !== 0) return undefined;
  if (first === 0x2e) return ".";
  return first === 0x5f || (first >= 0x41 && first <= 0x5a) ? `.${String.fromCharCode(first)}` : undefined;
}
