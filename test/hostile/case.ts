/** Something hostile that the program is given. */
export interface Case {
  /** Unlike that of all other cases: its family and a name. */
  readonly id: string;
  /** What lies in the folder in which the program runs. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Links in that folder, by their names. */
  readonly links?: Readonly<Record<string, string>>;
  /** The command line; results go into the folder `out`, all else must stay as it is. */
  readonly args?: readonly string[];
  /** Instead of a command line: a shell script in which `$PANEL` is the program. */
  readonly script?: string;
}

/** What the program did. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What was thrown and not told, if anything. */
  readonly thrown?: string | undefined;
  /** Of the processor; 0 for a script. */
  readonly seconds: number;
  /** The most memory of the process so far, in MB. */
  readonly megabytes: number;
}

/** Names the cases of a family. */
export function family(name: string, cases: Readonly<Record<string, Omit<Case, "id">>>): Case[] {
  return Object.entries(cases).map(([own, given]) => ({ id: `${name}/${own}`, ...given }));
}

const rows = Array.from({ length: 24 }, (_, at) =>
  [
    at % 2 ? "a" : "b",
    ["u", "v", "w"][at % 3],
    10 + (at % 5),
    (at * 7) % 11,
    at % 4 === 0 ? "yes" : "no",
    (at % 2) + 1,
    at,
  ].join(","),
);

/** A survey that nothing is wrong with. */
export const good = ["g,h,w,x,y,stratum,id", ...rows, ""].join("\n");

/** The same with one column more, whose values are given in turn. */
export const goodWith = (name: string, values: readonly string[]) =>
  [
    `g,h,w,x,y,stratum,id,${quoted(name)}`,
    ...rows.map((row, at) => `${row},${quoted(values[at % values.length]!)}`),
    "",
  ].join("\n");

export const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
