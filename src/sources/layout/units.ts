/** What numbers are of: the words that may follow `en` and `in`. */
const measures =
  "%|‰|pour ?cents?|pourcentages?|points?|années?|ans|mois|semaines?|jours?|heures?|minutes?|secondes?|unités?|dizaines?|centaines?|milliers?|millions?|milliards?|k?€|m€|euros?|nombres?|effectifs?|équivalents?|équivalent|volumes?|valeurs?|base|indices?|taux|kilos?|kg|km|years?|months?|weeks?|days?|hours?|thousands?|billions?|percent|per cent|numbers?|units?";

/** What a unit is called where words stand for one: `En %`, `(en milliers)`, `In years`. */
const spelled = new RegExp(`^\\(?((?:en|in)[ \u00a0]+(?:${measures})(?![\\p{L}])[^.]{0,60}?)\\)?$`, "iu");
const inBrackets = new RegExp(
  `\\(((?:en|in)[ \u00a0]+(?:${measures})(?![\\p{L}])[^()]{0,60}|[ \u00a0]*%[ \u00a0]*)\\)`,
  "iu",
);

const withoutPreposition = (text: string) =>
  text
    .replace(/^(en|in)[ \u00a0]+/i, "")
    .replace(/\s*\n\s*/g, " ")
    .trim();

/** The unit that words are, if they are nothing else. */
export function unitAlone(words: string): string | undefined {
  const unit = spelled.exec(words.trim())?.[1];
  return unit === undefined ? undefined : withoutPreposition(unit);
}

/** Whether words head counts, such as those beside shares. */
export const isCount = (words: string) =>
  /^(effectifs?|nombre|observations?|n)(?![\p{L}'’])/iu.test(words.trim());

/** The unit that words tell, alone or in brackets. */
export function unitTold(words: string): string | undefined {
  const bracketed = inBrackets.exec(words)?.[1];
  return bracketed === undefined ? unitAlone(words) : withoutPreposition(bracketed.trim());
}
