import type { TableNote } from "../../sources/layout/notes.ts";

/** Asterisks with the p-values below which they stand. */
export type StarLevels = ReadonlyMap<string, number>;

const marksThenLevel = /(\*+)[^*\d]*?(\d+(?:[.,]\d+)?)[ \u00a0\u202f]*(%?)/g;
const marksThenLevels =
  /((?:\*+[ ,;/]+(?:et |and )?)+\*+)[^*\d]*((?:\d+(?:[.,]\d+)?[ \u00a0\u202f]*%?(?:[ ,;/]*(?:et |and )?)?)+)/;

/** What the notes of a table say of its asterisks: `*** p < 0,01`, `** : significatif au seuil de 5 %`, `***, **, * : 1 %, 5 %, 10 %`. */
export function starLevelsIn(notes: readonly TableNote[]): StarLevels {
  const levels = new Map<string, number>();
  for (const { mark, text } of notes) {
    const line = `${/^\*+$/.test(mark) ? mark : ""} ${text}`;
    const [, marks, together] = marksThenLevels.exec(line) ?? [];
    if (marks && together) {
      const own = marks.match(/\*+/g)!;
      const given = [...together.matchAll(/(\d+(?:[.,]\d+)?)[ \u00a0\u202f]*(%?)/g)];
      if (own.length === given.length) {
        for (const [at, stars] of own.entries()) levels.set(stars, levelOf(given[at]!.slice(1)));
        continue;
      }
    }
    for (const [, stars, ...level] of line.matchAll(marksThenLevel)) levels.set(stars!, levelOf(level));
  }
  return new Map([...levels].filter(([, level]) => level > 0 && level < 1));
}

function levelOf([number = "", percent = ""]: readonly (string | undefined)[]): number {
  const level = Number(number.replace(",", "."));
  return percent === "" ? level : level / 100;
}

/** The asterisks of a p-value: those of the smallest level that it is below, or none. */
export function starsOf(p: number, levels: StarLevels): string {
  const [smallest] = [...levels].filter(([, level]) => p < level).sort((a, b) => a[1] - b[1]);
  return smallest?.[0] ?? "";
}
