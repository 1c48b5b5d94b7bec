/** The value of a digit of base 30, 0 to 9 and A to T, by its ASCII code; 255 for another. */
const digitOf = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 30; digit++) digitOf["0123456789ABCDEFGHIJKLMNOPQRST".charCodeAt(digit)] = digit;

const [minus, plus, point] = [0x2d, 0x2b, 0x2e];
/** Powers of 30 that a double holds exactly. */
const powers = Array.from({ length: 14 }, (_, power) => 30 ** power);
/** Far more than any double has, and few enough to be reckoned with at once. */
const largestExponent = 1000;

/**
 * The double nearest to a number of base 30 with a point and an exponent, such as `-1.F` and `5+2`; undefined for what is none
 * (PSPP, "Portable File Characters").
 */
export function base30(bytes: Buffer, from: number, to: number): number | undefined {
  let at = from;
  const sign = bytes[at] === minus ? -1 : 1;
  if (sign < 0) at++;
  const start = at;
  let [mantissa, digits, fraction, seenPoint] = [0, 0, 0, false];
  for (; at < to; at++) {
    const digit = digitOf[bytes[at]!]!;
    if (digit < 30) {
      mantissa = mantissa * 30 + digit;
      digits++;
      if (seenPoint) fraction++;
    } else if (bytes[at] === point && !seenPoint) seenPoint = true;
    else break;
  }
  const exponent = exponentOf(bytes, at, to);
  if (digits === 0 || exponent === undefined) return undefined;
  const power = exponent - fraction;
  if (mantissa <= Number.MAX_SAFE_INTEGER && Math.abs(power) < powers.length)
    return sign * (power < 0 ? mantissa / powers[-power]! : mantissa * powers[power]!);
  return sign * nearest(wholeOf(bytes, start, at), power);
}

/** What follows the digits: nothing, or the sign and the digits of an exponent. */
function exponentOf(bytes: Buffer, from: number, to: number): number | undefined {
  if (from === to) return 0;
  if (bytes[from] !== plus && bytes[from] !== minus) return undefined;
  let exponent = 0;
  for (let at = from + 1; at < to; at++) {
    const digit = digitOf[bytes[at]!]!;
    exponent = exponent * 30 + digit;
    if (digit >= 30 || exponent > largestExponent) return undefined;
  }
  return bytes[from] === minus ? -exponent : exponent;
}

function wholeOf(bytes: Buffer, from: number, to: number): bigint {
  let whole = 0n;
  for (let at = from; at < to; at++)
    if (bytes[at] !== point) whole = whole * 30n + BigInt(digitOf[bytes[at]!]!);
  return whole;
}

/** More bits than a double has, so that the last says only whether something is left. */
const bits = 66;

/** The double nearest to a whole number times a power of 30. */
function nearest(whole: bigint, power: number): number {
  if (power >= 0) return Number(whole * 30n ** BigInt(power));
  const divisor = 30n ** BigInt(-power);
  const shift = Math.max(0, bits + bitsOf(divisor) - bitsOf(whole));
  const scaled = whole << BigInt(shift);
  const quotient = scaled / divisor;
  const rounded = Number(quotient * divisor === scaled ? quotient : quotient | 1n);
  const half = shift >> 1;
  return rounded * 2 ** -half * 2 ** (half - shift);
}

const bitsOf = (whole: bigint) => whole.toString(2).length;
