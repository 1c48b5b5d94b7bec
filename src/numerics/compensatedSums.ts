/**
 * Sums by group that carry the rounding error along (Neumaier 1974). They are as good as rounded once, so that they do
 * not depend on the order of the rows.
 */
export class CompensatedSums {
  readonly #sums: Float64Array;
  readonly #errors: Float64Array;

  constructor(count: number) {
    this.#sums = new Float64Array(count);
    this.#errors = new Float64Array(count);
  }

  add(group: number, value: number): void {
    const before = this.#sums[group]!;
    const after = before + value;
    this.#errors[group]! +=
      Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
    this.#sums[group] = after;
  }

  at(group: number): number {
    return this.#sums[group]! + this.#errors[group]!;
  }

  clear(): void {
    for (let group = 0; group < this.#sums.length; group++) {
      this.#sums[group] = 0;
      this.#errors[group] = 0;
    }
  }

  values(): Float64Array {
    return this.#sums.map((_, group) => this.at(group));
  }
}
