import { basename, extname } from "node:path";
import type { Label } from "../../text/language.ts";
import {
  freeText,
  keptAsTexts,
  manyDates,
  maybeCodes,
  maybeMissing,
  noAnswers,
  numbersBut,
  replicatesLeft,
} from "../../text/messages/drafts.ts";
import { both } from "../../text/reader.ts";
import type { Column, Surveyed } from "./columns.ts";
import { type GuessedDesign, guessDesign } from "./design.ts";
import { type CodesApart, codesApart } from "./missingCodes.ts";

/** A variable as a declaration has it. */
export interface DraftVariable {
  readonly name: string;
  readonly column?: string;
  readonly label?: string | Label;
  readonly levels?: readonly (
    | string
    | { readonly code: string; readonly name?: string; readonly label?: string | Label }
  )[];
  readonly missing?:
    | readonly string[]
    | { readonly codes: readonly string[]; readonly label: string | Label };
}

/** A variable with what is said of it, and how it might be declared as well. */
export interface DraftEntry {
  readonly variable: DraftVariable;
  readonly notes: readonly { readonly told: Label; readonly instead?: Partial<DraftVariable> }[];
}

/** Codes of missing answers that were concluded, and the variables that have them. */
export interface ConcludedCodes {
  readonly codes: readonly string[];
  readonly variables: readonly string[];
  readonly how: "labelled" | "apart" | "maybe";
}

/** Columns that are not declared, why, and how one might be declared all the same. */
export interface LeftOut {
  readonly names: readonly string[];
  readonly why: Label;
  readonly instead?: DraftVariable;
}

/** What is declared of a file, as far as it tells. */
export interface Draft {
  readonly title: string;
  readonly surveyed: Surveyed;
  readonly design: GuessedDesign;
  readonly entries: readonly DraftEntry[];
  readonly leftOut: readonly LeftOut[];
  readonly codes: readonly ConcludedCodes[];
}

/** Texts with more levels than the first are no answers to choose from, unless each is that of several rows. */
const [alwaysLevels, mostLevels, rowsOfLevel] = [60, 400, 5];
/** Texts are shorter where people choose from them. */
const longestLevel = 80;
/** Whole numbers up to this may be codes. */
const largestCode = 20;
const mostCodes = 10;

/** What a file tells of itself. */
export function draftOf(surveyed: Surveyed): Draft {
  const design = guessDesign(surveyed);
  const inDesign = [design.key, design.weight, design.cluster, design.fpc].map(
    (guess) => guess.chosen?.column,
  );
  const replicates = new Set([...design.replicates.values()].flat());
  const entries: DraftEntry[] = [];
  const leftOut: LeftOut[] = [];
  const codes = new Map<
    string,
    { codes: readonly string[]; variables: string[]; how: ConcludedCodes["how"] }
  >();
  const conclude = (how: ConcludedCodes["how"], own: readonly string[], variable: string) => {
    const key = JSON.stringify([how, own]);
    const known = codes.get(key) ?? { codes: own, variables: [], how };
    known.variables.push(variable);
    codes.set(key, known);
  };
  const taken = new Set(surveyed.columns.map(({ name }) => name).filter((name) => nameable(name) === name));
  for (const column of surveyed.columns) {
    if (inDesign.includes(column.name) || replicates.has(column.name)) continue;
    const why = reasonToLeaveOut(column);
    if (why) leftOut.push(leftOutOf(column, why));
    else {
      const apart = column.kind === "number" ? codesApartIn(column, surveyed) : undefined;
      entries.push(entryOf(column, distinct(nameable(column.name), column.name, taken), apart));
      const said = column.nonAnswers
        .map(({ code }) => code)
        .filter((code) => column.cells.some((cell) => String(cell) === code));
      if (said.length > 0) conclude("labelled", said, column.name);
      if (apart) conclude(apart.areLikely ? "apart" : "maybe", apart.codes, column.name);
    }
  }
  for (const [prefix, names] of design.replicates) leftOut.push({ names, why: replicatesLeft(prefix) });
  const title = oneLine(basename(surveyed.file, extname(surveyed.file)));
  return { title, surveyed, design, entries, leftOut, codes: [...codes.values()] };
}

function codesApartIn(column: Column, { tellsMissing }: Surveyed): CodesApart | undefined {
  const apart = codesApart(column);
  return apart && tellsMissing ? { ...apart, areLikely: false } : apart;
}

function leftOutOf({ name, textsAmongNumbers, marks }: Column, why: Label): LeftOut {
  if (textsAmongNumbers.length === 0) return { names: [name], why };
  return { names: [name], why, instead: { name, missing: [...marks, ...textsAmongNumbers] } };
}

function reasonToLeaveOut({ kind, answers, cells, textsAmongNumbers }: Column): Label | undefined {
  if (kind === "no answers") return noAnswers;
  if (kind === "numbers as texts") return keptAsTexts(answers.keys().next().value!);
  if (kind === "number") return undefined;
  const isOften = answers.size <= mostLevels && cells.length >= rowsOfLevel * answers.size;
  const isShort = Array.from(answers.keys()).every((text) => text.length <= longestLevel);
  if (isShort && (answers.size <= alwaysLevels || isOften)) return undefined;
  if (textsAmongNumbers.length > 0) return numbersBut(textsAmongNumbers);
  return (kind === "dates" ? manyDates : freeText)(answers.size);
}

function entryOf(column: Column, name: string, apart: CodesApart | undefined): DraftEntry {
  const { variable, marks, nonAnswers } = column;
  const label = { fr: variable.label.fr, en: variable.label.en };
  const codes = [...marks, ...nonAnswers.map(({ code }) => code), ...(apart?.areLikely ? apart.codes : [])];
  const missing =
    codes.length === 0
      ? undefined
      : missingOf(
          codes,
          nonAnswers.map((own) => own.label),
        );
  const isCode = column.kind === "number" ? codesIn(column, apart) : undefined;
  return {
    variable: {
      name,
      ...(name !== column.name && { column: column.name }),
      ...(label.en !== column.name || label.fr !== column.name ? { label: shortLabel(label) } : {}),
      ...(variable.type === "categorical" && { levels: levelsOf(variable.levels) }),
      ...(missing && { missing }),
    },
    notes: [
      ...(column.textsAmongNumbers.length > 0
        ? [
            {
              told: numbersBut(column.textsAmongNumbers),
              instead: { missing: [...codes, ...column.textsAmongNumbers] },
            },
          ]
        : []),
      ...(apart && !apart.areLikely
        ? [{ told: maybeMissing(apart.codes), instead: { missing: [...codes, ...apart.codes] } }]
        : []),
      ...(isCode ? [{ told: maybeCodes, instead: { levels: isCode } }] : []),
    ],
  };
}

const missingOf = (codes: readonly string[], labels: readonly Label[]) =>
  labels.length === 0
    ? codes
    : { codes, label: shortLabel(both(({ say }) => [...new Set(labels.map(say))].join(", "))) };

/** The few whole numbers of a column, which may be codes. */
function codesIn({ numbers }: Column, apart: CodesApart | undefined): string[] | undefined {
  const values = [...new Set(numbers)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const codes = values.filter((value) => !apart?.codes.includes(String(value)));
  const areCodes = codes.every((value) => Number.isInteger(value) && value >= 0 && value <= largestCode);
  return areCodes && codes.length > 1 && codes.length <= mostCodes ? codes.map(String) : undefined;
}

function levelsOf(levels: readonly { readonly name: string; readonly label: Label }[]) {
  const taken = new Set(levels.map(({ name }) => name).filter((name) => nameable(name) === name));
  return levels.map(({ name: code, label }) => {
    const name = distinct(nameable(code), code, taken);
    const isLabelled = label.fr !== code || label.en !== code;
    if (name === code && !isLabelled) return code;
    return {
      code,
      ...(name !== code && { name }),
      ...((isLabelled || name !== code) && { label: shortLabel(label) }),
    };
  });
}

const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, " ").trim() || "_";

function shortLabel(label: Label): string | Label {
  const [fr, en] = [oneLine(label.fr), oneLine(label.en)];
  return fr === en ? fr : { fr, en };
}

/** A name without the signs that conditions and domains have for themselves. */
const nameable = (name: string) =>
  /[=|;\p{Cc}]/u.test(name) ? oneLine(name.replace(/[=|;]+/g, " ")).replace(/ +/g, " ") : name;

/** The name, or the first that is not taken with a number behind it. */
function distinct(name: string, own: string, taken: Set<string>): string {
  if (name === own) return name;
  let free = name;
  for (let at = 2; taken.has(free); at++) free = `${name} ${at}`;
  taken.add(free);
  return free;
}
