import { distance } from "fastest-levenshtein";
import { fold } from "./fold.ts";

const mostListed = 30;

/**
 * "Did you mean …?" for a name that is not among the known ones, or the list of them when none is near. Case and accents
 * count only between names that are equally near without them.
 */
export function suggest(name: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = known
    .map((other) => ({ other, far: distance(fold(name), fold(other)), exact: distance(name, other) }))
    .sort((a, b) => a.far - b.far || a.exact - b.exact)[0]!;
  return nearest.far <= Math.max(2, name.length / 3)
    ? `Did you mean "${nearest.other}"?`
    : `Known: ${known.slice(0, mostListed).join(", ")}${known.length > mostListed ? " …" : ""}`;
}
