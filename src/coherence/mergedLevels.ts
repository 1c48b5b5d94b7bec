import { type Definition, type Levels, type Ratio, stridesOf } from "./publication.ts";

/** Ratios and definitions over some levels of variables. */
export interface Structure<Own extends Ratio> {
  readonly levels: Levels;
  /** What is derived stands before its inputs. */
  readonly definitions: readonly Definition[];
  readonly ratios: readonly Own[];
}

/** A structure over classes of levels. */
export interface Merged<Own extends Ratio> extends Structure<Own> {
  /** The class of each level of each variable, also of those of which one class is left. */
  readonly classes: ReadonlyMap<string, readonly number[]>;
}

/**
 * Takes levels of a variable as one where no ratio tells them apart, nor what is derived from it, and leaves out the variables of
 * which one level is left: the coarsest classes that all ratios see. Whatever bounds or contradicts the ratios is the same.
 */
export function mergeLevels<Own extends Ratio>({ levels, definitions, ratios }: Structure<Own>): Merged<Own> {
  const classes = new Map<string, readonly number[]>();
  const merged: Definition[] = [];
  const namesInOrder = [...new Set([...definitions.map(({ of }) => of), ...levels.keys()])];
  for (const name of namesInOrder) {
    const signatures = [
      ...ratios
        .filter(({ scope }) => scope.includes(name))
        .map((own) => signaturesOf(own.scope, name, levels, [own.numerator, own.denominator])),
      ...merged
        .filter(({ inputs }) => inputs.includes(name))
        .map((own) => signaturesOf(own.inputs, name, levels, [own.output])),
    ];
    const own = classesOf(
      Array.from({ length: levels.get(name)! }, (_, level) =>
        signatures.map((each) => each[level]).join("|"),
      ),
    );
    classes.set(name, own);
    const definition = definitions.find(({ of }) => of === name);
    if (definition && countOf(own) > 1)
      merged.push({ ...definition, output: definition.output.map((level) => own[level]!) });
  }
  const kept = (scope: readonly string[]) => scope.filter((name) => countOf(classes.get(name)!) > 1);
  return {
    classes,
    levels: new Map(kept(namesInOrder).map((name) => [name, countOf(classes.get(name)!)])),
    definitions: merged.map((own) => ({
      of: own.of,
      inputs: kept(own.inputs),
      output: Int32Array.from(representatives(own.inputs, classes, levels), (cell) => own.output[cell]!),
    })),
    ratios: ratios.map((own) => {
      const cells = representatives(own.scope, classes, levels);
      return {
        ...own,
        scope: kept(own.scope),
        numerator: Float64Array.from(cells, (cell) => own.numerator[cell]!),
        denominator: Float64Array.from(cells, (cell) => own.denominator[cell]!),
      };
    }),
  };
}

const countOf = (classes: readonly number[]) => 1 + Math.max(...classes);

/** The number of each text among those that differ, in the order in which they first occur. */
function classesOf(texts: readonly string[]): number[] {
  const known = [...new Set(texts)];
  return texts.map((text) => known.indexOf(text));
}

/** For each level of a variable of a scope a text that is the same where the values in its cells are. */
function signaturesOf(
  scope: readonly string[],
  name: string,
  levels: Levels,
  values: readonly ArrayLike<number>[],
): string[] {
  const stride = stridesOf(scope, levels)[scope.indexOf(name)]!;
  const size = levels.get(name)!;
  const parts: number[][] = Array.from({ length: size }, () => []);
  for (const own of values)
    for (let cell = 0; cell < own.length; cell++) parts[Math.floor(cell / stride) % size]!.push(own[cell]!);
  return parts.map((own) => own.join());
}

/** The cells of a scope that stand for all: of each class of levels the first one. */
function representatives(
  scope: readonly string[],
  classes: ReadonlyMap<string, readonly number[]>,
  levels: Levels,
): number[] {
  const strides = stridesOf(scope, levels);
  return scope.reduce<number[]>(
    (before, name, at) => {
      const own = classes.get(name)!;
      const first = Array.from({ length: countOf(own) }, (_, number) => own.indexOf(number) * strides[at]!);
      return before.flatMap((cell) => first.map((step) => cell + step));
    },
    [0],
  );
}
