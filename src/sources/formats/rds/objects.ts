import type { Factor } from "../../tables/factor.ts";

/** An object of R, as far as a table needs it. */
export interface RObject {
  /** What it is, in R's words of typeof(). */
  readonly type: string;
  readonly length: number;
  readonly content: Content;
  readonly attributes: ReadonlyMap<string, RObject>;
}

export type Content =
  | { readonly of: "integers"; readonly values: Int32Array }
  | { readonly of: "doubles"; readonly values: Float64Array }
  | { readonly of: "texts"; readonly values: Factor }
  | {
      readonly of: "objects";
      readonly values: readonly RObject[];
      readonly tags: readonly (string | undefined)[];
    }
  /** What a table does not need, or was not asked for. */
  | { readonly of: "nothing" };

/** R's missing integer, and missing value of truth. */
export const missingInteger = -(2 ** 31);

const noAttributes: ReadonlyMap<string, RObject> = new Map();

export const nothing = (type: string, length = 0, attributes = noAttributes): RObject => ({
  type,
  length,
  content: { of: "nothing" },
  attributes,
});

/** The texts of a character vector; null where one is missing. */
export function textsOf(object: RObject | undefined): readonly (string | null)[] {
  if (object?.content.of !== "texts") return [];
  const { levels, codes } = object.content.values;
  return Array.from(codes, (code) => levels[code] ?? null);
}

/** The numbers of an integer, logical or double vector; NaN where one is missing. */
export function numbersOf(object: RObject | undefined): Float64Array | undefined {
  if (object?.content.of === "doubles") return object.content.values;
  if (object?.content.of !== "integers") return undefined;
  return Float64Array.from(object.content.values, (value) => (value === missingInteger ? Number.NaN : value));
}

export const classesOf = (object: RObject): readonly string[] =>
  textsOf(object.attributes.get("class")).filter((name) => name !== null);
