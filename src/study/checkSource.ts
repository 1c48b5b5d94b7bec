import { codebookOf } from "../sources/datasets/wave.ts";
import { levelNames } from "../sources/tables/codebook.ts";
import { InputError, type Place } from "../text/errors.ts";
import { type UnknownThing, unknownLevel, unknownName } from "../text/messages/studies.ts";
import type { Claim } from "./claims.ts";
import { levelsInDomain } from "./domain.ts";
import type { Registry } from "./registry.ts";
import type { Source } from "./source.ts";

/** Throws when a source names a figure, variable, level, section, term, reference, claim or quantity that there is not. */
export function checkSource(source: Source, registry: Registry): void {
  const { claims, evidence, criteria, themes, sections, terms, references, checks, path: file } = source;
  const known: { readonly [Thing in UnknownThing]?: readonly string[] } = {
    section: [...sections.keys()],
    figure: [...registry.figures.keys()],
    term: [...terms.keys()],
    reference: references.map(({ id }) => id),
    claim: claims.map(({ id }) => id),
    quantity: evidence.flatMap(({ id, value }) => (value ? id : [])),
    wave: [
      ...source.declaration.waves.map(({ name }) => name),
      ...[...registry.figures.values()].flatMap(({ figure }) => figure.measured?.wave ?? []),
    ],
  };
  const check = (thing: UnknownThing, values: readonly string[], place: Place) => {
    for (const value of values)
      if (value !== "" && !known[thing]!.includes(value))
        throw new InputError(unknownName(thing, value, known[thing]!), place, { value });
  };
  for (const { section, place } of [...claims, ...evidence, ...criteria, ...themes])
    check("section", [section], { ...place, column: "section" });
  for (const { about, sameAs, claimed, place } of claims) {
    check("wave", claimed?.waves ?? [], { ...place, column: "wave" });
    check("figure", about, { ...place, column: "about" });
    check("claim", sameAs, { ...place, column: "same_as" });
  }
  for (const { measure, solution, unit, per, cited, beside, place } of evidence) {
    for (const [column, value] of Object.entries({ measure, solution, unit, per }))
      check("term", [value], { ...place, column });
    check("reference", [cited], { ...place, column: "cited" });
    check("figure", beside, { ...place, column: "beside" });
  }
  for (const { solution, criterion, place } of criteria)
    for (const [column, value] of Object.entries({ solution, criterion }))
      check("term", [value], { ...place, column });
  for (const { theme, setting, place } of themes)
    for (const [column, value] of Object.entries({ theme, setting }))
      check("term", [value], { ...place, column });
  for (const { id, claims: own, mixture, product, distinct } of checks) {
    const place = { file, field: `checks.${id}` };
    check("claim", own, place);
    check("quantity", [...(mixture?.of ?? []), ...(mixture?.parts.flat() ?? [])], place);
    check("quantity", product ? [...product.of, product.is] : [], place);
    check("reference", distinct ?? [], place);
  }
  checkMeasures(source);
}

/** Throws for a variable or level of a claim that neither the dataset nor the source declares. */
function checkMeasures({ claims, variables, declaration }: Source): void {
  const levels = new Map<string, readonly string[]>(
    variables.map(({ name, levels: own = [] }) => [name, own]),
  );
  for (const wave of declaration.waves)
    for (const [name, variable] of codebookOf(declaration, wave))
      levels.set(name, variable.type === "categorical" ? levelNames(variable) : []);
  for (const { variable, levels: wanted, place } of claims.flatMap(measuredBy)) {
    const own = levels.get(variable);
    if (!own)
      throw new InputError(unknownName("variable", variable, [...levels.keys()]), place, { value: variable });
    for (const level of wanted)
      if (!own.includes(level))
        throw new InputError(unknownLevel(variable, level, own), place, { value: level });
  }
}

/** The variables that a claim names, with the levels. */
function measuredBy({ claimed, place }: Claim) {
  if (!claimed) return [];
  const { variable, levels, domain } = claimed;
  return [
    ...(variable === undefined ? [] : [{ variable, levels, place: { ...place, column: "variable" } }]),
    ...levelsInDomain(domain).map((clause) => ({ ...clause, place: { ...place, column: "domain" } })),
  ];
}
