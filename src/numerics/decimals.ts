/** A finite decimal number; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Powers of ten that are exact. */
const powers = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

const [minus, zero, nine] = ["-", "0", "9"].map((character) => character.charCodeAt(0)) as [
  number,
  number,
  number,
];

/**
 * A plain decimal number of at most 19 digits from its bytes; NaN for any other text, be it a number too. A whole number
 * with a leading zero, or of more than 15 digits, is none. It is the nearest double: of 15 digits as the quotient of two numbers that are exact
 * (Clinger 1990), of more digits by a quotient of twice the precision (Dekker 1971).
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number, point: number): number {
  const negative = bytes[start] === minus;
  let at = negative ? start + 1 : start;
  const first = at;
  let mantissa = 0;
  let more = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const code = bytes[at]!;
    if (code >= zero && code <= nine) {
      if (digits < mostExact) mantissa = mantissa * 10 + code - zero;
      else more = more * 10 + code - zero;
      if (decimals >= 0) decimals++;
      digits++;
    } else if (code === point && decimals < 0 && at > first) decimals = 0;
    else return Number.NaN;
  }
  if (digits === 0 || digits > mostExact + 4 || decimals === 0 || decimals > 22) return Number.NaN;
  const isOdd = digits > mostExact || (bytes[first] === zero && digits > 1) || (negative && mantissa === 0);
  if (decimals < 0 && isOdd) return Number.NaN;
  const divisor = decimals > 0 ? powers[decimals]! : 1;
  const number =
    digits <= mostExact
      ? mantissa / divisor
      : longQuotient(mantissa, powers[digits - mostExact]!, more, divisor);
  return negative ? -number : number;
}

/** Decimal digits that a double always holds. */
const mostExact = 15;

/**
 * (mantissa·power + more)/divisor, rounded once: the quotient of doubles is mended by what it leaves, which products in two
 * parts tell exactly. NaN where that comes too near to the middle of two doubles.
 */
function longQuotient(mantissa: number, power: number, more: number, divisor: number): number {
  const whole = mantissa * power;
  const sum = whole + more;
  const lost = productError(mantissa, power, whole) + (more - (sum - whole));
  const quotient = sum / divisor;
  const product = quotient * divisor;
  const mend = (sum - product - productError(quotient, divisor, product) + lost) / divisor;
  const nearest = quotient + mend;
  const beyond = mend - (nearest - quotient);
  return nearest + beyond * (1 + 1e-6) === nearest ? nearest : Number.NaN;
}

/** a·b − p for the product p of two doubles, exactly (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const [halfA, halfB] = [splitter * a, splitter * b];
  const highA = halfA - (halfA - a);
  const highB = halfB - (halfB - b);
  const [lowA, lowB] = [a - highA, b - highB];
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}

const splitter = 2 ** 27 + 1;
