import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded source of random draws; the same seed gives the same sequence everywhere. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform among from, …, to. */
  integer(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
}

export function makeRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const integer = (from: number, to: number) => uniformInt(generator, from, to);
  return {
    uniform: () => uniformFloat64(generator),
    integer,
    pick: (items) => items[integer(0, items.length - 1)]!,
  };
}

/** The source of one purpose among several of a seed, so that what one draws changes nothing for the others. */
export function streamOf(seed: number, purpose: string): Random {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (const byte of new TextEncoder().encode(`${seed} ${purpose}`))
    hash = Math.imul(hash ^ byte, 0x01000193);
  return makeRandom(hash);
}
