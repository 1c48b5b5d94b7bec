import { InputError, type Place } from "../../text/errors.ts";
import type { Value } from "../tables/codebook.ts";

/** One clause of a domain: the variable has one of these levels. A missing answer satisfies no clause. */
export interface Clause {
  readonly variable: string;
  readonly levels: readonly string[];
}

/** A domain (sub-population): every clause holds. No clause means everybody. */
export type Domain = readonly Clause[];

/** Reads `size=small|large; sex=woman`: clauses separated by `;`, alternative levels by `|`. */
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

export function satisfies(domain: Domain, lookup: (variable: string) => Value): boolean {
  return domain.every(({ variable, levels }) => levels.includes(lookup(variable) as string));
}
