import { eliminationSets } from "./junctionTree.ts";
import { cellCount, type Levels, projection, stridesOf } from "./publication.ts";

/** Values by the cells of some variables, which are told by their places in the order of elimination. */
export interface Potential {
  readonly places: Int32Array;
  readonly strides: Int32Array;
  readonly values: Float64Array;
}

/** What is added up and then made least over the levels of one variable, the last of the cells' variables. */
interface MiniBucket {
  readonly sums: Float64Array;
  readonly added: readonly { readonly values: Float64Array; readonly cells: Int32Array }[];
  readonly message: Float64Array;
}

/** A variable with the potentials of which it is the first one that is eliminated, and the messages that it sends on. */
export interface Bucket {
  readonly name: string;
  readonly size: number;
  readonly potentials: readonly Potential[];
  readonly messages: readonly Potential[];
}

/** A bucket is split where the table of its variables would have more cells than these. */
const mostBucketCells = 2 ** 14;

/** A potential while buckets are laid out. */
interface Laid extends Potential {
  readonly scope: readonly string[];
}

/**
 * Lower bounds of a sum of potentials, by bucket elimination: variables are made least one after the other, and each sends the least
 * sum of its potentials on to those that are left (Dechter 1999), which is dynamic programming along a junction tree. Where the table
 * of a bucket would be too large it is split, and the sum of the parts' least sums is a bound from below (Dechter and Rish 2003).
 */
export class MiniBuckets {
  readonly buckets: readonly Bucket[];
  readonly #steps: readonly (readonly MiniBucket[])[];
  readonly #constants: readonly Potential[];

  /** The scopes of the potentials, and the values that these will have. */
  constructor(
    scopes: readonly (readonly string[])[],
    values: readonly Float64Array[],
    levels: Levels,
    most = mostBucketCells,
  ) {
    const order = eliminationSets(scopes, levels).map(([name]) => name!);
    const placeOf = new Map(order.map((name, place) => [name, place]));
    const lay = (scope: readonly string[], own: Float64Array): Laid => ({
      scope,
      places: Int32Array.from(scope, (name) => placeOf.get(name)!),
      strides: Int32Array.from(stridesOf(scope, levels)),
      values: own,
    });
    const waiting = order.map((): Laid[] => []);
    const constants: Laid[] = [];
    const hand = (own: Laid) =>
      (own.scope.length > 0 ? waiting[Math.min(...own.places)]! : constants).push(own);
    scopes.forEach((scope, at) => {
      hand(lay(scope, values[at]!));
    });
    const steps: MiniBucket[][] = [];
    this.buckets = order.map((name, place) => {
      const potentials = waiting[place]!;
      const sent = split(potentials, levels, most).map((group) => {
        const rest = [...new Set(group.flatMap(({ scope }) => scope))].filter((own) => own !== name);
        const message = lay(rest, new Float64Array(cellCount(rest, levels)));
        hand(message);
        return { group, rest, message };
      });
      steps.push(
        sent.map(({ group, rest, message }) => ({
          sums: new Float64Array(cellCount([...rest, name], levels)),
          added: group.map((own) => ({
            values: own.values,
            cells: projection([...rest, name], own.scope, levels),
          })),
          message: message.values,
        })),
      );
      return {
        name,
        size: levels.get(name)!,
        potentials,
        messages: sent.map(({ message }) => message),
      };
    });
    this.#steps = steps;
    this.#constants = constants;
  }

  /** Hands all messages on anew; returns a bound of the whole from below, which is its least value where no bucket is split. */
  bound(): number {
    for (const step of this.#steps) for (const own of step) send(own);
    return this.#constants.reduce((sum, { values }) => sum + values[0]!, 0);
  }
}

/** Potentials in groups whose common tables are not too large, the larger ones first. */
function split(potentials: readonly Laid[], levels: Levels, most: number): Laid[][] {
  const groups: { scope: readonly string[]; members: Laid[] }[] = [];
  for (const own of [...potentials].sort((a, b) => b.values.length - a.values.length)) {
    const union = (scope: readonly string[]) => [...new Set([...scope, ...own.scope])];
    const group = groups.find(({ scope }) => cellCount(union(scope), levels) <= most);
    if (group) {
      group.scope = union(group.scope);
      group.members.push(own);
    } else groups.push({ scope: own.scope, members: [own] });
  }
  return groups.map(({ members }) => members);
}

function send({ sums, added, message }: MiniBucket): void {
  sums.fill(0);
  for (const { values, cells } of added)
    for (let cell = 0; cell < cells.length; cell++) sums[cell]! += values[cells[cell]!]!;
  const size = sums.length / message.length;
  for (let cell = 0; cell < message.length; cell++) {
    let least = Number.POSITIVE_INFINITY;
    for (let own = cell * size; own < (cell + 1) * size; own++) if (sums[own]! < least) least = sums[own]!;
    message[cell] = least;
  }
}
