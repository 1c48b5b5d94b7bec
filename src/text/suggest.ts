import { distance } from "fastest-levenshtein";
import { fold } from "./fold.ts";
import type { Label } from "./language.ts";

const mostListed = 30;

/**
 * The known name that is nearest to one that is not known, if it is near. Case and accents count only between names that
 * are equally near without them.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((other) => ({ other, far: distance(fold(name), fold(other)), exact: distance(name, other) }))
    .sort((a, b) => a.far - b.far || a.exact - b.exact);
  return best && best.far <= Math.max(2, name.length / 3) ? best.other : undefined;
}

/** The known names that are most like one that is not known, the most like first; `form` is what of names is compared. */
export function nearestOf(
  name: string,
  known: readonly string[],
  form: (name: string) => string,
  most = 3,
): string[] {
  const own = form(name);
  const far = (other: string) => distance(own, form(other)) / Math.max(own.length, form(other).length, 1);
  return [...new Set(known)]
    .map((other) => ({ other, far: far(other) }))
    .filter((other) => other.far < 0.5)
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ other }) => other);
}

/** "Did you mean …?" for a name that is not among the known ones, or the list of them when none is near. */
export function suggestion(name: string, known: readonly string[]): Label {
  if (known.length === 0) return { fr: "", en: "" };
  const near = nearest(name, known);
  if (near !== undefined) return { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean "${near}"?` };
  const listed = `${known.slice(0, mostListed).join(", ")}${known.length > mostListed ? " …" : ""}`;
  return { fr: `Noms connus : ${listed}`, en: `Known: ${listed}` };
}
