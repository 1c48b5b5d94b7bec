import { type FamilyName, families } from "../models/fit/families.ts";
import type { LinkName } from "../models/fit/links.ts";
import { type Formula, parseFormula, parseOutcome } from "../models/formula/formula.ts";
import { InputError } from "../text/errors.ts";

/** Throws when a family cannot have the link. */
export function checkLink(family: FamilyName, link: LinkName | undefined): void {
  const known: readonly LinkName[] = families[family].links;
  if (link !== undefined && !known.includes(link))
    throw new InputError(
      `a ${family} model has no such link`,
      { field: "--link" },
      {
        value: link,
        advice: `Choose ${known.join(", ")}`,
      },
    );
}

const place = { field: "formula" };

/** The formula, or one for each of the outcomes. */
export function formulasOf(text: string, outcomes: readonly string[] | undefined): Formula[] {
  const formula = parseFormula(text, place);
  if (outcomes === undefined && !formula.outcome)
    throw new InputError("the formula has no outcome", place, {
      value: text,
      advice: 'Write it on the left, as in "score ~ age", or name several with --outcome',
    });
  if (outcomes === undefined) return [formula];
  if (formula.outcome)
    throw new InputError("the outcome stands in the formula and in --outcome", place, {
      value: text,
      advice: `Begin the formula with ~`,
    });
  return outcomes.map((outcome) => ({ ...formula, outcome: parseOutcome(outcome, { field: "--outcome" }) }));
}

/** Reads `variable=level` pairs; the variable may have an equals sign, and the level too. */
export function referencesOf(
  texts: readonly string[],
  known: readonly string[],
): ReadonlyMap<string, string> {
  const references = new Map<string, string>();
  for (const text of texts) {
    const variable = known.find((name) => text.startsWith(`${name}=`));
    const at = variable?.length ?? text.indexOf("=");
    const [name, level] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    if (at < 1 || level === "")
      throw new InputError(
        "a reference is written variable=level",
        { field: "--reference" },
        { value: text },
      );
    if (references.has(name))
      throw new InputError("a variable has two reference levels", { field: "--reference" }, { value: text });
    references.set(name, level);
  }
  return references;
}
