import type { StoredColumn } from "../formats/storedTable.ts";
import { type CodeArray, codeArray } from "../tables/factor.ts";
import type { Answer, ColumnReading } from "./engine.ts";

/** A column that is read from a relation. */
export interface Wanted extends ColumnReading {
  readonly name: string;
}

/** The answers of a column as batches of them come, of which the number is not known before. */
interface Growing {
  take(answers: ArrayLike<Answer>): void;
  /** The rank of each answer among those of the column, by which rows are sorted; a missing one comes first. */
  ranks(): ArrayLike<number>;
  /** The column with its rows in that order; all of them as they came by default. */
  column(order?: Int32Array): StoredColumn;
}

/** Answers as they come, one after the other. */
export class GrowingNumbers {
  #values = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }

  ordered(order: Int32Array | undefined): Float64Array {
    const values = this.values();
    return order ? Float64Array.from(order, (row) => values[row]!) : values.slice();
  }
}

/** Collects a column of the answers that a database gives. */
export const growing = (column: Wanted): Growing =>
  column.kind === "text" ? growingTexts(column) : growingNumbers(column);

function growingNumbers({ name, kind }: Wanted): Growing {
  const numbers = new GrowingNumbers();
  return {
    take: (answers) => {
      for (let at = 0; at < answers.length; at++) {
        const answer = answers[at]!;
        numbers.push(answer === null ? Number.NaN : Number(answer));
      }
    },
    ranks: () => numbers.values().map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value)),
    column: (order) => ({
      name,
      valueLabels: [],
      answers: numbers.ordered(order),
      time: kind === "number" || kind === "text" ? undefined : kind,
    }),
  };
}

/** Texts, each distinct one kept once. */
function growingTexts({ name, levels: known }: Wanted): Growing {
  const codeOf = new Map<string, number>();
  const texts: string[] = [];
  const codes = new GrowingNumbers();
  const codeFor = (text: string) => {
    let code = codeOf.get(text);
    if (code === undefined) {
      code = texts.push(text) - 1;
      codeOf.set(text, code);
    }
    return code;
  };
  for (const level of known ?? []) codeFor(level);
  return {
    take: (answers) => {
      for (let at = 0; at < answers.length; at++) {
        const answer = answers[at]!;
        codes.push(answer === null ? -1 : codeFor(answer as string));
      }
    },
    ranks: () => {
      const sorted = texts.map((_, code) => code).sort((a, b) => (texts[a]! < texts[b]! ? -1 : 1));
      const rankOf = new Int32Array(texts.length);
      sorted.forEach((code, rank) => {
        rankOf[code] = rank;
      });
      return codes.values().map((code) => (code < 0 ? -1 : rankOf[code]!));
    },
    column: (order) => ({
      name,
      valueLabels: [],
      answers: { levels: texts, codes: codesOf(codes.ordered(order), texts.length) },
      isOrdered: known !== undefined,
    }),
  };
}

function codesOf(codes: Float64Array, levels: number): CodeArray {
  const own = codeArray(levels, codes.length);
  own.set(codes);
  return own;
}
