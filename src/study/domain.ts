import { compileExpression } from "../sources/expressions/evaluate.ts";
import { type Expression, variablesIn } from "../sources/expressions/expression.ts";
import type { Codebook, Value, Variable } from "../sources/tables/codebook.ts";
import { InputError, type Place } from "../text/errors.ts";
import { notDomain } from "../text/messages/studies.ts";
import { plain } from "../text/reader.ts";

/** A domain (sub-population) as a condition; undefined for everybody. */
export type Domain = Expression | undefined;

/** Reads `size=small|large; sex=woman`: clauses separated by `;`, of which all hold, alternative levels by `|`. */
export function parseDomain(text: string, place: Place): Domain {
  if (text.trim() === "") return undefined;
  return text
    .split(";")
    .map((clause): Expression => {
      const [name, levels, ...rest] = clause.split("=").map((part) => part.trim());
      if (!name || !levels || rest.length > 0) throw new InputError(notDomain, place, { value: text });
      return isOneOf(
        name,
        levels.split("|").map((level) => level.trim()),
      );
    })
    .reduce((left, right) => ({ kind: "binary", operator: "and", sides: [left, right] }));
}

/** The condition that a variable has one of these levels. */
export const isOneOf = (name: string, levels: readonly string[]): Expression => ({
  kind: "in",
  of: { kind: "variable", name },
  list: levels.map((value) => ({ kind: "text", value })),
});

/** The variables that a domain names, each once. */
export const variablesOfDomain = (domain: Domain) => (domain ? variablesIn(domain) : []);

/** The levels that a domain names, with their variables. */
export function levelsInDomain(
  domain: Domain,
): { readonly variable: string; readonly levels: readonly string[] }[] {
  if (domain?.kind === "binary") return domain.sides.flatMap(levelsInDomain);
  if (domain?.kind !== "in" || domain.of.kind !== "variable") return [];
  const levels = domain.list.flatMap((item) => (item.kind === "text" ? item.value : []));
  return [{ variable: domain.of.name, levels }];
}

/** Whether answers, looked up by their variables, are in a domain; a missing answer is in none that asks for it. */
export function membership(domain: Domain): (lookup: (variable: string) => Value) => boolean {
  if (!domain) return () => true;
  const codebook: Codebook = new Map(
    levelsInDomain(domain).map(({ variable: name, levels }): [string, Variable] => [
      name,
      {
        type: "categorical",
        name,
        label: plain(name),
        levels: levels.map((level) => ({ name: level, label: plain(level) })),
      },
    ]),
  );
  let answers: (variable: string) => Value = () => null;
  const { evaluate } = compileExpression(domain, codebook, (name) => () => answers(name), {});
  return (lookup) => {
    answers = lookup;
    return evaluate(0) === true;
  };
}
