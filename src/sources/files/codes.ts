import { parseNumber } from "../../numerics/decimals.ts";
import { isCode } from "./textNumbers.ts";

/**
 * Whether a code that somebody writes is the one of an answer: the same text, or the same number, so that 9 and 9.0 are one. What
 * is no number but a code, such as 09, is its text alone.
 */
export function isSameCode(code: string, answer: string, parse = parseNumber): boolean {
  if (code === answer) return true;
  if (isCode(code) || isCode(answer)) return false;
  const number = parse(code);
  return number !== undefined && number === parse(answer);
}
