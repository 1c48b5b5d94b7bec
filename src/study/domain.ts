import { compileExpression } from "../sources/expressions/evaluate.ts";
import { type Expression, partsOf, variablesIn } from "../sources/expressions/expression.ts";
import type { Codebook, Value, Variable } from "../sources/tables/codebook.ts";
import { InputError, type Place } from "../text/errors.ts";
import { notDomain } from "../text/messages/studies.ts";
import { plain } from "../text/reader.ts";

/** A domain (sub-population) as a condition; undefined for everybody. */
export type Domain = Expression | undefined;

/** A clause on those who did not answer, or on those who did. */
const missingClause = /^(?<not>not\s+)?missing\((?<name>[^()]+)\)$/;

/**
 * Reads `size=small|large; not missing(sex)`: clauses separated by `;`, of which all hold; alternative levels are separated
 * by `|`.
 */
export function parseDomain(text: string, place: Place): Domain {
  if (text.trim() === "") return undefined;
  return text
    .split(";")
    .map((clause): Expression => {
      const missing = missingClause.exec(clause.trim())?.groups;
      if (missing) return isMissing(missing.name!.trim(), missing.not === undefined);
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

function isMissing(name: string, wanted: boolean): Expression {
  const missing: Expression = { kind: "missing", of: { kind: "variable", name } };
  return wanted ? missing : { kind: "not", of: missing };
}

/** The variables that a domain names, each once. */
export const variablesOfDomain = (domain: Domain) => (domain ? variablesIn(domain) : []);

/** The variables of which a domain asks whether answers are missing. */
export function askedMissing(domain: Domain): string[] {
  if (!domain) return [];
  return domain.kind === "missing"
    ? variablesIn(domain)
    : [...new Set(partsOf(domain).flatMap(askedMissing))];
}

/** The variables that a domain names, clause by clause, with the levels that it names. */
export function levelsInDomain(
  domain: Domain,
): { readonly variable: string; readonly levels: readonly string[] }[] {
  if (domain?.kind === "binary") return domain.sides.flatMap(levelsInDomain);
  if (domain?.kind === "not") return levelsInDomain(domain.of);
  if (!domain || !("of" in domain) || domain.of.kind !== "variable") return [];
  const list = domain.kind === "in" ? domain.list : [];
  const levels = list.flatMap((item) => (item.kind === "text" ? item.value : []));
  return [{ variable: domain.of.name, levels }];
}

/** Whether answers, looked up by their variables, are in a domain; a missing answer is in none that asks for it. */
export function membership(domain: Domain): (lookup: (variable: string) => Value) => boolean {
  if (!domain) return () => true;
  const clauses = levelsInDomain(domain);
  const levelsOf = (name: string) =>
    clauses.filter(({ variable }) => variable === name).flatMap(({ levels }) => levels);
  const codebook: Codebook = new Map(
    clauses.map(({ variable: name }): [string, Variable] => [
      name,
      {
        type: "categorical",
        name,
        label: plain(name),
        levels: levelsOf(name).map((level) => ({ name: level, label: plain(level) })),
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
