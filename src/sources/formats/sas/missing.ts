/**
 * The name of a kind of missing number, from the byte of it that tells them apart, inverted: a character, or the place of a letter
 * after two others.
 */
export function missingName(inverted: number): string {
  if (inverted === 0 || inverted === 0x5f) return "._";
  if (inverted >= 2 && inverted < 28) return `.${String.fromCharCode(inverted + 63)}`;
  return inverted >= 0x41 && inverted <= 0x5a ? `.${String.fromCharCode(inverted)}` : ".";
}
