import type { Label } from "../../text/language.ts";
import {
  labelSaysSeveral,
  labelUnknown,
  levelLacking,
  severalOfOne,
} from "../../text/messages/publishedWorkbooks.ts";
import type { Meaning } from "./vocabulary.ts";

/** Why it cannot be told what a cell measures, and the label that does not tell it. */
export interface Untold {
  readonly reason: Label;
  readonly label: string;
}

/** A variable that labels name, with the levels that they name of it. */
export interface NamedVariable {
  readonly variable: string;
  readonly levels?: readonly string[] | undefined;
  /** Whether narrower labels follow it, which then say what it is about. */
  readonly isHeading: boolean;
}

/** What the labels of a cell say together. */
export interface CellMeaning extends Omit<Meaning, "variable" | "levels"> {
  readonly variables: readonly NamedVariable[];
}

/** What a label of a table's rows (axis 0) or columns (1) may say. */
export type MeaningsIn = (label: string, axis: number) => readonly Meaning[];

/** Whether a label heads numbers and says nothing else. */
const isHeadOfNumbers = (meaning: Meaning) => Object.keys(meaning).length === 0;

/**
 * The meanings that a table admits, where `axes` are the labels of its rows and of its columns. A label such as « Moyenne » heads
 * numbers, and is a level of a variable too: it is the level where another label of its axis is of that variable.
 */
export function meaningsWithin(
  axes: readonly (readonly string[])[],
  meaningsOf: (label: string) => readonly Meaning[],
  admits: (meaning: Meaning) => boolean,
): MeaningsIn {
  const admitted = (label: string) => meaningsOf(label).filter(admits);
  const labelsOf = axes.map((labels) => [...new Set(labels)]);
  return (label, axis) => {
    const meanings = admitted(label);
    if (meanings.length === 1 || !meanings.some(isHeadOfNumbers)) return meanings;
    const variables = new Set(meanings.flatMap(({ variable }) => variable ?? []));
    const others = labelsOf[axis]!.filter((other) => other !== label).flatMap(admitted);
    const isLevel = others.some(({ variable }) => variable !== undefined && variables.has(variable));
    return meanings.filter((meaning) => isHeadOfNumbers(meaning) !== isLevel);
  };
}

/**
 * What the labels of a cell's row and column say together, each from the widest to the narrowest. A label that several variables
 * share, such as yes and no, is of the variable that a wider label of its row or column names, or else one of the other,
 * or the heads over the labels of rows.
 */
export function meaningOfCell(
  axes: readonly (readonly string[])[],
  heads: readonly string[],
  meaningsIn: MeaningsIn,
): CellMeaning | Untold {
  const read = axes.map((labels, axis) =>
    labels.map((label) => ({ label, meanings: meaningsIn(label, axis) })),
  );
  const unknown = read.flat().find(({ meanings }) => meanings.length === 0);
  if (unknown) return { reason: labelUnknown, label: unknown.label };
  const ofHeads = heads.map((head) => meaningsIn(head, 0));
  const chosen: Chosen[] = [];
  for (const [at, labels] of read.entries())
    for (const [depth, { label, meanings }] of labels.entries()) {
      const wider = labels.slice(0, depth).reverse();
      const others = read.filter((_, other) => other !== at).flat();
      const around = [...wider, ...others].map((other) => other.meanings);
      const meaning = narrowed(meanings, [...around, ...ofHeads]);
      if (!meaning) return { reason: labelSaysSeveral, label };
      chosen.push({ label, meaning, isHeading: depth < labels.length - 1 });
    }
  return together(chosen);
}

/** A label with what it says. */
interface Chosen {
  readonly label: string;
  readonly meaning: Meaning;
  readonly isHeading: boolean;
}

/** The one meaning of several that goes with a variable that another label names alone, the nearest first. */
function narrowed(
  meanings: readonly Meaning[],
  others: readonly (readonly Meaning[])[],
): Meaning | undefined {
  if (meanings.length === 1) return meanings[0];
  for (const other of others) {
    const named = new Set(other.flatMap(({ variable, levels }) => (levels ? [] : (variable ?? []))));
    const own = meanings.filter(({ variable }) => variable !== undefined && named.has(variable));
    if (own.length === 1) return own[0];
  }
  return undefined;
}

function together(chosen: readonly Chosen[]): CellMeaning | Untold {
  const variables = new Map<string, NamedVariable>();
  let rest: Omit<Meaning, "variable" | "levels"> = {};
  for (const { label, meaning, isHeading } of chosen) {
    const { variable, levels, ...others } = meaning;
    // A bound below the label of an interval is that bound.
    if (rest.part === "interval" && (others.part === "low" || others.part === "high"))
      rest = { ...rest, part: others.part };
    const isSecond = Object.entries(others).some(
      ([key, value]) => key in rest && rest[key as keyof typeof rest] !== value,
    );
    if (isSecond) return { reason: severalOfOne, label };
    rest = { ...rest, ...others };
    if (variable === undefined) continue;
    const known = variables.get(variable);
    if (known?.levels && levels && known.levels.join("|") !== levels.join("|"))
      return { reason: severalOfOne, label };
    variables.set(variable, {
      variable,
      levels: levels ?? known?.levels,
      isHeading: isHeading && (known?.isHeading ?? true),
    });
  }
  return { ...rest, variables: [...variables.values()] };
}

/** A variable of which no label names a level. */
export const levelLackingOf = (variable: string): Untold => ({ reason: levelLacking, label: variable });
