import { fold } from "../../text/fold.ts";

/** What a note below a table is, by the word that it begins with. */
export type NoteKind = "note" | "reading" | "field" | "source" | "footnote";

export interface TableNote {
  readonly kind: NoteKind;
  /** Of a footnote the mark that it explains, else empty. */
  readonly mark: string;
  readonly text: string;
}

/** The words that begin a note, in small letters without accents, in French and English. */
const beginnings: readonly (readonly [NoteKind, RegExp])[] = [
  ["reading", /^(?:notes? de )?lecture$|^reading$/],
  ["field", /^(champ|champs|scope|field|coverage)$/],
  ["source", /^(source|sources)$/],
  [
    "note",
    /^(note|notes|nb|remarque|precision|precisions|avertissement|definition|definitions|attention)( ?\d+)?$/,
  ],
];

const wordThenMark =
  /^((?:Notes? de )?[\p{L}]+(?:[ \u00a0]?\d+)?)[ \u00a0]*(?:[•·>►:–—-]|\.(?=\s))[ \u00a0]*/u;
const footnoteMark =
  /^(\*+|\(\d{1,2}\)|\([a-z]\)|\d{1,2}\.|[¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2}(?=[ \u00a0]*[A-ZÀ-Ý]))[ \u00a0]*:?[ \u00a0]*/;
const explained = /^([\p{L}/.]{1,6}|\/{1,3}|-|…)[ \u00a0]*[:=][ \u00a0]*/u;

/** Whether words begin as a note does. */
export const isNote = (text: string) => {
  const word = wordThenMark.exec(text)?.[1];
  return word !== undefined && beginnings.some(([, pattern]) => pattern.test(fold(word)));
};

/** Whether words explain a mark, as `nd : non disponible` and `(1) En euros` do. */
export const isFootnote = (text: string) => footnoteMark.test(text) || explained.test(text);

/**
 * The notes in the cells below a table, each with its lines. A line that begins no note goes on with the one before, as does a
 * cell that begins none where the one before has no words yet, where it begins with a small letter, or right below words that
 * may have several sentences: those of a source are one.
 */
export function notesIn(cells: readonly { readonly row: number; readonly text: string }[]): TableNote[] {
  const notes: { kind: NoteKind; mark: string; text: string }[] = [];
  let above = Number.NaN;
  for (const { row, text } of cells) {
    const isRightBelow = row - above <= 1;
    above = row;
    for (const [at, line] of text
      .split(/\r?\n/)
      .map((own) => own.trim())
      .filter((own) => own !== "")
      .entries()) {
      const note = noteOf(line);
      const last = notes.at(-1);
      if (note) notes.push(note);
      else if (
        last &&
        (at > 0 ||
          last.text === "" ||
          /^[\p{Ll}(]/u.test(line) ||
          (isRightBelow && goesOn(last) && !/^[^.:]{1,30}:/.test(line)))
      )
        last.text = `${last.text} ${line}`.trim();
      else notes.push({ kind: "note", mark: "", text: line });
    }
  }
  return notes;
}

const goesOn = ({ kind }: TableNote) => kind !== "source" && kind !== "field";

function noteOf(line: string) {
  const begun = wordThenMark.exec(line);
  const kind = begun && beginnings.find(([, pattern]) => pattern.test(fold(begun[1]!)))?.[0];
  if (kind) return { kind, mark: "", text: line.slice(begun[0].length) };
  if (/^(Note|Remarque)[ \u00a0]/.test(line)) return { kind: "note" as const, mark: "", text: line };
  const marked = footnoteMark.exec(line) ?? explained.exec(line);
  if (!marked) return undefined;
  const mark = marked[1]!.replace(/^(\d+)\.$/, "$1");
  return { kind: "footnote" as const, mark, text: line.slice(marked[0].length) };
}
