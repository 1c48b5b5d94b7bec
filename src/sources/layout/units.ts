/** What numbers are of: the words that may follow `en` and `in`. */
const measures =
  "%|‰|pour ?cents?|pourcentages?|points?|années?|ans|mois|semaines?|jours?|heures?|minutes?|secondes?|unités?|dizaines?|centaines?|milliers?|millions?|milliards?|k?€|m€|euros?|nombres?|effectifs?|équivalents?|équivalent|volumes?|valeurs?|base|indices?|taux|kilos?|kg|km|years?|months?|weeks?|days?|hours?|thousands?|billions?|percent|per cent|numbers?|units?";

/** What a unit is called where words stand for one: `En %`, `(en milliers)`, `In years`. */
const spelled = new RegExp(`^\\(?((?:en|in)[ \u00a0]+(?:${measures})(?![\\p{L}])[^.]{0,60}?)\\)?$`, "iu");
const inBrackets = new RegExp(
  `\\(((?:en|in)[ \u00a0]+(?:${measures})(?![\\p{L}])[^()]{0,60}|[ \u00a0]*%[ \u00a0]*)\\)`,
  "iu",
);

/** What units in a heading are called: in brackets alone, `Évolution (points)`, or at its end, `Évolution en points`. */
const headed =
  "%|‰|pour ?cents?|pourcentages?|(?:points?|pts?)(?:[ \u00a0]de[ \u00a0](?:%|pourcentage))?|percentage points?|années|ans|mois|semaines|jours|heures|minutes|secondes|unités|effectifs?|milliers|millions|milliards|k?€|m€|euros|years|months|weeks|days|hours|thousands|billions|percent";
const bracketedAtEnd = new RegExp(`\\([ \u00a0]*(${headed})[ \u00a0]*\\)$`, "iu");
const toldAtEnd = new RegExp(`[ \u00a0](?:en|in)[ \u00a0]+(${headed})$`, "iu");

/** Whether words head classes, which are no values: `Âge (ans)`, `Tranche de revenu (euros)`. */
const headsClasses = (words: string) =>
  /^(?:[âa]ges?[ \u00a0]*\(|(?:classes?|tranches?|groupes?)\b)/iu.test(words);

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

/** The unit that the heading of a column tells. */
export function unitOfHead(words: string): string | undefined {
  const told = unitTold(words);
  if (told !== undefined || headsClasses(words)) return told;
  return (bracketedAtEnd.exec(words) ?? toldAtEnd.exec(words))?.[1];
}

/** The unit that the label of a row tells: words such as `consulte en semaines paires` are no unit, nor is `40 à 49 (ans)`. */
export const unitOfRow = (words: string): string | undefined =>
  unitTold(words) ?? (/\d/.test(words) || headsClasses(words) ? undefined : bracketedAtEnd.exec(words)?.[1]);
