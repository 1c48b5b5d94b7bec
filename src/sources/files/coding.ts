import { InputError, type Place } from "../../text/errors.ts";
import { levelsOfNone, variableCodedTwice } from "../../text/messages/codings.ts";
import { unknownVariableFor, type VariableUse } from "../../text/messages/datasets.ts";
import type { TypedColumn } from "../tables/typedColumn.ts";
import { type CodingRequest, codingSaid } from "./codingRequest.ts";
import { parseCodingText } from "./codingTexts.ts";
import type { ReadingNote, TextCount } from "./column.ts";
import { labelled, readLabels, type VariableLabels } from "./labels.ts";
import { type PlaceAt, withLevels } from "./levels.ts";

/** What is said of the answers in a file, ready to be laid on its columns as they are read. */
export interface Coding {
  readonly said: CodingRequest;
  /** Throws for variables that the file does not have. */
  readonly check: (header: readonly string[], place: Place) => void;
  /** The codes of missing answers of a column; `isDesign` where those of all variables are none of its. */
  readonly missingCodes: (name: string, isDesign: boolean) => readonly string[];
  /** A column, without these codes of missing answers, with its labels and levels. */
  readonly laidOn: (column: TypedColumn, missing: readonly string[], placeAt: PlaceAt) => CodedColumn;
  /** What is told of all columns together, given those of the file and the codes that occurred in each column that was read. */
  readonly notes: (
    header: readonly string[],
    occurred: ReadonlyMap<string, readonly TextCount[]>,
  ) => ReadingNote[];
}

export interface CodedColumn {
  readonly column: TypedColumn;
  readonly notes: readonly ReadingNote[];
}

/** Reads what is said of the answers; throws for what cannot be read, and for a variable of which a thing is said twice. */
export async function readCoding(request: CodingRequest): Promise<Coding> {
  const { levels = [], missingCode = [], labels: file } = request;
  const levelsOf = byVariable(levels, "--levels", "age=<30,30-49,50+");
  if (levelsOf.has(undefined))
    throw new InputError(levelsOfNone, { field: "--levels" }, { value: levelsOf.get(undefined) });
  const codesOf = byVariable(missingCode, "--missing-code", "q1=8,9");
  const labels = file === undefined ? new Map<string, VariableLabels>() : await readLabels(file);
  const ofAll = codesOf.get(undefined) ?? [];
  return {
    said: codingSaid(request),
    check: (header, place) => {
      for (const [flag, names] of [
        ["--levels", levelsOf],
        ["--missing-code", codesOf],
      ] as const)
        for (const name of names.keys()) if (name !== undefined) checkName(flag, name, header, place);
    },
    missingCodes: (name, isDesign) => [
      ...new Set([...(codesOf.get(name) ?? []), ...(isDesign ? [] : ofAll)]),
    ],
    laidOn: (given, missing, placeAt) => {
      const { name } = given.variable;
      const own = labels.get(name);
      const { column, unlabelled } = own ? labelled(given, own, missing) : { column: given, unlabelled: [] };
      const named = levelsOf.get(name);
      return {
        column: named ? withLevels(column, named, placeAt) : column,
        notes:
          unlabelled.length > 0 ? [{ kind: "codes without label", column: name, texts: unlabelled }] : [],
      };
    },
    notes: (header, occurred) => {
      const strangers = [...labels.keys()].filter((name) => !header.includes(name));
      const occurs = (code: string, columns: Iterable<readonly TextCount[]>) =>
        Array.from(columns).some((codes) => codes.some(({ text }) => text === code));
      const absent = Array.from(codesOf).flatMap(([name, codes]): ReadingNote[] => {
        const read =
          name === undefined ? occurred.values() : occurred.has(name) ? [occurred.get(name)!] : undefined;
        if (!read) return [];
        const columns = [...read];
        const texts = codes.filter((code) => !occurs(code, columns));
        return texts.length > 0 ? [{ kind: "codes absent", column: name, texts }] : [];
      });
      return [
        ...absent,
        ...(strangers.length > 0
          ? [{ kind: "labels of others", file: file!, names: strangers } as const]
          : []),
      ];
    },
  };
}

function byVariable(
  texts: readonly string[],
  flag: VariableUse,
  example: string,
): ReadonlyMap<string | undefined, readonly string[]> {
  const found = new Map<string | undefined, readonly string[]>();
  for (const text of texts) {
    const { variable, values } = parseCodingText(text, flag, example);
    if (variable !== undefined && found.has(variable))
      throw new InputError(variableCodedTwice(flag), { field: flag }, { value: variable });
    found.set(variable, [...(found.get(variable) ?? []), ...values]);
  }
  return found;
}

function checkName(flag: VariableUse, name: string, header: readonly string[], place: Place): void {
  if (!header.includes(name))
    throw new InputError(unknownVariableFor(flag, name, header.filter(Boolean)), place, { value: name });
}
