import type { Factor } from "../../tables/factor.ts";
import { TextAnswers } from "../textAnswers.ts";
import type { Piece, SystemVariable } from "./dictionary.ts";
import { timeOf } from "./displayFormats.ts";
import type { Texts } from "./texts.ts";
import { isBlankMissing } from "./variable.ts";

/** Takes the answers of one variable out of cases. */
export interface AnswerSink {
  /** The cases lie one after the other from the start of the bytes; the first is the given row. */
  take(bytes: Buffer, cases: number, row: number): void;
  answers(): Float64Array | Factor;
}

interface Layout {
  readonly texts: Texts;
  readonly littleEndian: boolean;
  readonly caseBytes: number;
}

/** Takes the answers of this variable in a file of so many rows. */
export const answerSink = (variable: SystemVariable, rows: number, layout: Layout): AnswerSink =>
  variable.width === 0 ? numberSink(variable, rows, layout) : textSink(variable, rows, layout);

const systemMissing = -Number.MAX_VALUE;

function numberSink({ format, pieces }: SystemVariable, rows: number, layout: Layout): AnswerSink {
  const { littleEndian, caseBytes } = layout;
  const answers = new Float64Array(rows);
  const { origin } = timeOf(format);
  const { at: start } = pieces[0]!;
  return {
    take: (bytes, cases, row) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let number = 0, at = start; number < cases; number++, at += caseBytes) {
        const value = view.getFloat64(at, littleEndian);
        answers[row + number] = value === systemMissing ? Number.NaN : value - origin;
      }
    },
    answers: () => answers,
  };
}

function textSink(variable: SystemVariable, rows: number, { texts, caseBytes }: Layout): AnswerSink {
  const answers = new TextAnswers(rows);
  const { name, width, pieces } = variable;
  const isMissing = isBlankMissing(variable);
  const joined = Buffer.alloc(pieces.length > 1 ? width : 0);
  return {
    take: (bytes, cases, row) => {
      for (let number = 0; number < cases; number++) {
        const start = number * caseBytes;
        const [source, from] =
          pieces.length > 1
            ? [joinedPieces(bytes, start, pieces, joined), 0]
            : [bytes, start + pieces[0]!.at];
        const text = texts.of(source, from, from + width);
        if (text === undefined)
          throw texts.fault(source.subarray(from, from + width), { row: row + number + 1, variable: name });
        answers.set(row + number, text === "" && isMissing ? null : text);
      }
    },
    answers: () => answers.factor(),
  };
}

/** A very long string is joined before it is read, for a character may begin in one segment and end in the next. */
function joinedPieces(bytes: Buffer, start: number, pieces: readonly Piece[], joined: Buffer): Buffer {
  let filled = 0;
  for (const { at, length } of pieces) filled += bytes.copy(joined, filled, start + at, start + at + length);
  return joined;
}
