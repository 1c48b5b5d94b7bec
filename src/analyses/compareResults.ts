import type { InputDigest } from "../sources/files/digests.ts";
import type { ResultTable, Value } from "../sources/results/records.ts";

/** A value of one run that the other does not have, or has otherwise. */
export interface Change {
  readonly kind: "changed" | "added" | "removed";
  readonly table: string;
  /** What the value is about. */
  readonly record: string;
  /** Its name; null where the whole record, or the whole table, is in one run alone. */
  readonly field: string | null;
  readonly before: Value;
  readonly after: Value;
  /** By which share of the larger of both a number has changed. */
  readonly share: number | null;
}

/** What two runs have in common and in what they differ. */
export interface ResultComparison {
  /** The records of either run by table, in their order. */
  readonly records: readonly {
    readonly table: string;
    readonly record: string;
    readonly changes: readonly Change[];
  }[];
  /** The values that were compared. */
  readonly compared: number;
  readonly changes: readonly Change[];
}

/** A file that one of two runs has not read, or has read otherwise: the SHA-256 of those of its name. */
export interface InputChange {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The files that two runs have read otherwise; none where one of them does not tell what it has read. */
export function compareInputs(
  before: readonly InputDigest[] | undefined,
  after: readonly InputDigest[] | undefined,
): readonly InputChange[] {
  if (!before || !after) return [];
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const of = (inputs: readonly InputDigest[], name: string) =>
    inputs.flatMap((input) => (input.name === name ? input.sha256 : [])).sort();
  return names
    .map((name) => ({ name, before: of(before, name), after: of(after, name) }))
    .filter((change) => change.before.join() !== change.after.join());
}

/** What two numbers may differ by whatever their size: what rounding leaves of a zero. */
const zero = 1e-12;

/**
 * Sets the results of two runs beside each other, table by table and record by record. Numbers are the same where they differ by
 * no more than `tolerance` times the larger of both, or by what rounding leaves of a zero.
 */
export function compareResults(
  before: readonly ResultTable[],
  after: readonly ResultTable[],
  tolerance: number,
): ResultComparison {
  let compared = 0;
  const tablesAfter = new Map(after.map((table) => [table.name, table]));
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const tablesBefore = new Map(before.map((table) => [table.name, table]));
  const records = names.flatMap((table) => {
    const first = tablesBefore.get(table)?.records ?? new Map<string, never>();
    const second = tablesAfter.get(table)?.records ?? new Map<string, never>();
    return [...new Set([...first.keys(), ...second.keys()])].map((record) => {
      const [one, other] = [first.get(record), second.get(record)];
      const whole = (kind: Change["kind"]): Change[] => [
        { kind, table, record, field: null, before: null, after: null, share: null },
      ];
      if (!one) return { table, record, changes: whole("added") };
      if (!other) return { table, record, changes: whole("removed") };
      const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])];
      compared += fields.length;
      const changes = fields.flatMap((field): Change[] => {
        const [was, is] = [one[field], other[field]];
        if (isSame(was, is, tolerance)) return [];
        const kind = was === undefined ? "added" : is === undefined ? "removed" : "changed";
        return [
          { kind, table, record, field, before: was ?? null, after: is ?? null, share: shareOf(was, is) },
        ];
      });
      return { table, record, changes };
    });
  });
  return { records, compared, changes: records.flatMap(({ changes }) => changes) };
}

function isSame(one: Value | undefined, other: Value | undefined, tolerance: number): boolean {
  if (typeof one !== "number" || typeof other !== "number") return one === other;
  const apart = Math.abs(one - other);
  return apart <= Math.max(zero, tolerance * Math.max(Math.abs(one), Math.abs(other)));
}

function shareOf(one: Value | undefined, other: Value | undefined): number | null {
  if (typeof one !== "number" || typeof other !== "number") return null;
  return Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
}
