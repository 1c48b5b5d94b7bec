import { visible } from "../../text/visible.ts";

/** The most characters that a sheet's name may have. */
const mostCharacters = 31;

/** A title as the name of a sheet: short, without what Excel forbids inside and at the ends, and unlike others. */
export function sheetName(title: string, others: readonly string[]): string {
  const plain = visible(title.replace(/[*?:\\/[\]\s]+/g, " ")).replaceAll("\\", " ");
  // Excel keeps the name History for itself.
  const taken = new Set(["", "history", ...others.map((name) => name.toLowerCase())]);
  let name = shortened(plain, mostCharacters);
  for (let k = 2; taken.has(name.toLowerCase()); k++)
    name = `${shortened(plain, mostCharacters - 1 - String(k).length)} ${k}`.trimStart();
  return name;
}

/** A shorter name would tell too little. */
const leastCharacters = 8;

/** A name that is cut where a word ends, if it is long; without apostrophes at its ends and without half a character. */
function shortened(name: string, most: number): string {
  const start = name.replace(/^'+/, "");
  const cut = start.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  const words = start.length > most ? wholeWords(start.slice(0, most + 1)) : cut;
  return (words.length >= leastCharacters && words.length <= most ? words : cut).replace(/'+$/, "");
}

/** A text without the word at its end, a parenthesis that stays open, and what then leads nowhere: "de", "of", a comma. */
const wholeWords = (text: string) =>
  text
    .replace(/\s\S*$/, "")
    .replace(/\s*\([^)]*$/, "")
    .replace(/(?:[\s,;:–-]\p{L}{0,3})+$/u, "");
