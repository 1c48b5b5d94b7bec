import { InputError, type Place } from "../text/errors.ts";
import { suggest } from "../text/suggest.ts";
import { type Codebook, levelNames, type Value } from "./codebook.ts";

/** One clause of a domain: the variable has one of these levels. A missing answer satisfies no clause. */
export interface Clause {
  readonly variable: string;
  readonly levels: readonly string[];
}

/** A domain (sub-population): every clause holds. No clause means everybody. */
export type Domain = readonly Clause[];

/** Reads `mode=mono|pluri; sexe=Femme`: clauses separated by `;`, alternative levels by `|`. */
export function parseDomain(text: string, place: Place): Domain {
  if (text.trim() === "") return [];
  return text.split(";").map((clause) => {
    const [variable, levels, ...rest] = clause.split("=").map((part) => part.trim());
    if (!variable || !levels || rest.length > 0)
      throw new InputError("a domain is written variable=level|level; variable=level", place, {
        value: text,
      });
    return { variable, levels: levels.split("|").map((level) => level.trim()) };
  });
}

/** Throws when a clause names a variable or a level that the codebook does not have. */
export function checkDomain(domain: Domain, codebook: Codebook, place: Place): void {
  for (const { variable: name, levels } of domain) {
    const variable = codebook.get(name);
    if (!variable)
      throw new InputError("unknown variable", place, {
        value: name,
        advice: suggest(name, [...codebook.keys()]),
      });
    if (variable.type === "numeric")
      throw new InputError("a domain needs a categorical variable", place, { value: name });
    for (const level of levels) checkLevel(variable.name, level, levelNames(variable), place);
  }
}

export function checkLevel(variable: string, level: string, known: readonly string[], place: Place): void {
  if (!known.includes(level))
    throw new InputError(`unknown level of ${variable}`, place, {
      value: level,
      advice: suggest(level, known),
    });
}

export function satisfies(domain: Domain, lookup: (variable: string) => Value): boolean {
  return domain.every(({ variable, levels }) => levels.includes(lookup(variable) as string));
}
