import { closest, distance } from "fastest-levenshtein";

const mostListed = 30;

/** "Did you mean …?" for a name that is not among the known ones, or the list of them when none is near. */
export function suggest(name: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(name, known as string[]);
  return distance(name, nearest) <= Math.max(2, name.length / 3)
    ? `Did you mean "${nearest}"?`
    : `Known: ${known.slice(0, mostListed).join(", ")}${known.length > mostListed ? " …" : ""}`;
}
