import { closest, distance } from "fastest-levenshtein";
import { fold } from "./fold.ts";

const mostListed = 30;

/** "Did you mean …?" for a name that is not among the known ones, or the list of them when none is near. */
export function suggest(name: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const folded = known.map(fold);
  const nearest = known[folded.indexOf(closest(fold(name), folded))]!;
  return distance(fold(name), fold(nearest)) <= Math.max(2, name.length / 3)
    ? `Did you mean "${nearest}"?`
    : `Known: ${known.slice(0, mostListed).join(", ")}${known.length > mostListed ? " …" : ""}`;
}
