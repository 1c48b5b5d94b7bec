import { visible } from "../../text/visible.ts";

/** The most characters that a sheet's name may have. */
const mostCharacters = 31;

/**
 * A title as the name of a sheet: short, without what Excel forbids inside and at the ends, and unlike those that are taken. Excel
 * keeps the name History for itself.
 */
export function sheetName(title: string, others: Iterable<string>): string {
  const plain = trimmed(visible(title.replace(/[*?:\\/[\]\s]/g, " ")).replaceAll("\\", " "), mostCharacters);
  const taken = new Set(["", "history", ...[...others].map((name) => name.toLowerCase())]);
  let name = plain;
  for (let k = 2; taken.has(name.toLowerCase()); k++)
    name = `${trimmed(plain, mostCharacters - 1 - String(k).length)} ${k}`.trimStart();
  return name;
}

/** The start of a name, without apostrophes at its ends and without half a character. */
const trimmed = (name: string, most: number) =>
  name
    .replace(/^'+/, "")
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/'+$/, "");
