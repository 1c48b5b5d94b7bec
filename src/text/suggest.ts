import { distance } from "fastest-levenshtein";
import { fold } from "./fold.ts";
import type { Label, Language } from "./language.ts";

const mostListed = 30;
/** The most characters of a list: with longer ones a message would be cut, through a name. */
const longestList = 350;

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

/** A level as messages name it: with its label, where that says more. */
export interface Labelled {
  readonly name: string;
  readonly label: Label;
}

const shortName = 2;

/** The same of a level, which may be meant by its label; codes of a character or two are like all others, and are listed. */
export function levelSuggestion(text: string, levels: readonly Labelled[]): Label {
  const known = levels.flatMap(({ name, label }) => [name, label.fr, label.en]).filter((own) => own !== "");
  const near = nearest(text, known);
  const isSame = near !== undefined && (fold(near) === fold(text) || Number(near) === Number(text));
  if (near !== undefined && (text.length > shortName || isSame)) return suggestion(text, known);
  const named = (language: Language) =>
    levels.map(({ name, label }) =>
      ["", name].includes(label[language]) ? name : `${name} = ${label[language]}`,
    );
  return { fr: listed(named("fr")).fr, en: listed(named("en")).en };
}

export const didYouMean = (name: string): Label => ({
  fr: `Vouliez-vous dire « ${name} » ?`,
  en: `Did you mean "${name}"?`,
});

/** "Did you mean …?" for a name that is not among the known ones, or the list of them when none is near. */
export function suggestion(name: string, known: readonly string[]): Label {
  if (known.length === 0) return { fr: "", en: "" };
  const near = nearest(name, known);
  if (near !== undefined) return didYouMean(near);
  const like = known.length > mostListed ? nearestOf(name, known, fold) : [];
  if (like.length === 0) return listed(known);
  return { fr: `Noms proches : ${like.join(", ")}`, en: `Near names: ${like.join(", ")}` };
}

function listed(known: readonly string[]): Label {
  if (known.length === 0) return { fr: "", en: "" };
  let count = 1;
  for (let length = known[0]!.length; count < Math.min(mostListed, known.length); count++) {
    length += known[count]!.length + 2;
    if (length > longestList) break;
  }
  const first = `${known.slice(0, count).join(", ")}${known.length > count ? " …" : ""}`;
  return { fr: `Noms connus : ${first}`, en: `Known: ${first}` };
}
