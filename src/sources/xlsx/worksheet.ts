import { damaged } from "./faults.ts";
import type { Parts } from "./parts.ts";
import { type CellText, TextBuilder } from "./strings.ts";
import type { Attributes, XmlHandler } from "./xml.ts";

/** A cell as it is stored. Rows and columns are counted from 1. */
export interface StoredCell {
  readonly row: number;
  readonly column: number;
  /** The mark of its type: `s` of a shared text, `inlineStr`, `str`, `b`, `e`, `d`, or `n`. */
  readonly type: string;
  /** The number of its style; undefined where it names none. */
  readonly style: number | undefined;
  readonly isFormula: boolean;
  /** What is stored, of a formula its last result; undefined where nothing is. */
  readonly value: string | undefined;
  /** The text that stands in the cell itself. */
  readonly inline: CellText | undefined;
}

/** A rectangle of cells, its ends included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What a worksheet tells besides its cells. */
export interface SheetFrame {
  readonly merged: readonly CellRange[];
  readonly hiddenRows: readonly number[];
  /** From and to which column. */
  readonly hiddenColumns: readonly (readonly [from: number, to: number])[];
}

/** The size of a sheet in Excel and LibreOffice; what lies beyond can be shown in none. */
export const [mostRows, mostColumns] = [1_048_576, 16_384];

/** Reads a worksheet, cell by cell in the order of the file. The cell that is told of is one and the same. */
export async function readWorksheet(
  parts: Parts,
  part: string,
  tell: (cell: StoredCell) => void,
): Promise<SheetFrame> {
  const reader = new WorksheetReader(tell);
  await parts.read(part, reader);
  return reader.frame;
}

/** Whether a worksheet has a cell that holds something; reads no further than to the first one. */
export async function hasCells(parts: Parts, part: string): Promise<boolean> {
  let isFound = false;
  const reader = new WorksheetReader(({ value, inline }) => {
    isFound ||= (value ?? inline?.text ?? "") !== "";
  });
  await parts.read(part, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (piece) => reader.text(piece),
    close: (name) => reader.close(name),
    isDone: () => isFound,
  });
  return isFound;
}

type OpenCell = { -readonly [K in keyof StoredCell]: StoredCell[K] };

class WorksheetReader implements XmlHandler {
  readonly frame = {
    merged: [] as CellRange[],
    hiddenRows: [] as number[],
    hiddenColumns: [] as [number, number][],
  };
  readonly #tell: (cell: StoredCell) => void;
  readonly #builder = new TextBuilder();
  readonly #cell: OpenCell = {
    row: 0,
    column: 0,
    type: "n",
    style: undefined,
    isFormula: false,
    value: undefined,
    inline: undefined,
  };
  #inCell = false;
  #inValue = false;
  #inInline = false;

  constructor(tell: (cell: StoredCell) => void) {
    this.#tell = tell;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#inCell) this.#openInCell(name, attributes);
    else if (name === "c") this.#openCell(attributes);
    else if (name === "row") this.#openRow(attributes);
    else if (name === "mergeCell") {
      const range = rangeOf(attributes.get("ref") ?? "");
      if (range) this.frame.merged.push(range);
    } else if (name === "col" && isTrue(attributes.get("hidden")))
      this.frame.hiddenColumns.push([Number(attributes.get("min")), Number(attributes.get("max"))]);
  }

  whole(text: string, open: number): number {
    if (this.#inCell) return -1;
    frequentCell.lastIndex = open;
    const found = frequentCell.exec(text);
    if (!found) return -1;
    const cell = this.#cell;
    cell.column = columnIn(found[1]!);
    if (cell.column > mostColumns) return -1;
    cell.style = found[2] === undefined ? undefined : Number(found[2]);
    cell.type = found[3] ?? "n";
    cell.isFormula = false;
    cell.value = found[4];
    cell.inline = undefined;
    this.#tell(cell);
    return frequentCell.lastIndex;
  }

  text(piece: string): void {
    if (this.#inValue) this.#cell.value = this.#cell.value === undefined ? piece : this.#cell.value + piece;
    else if (this.#inInline && this.#builder.isReading) this.#builder.add(piece);
  }

  close(name: string): void {
    if (!this.#inCell) return;
    if (name === "v") this.#inValue = false;
    else if (name === "is") {
      this.#inInline = false;
      this.#cell.inline = this.#builder.take();
    } else if (name === "c") {
      this.#inCell = false;
      this.#tell(this.#cell);
    } else if (this.#inInline) this.#builder.close(name);
  }

  #openRow(attributes: Attributes): void {
    const number = attributes.get("r");
    const row = number === undefined ? this.#cell.row + 1 : Number(number);
    if (!(row >= 1 && row <= mostRows)) throw damaged("a row that no sheet has");
    this.#cell.row = row;
    this.#cell.column = 0;
    if (isTrue(attributes.get("hidden"))) this.frame.hiddenRows.push(row);
  }

  #openCell(attributes: Attributes): void {
    const cell = this.#cell;
    const address = attributes.get("r");
    const column = address === undefined ? cell.column + 1 : columnIn(address);
    if (!(column >= 1 && column <= mostColumns)) throw damaged("a column that no sheet has");
    const style = attributes.get("s");
    cell.column = column;
    cell.type = attributes.get("t") ?? "n";
    cell.style = style === undefined ? undefined : Number(style);
    cell.isFormula = false;
    cell.value = undefined;
    cell.inline = undefined;
    this.#inCell = true;
  }

  #openInCell(name: string, attributes: Attributes): void {
    if (name === "v") {
      this.#inValue = true;
      this.#cell.value = "";
    } else if (name === "f") this.#cell.isFormula = true;
    else if (name === "is") this.#inInline = true;
    else if (this.#inInline) this.#builder.open(name, attributes);
  }
}

/** A cell as nearly all are written: `<c r="B2" s="1" t="s"><v>5</v></c>`. */
const frequentCell = /<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(s|n|str|b|e)")? ?><v>([^<&]*)<\/v><\/c>/y;

const isTrue = (text: string | undefined) => text === "1" || text === "true";

/** The number of the column in an address such as AB12. */
export function columnIn(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at++) {
    const letter = (address.charCodeAt(at) & ~smallLetter) - letterBeforeA;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}

const letterBeforeA = "A".charCodeAt(0) - 1;
/** The bit that tells a small letter from a capital. */
const smallLetter = 0x20;

/** The range of an address such as A1:B2; undefined where it is none. */
export function rangeOf(address: string): CellRange | undefined {
  const corners = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(address);
  if (!corners) return undefined;
  const [, left, top, right = left, bottom = top] = corners;
  return { top: Number(top), left: columnIn(left!), bottom: Number(bottom), right: columnIn(right!) };
}
