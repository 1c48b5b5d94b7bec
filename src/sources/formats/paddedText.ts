const [blank, nul] = [0x20, 0];

/** Where a text ends that blanks or NULs fill up. */
export function endOfText(bytes: Buffer, from: number, end: number): number {
  let to = end;
  while (to > from && (bytes[to - 1] === blank || bytes[to - 1] === nul)) to--;
  return to;
}

export function isAscii(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at]! > 0x7f) return false;
  return true;
}
