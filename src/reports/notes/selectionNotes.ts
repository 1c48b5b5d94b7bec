import type { Sample } from "../../samples/sample.ts";
import type { CodingRequest } from "../../sources/files/codingRequest.ts";
import type { Label } from "../../text/language.ts";
import { codesTold, condition, derivedVariable, levelsTold } from "../../text/messages/designNotes.ts";

/** What the notes of a result tell of its rows. */
type Told = Pick<Sample, "selection"> & {
  readonly file?: { readonly coding: CodingRequest } | undefined;
};

/** A footnote on the conditions that the rows meet, where there are any. */
export function conditionNotes(where: readonly string[]): Label[] {
  const all = where.length > 1 ? where.map((text) => `(${text})`).join(" and ") : where[0];
  return all === undefined ? [] : [condition(all)];
}

/** Footnotes on the codes of missing answers and the levels that were said, the conditions and the derived variables. */
export function selectionNotes({ file, selection: { where, derive } }: Told): Label[] {
  const { missingCode = [], levels = [] } = file?.coding ?? {};
  return [
    ...(missingCode.length > 0 ? [codesTold(missingCode)] : []),
    ...levels.map(levelsTold),
    ...conditionNotes(where),
    ...derive.map(derivedVariable),
  ];
}
