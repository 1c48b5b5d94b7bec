import { sasParts } from "../../../text/messages/sas.ts";
import type { StoredBytes } from "../storedTable.ts";
import type { SasHeader } from "./header.ts";
import { contentOf, type PageContent, pagesOf, pointersOf } from "./pages.ts";
import type { Piece } from "./piece.ts";

/** Where a text lies: in which of the subheaders of texts, and where in it. */
export interface TextReference {
  readonly texts: number;
  readonly at: number;
  readonly length: number;
}

/** How a variable lies in a row. */
export interface Placement {
  readonly at: number;
  readonly width: number;
  readonly isText: boolean;
}

/** What the subheaders of a data set tell, as far as they were read. */
export interface Description {
  rowLength: number;
  /** Its rows, and those of them that are deleted. */
  rowCount: number;
  deletedCount: number;
  label: TextReference | undefined;
  variableCount: number;
  readonly texts: Piece[];
  readonly names: TextReference[];
  readonly placements: Placement[];
  readonly formats: { readonly format: TextReference; readonly label: TextReference }[];
}

const emptyDescription = (): Description => ({
  rowLength: 0,
  rowCount: 0,
  deletedCount: 0,
  label: undefined,
  variableCount: 0,
  texts: [],
  names: [],
  placements: [],
  formats: [],
});

const referenceAt = (piece: Piece, at: number): TextReference => ({
  texts: piece.uint16(at),
  at: piece.uint16(at + 2),
  length: piece.uint16(at + 4),
});

/** Other programs write the description of rows without its end, where SAS refers to the label so far before it. */
const [wholeRowSize, labelBeforeEnd] = [{ 4: 480, 8: 808 }, 130];

const [numeric, character] = [1, 2];

const signatures = {
  rowSize: 0xf7f7f7f7,
  columnSize: 0xf6f6f6f6,
  texts: 0xfffffffd,
  names: 0xffffffff,
  attributes: 0xfffffffc,
  formats: 0xfffffbfe,
};

/** What is read of each kind of subheader, by its signature ("SAS7BDAT Database Binary Format", section "SAS7BDAT Subheaders"). */
const readers: Readonly<Record<number, (piece: Piece, told: Description) => void>> = {
  [signatures.rowSize]: (piece, told) => {
    const word = piece.layout.wordSize;
    told.rowLength = piece.word(5 * word);
    told.rowCount = piece.word(6 * word);
    told.deletedCount = piece.word(7 * word);
    if (piece.length >= wholeRowSize[word]) told.label = referenceAt(piece, piece.length - labelBeforeEnd);
  },
  [signatures.columnSize]: (piece, told) => {
    told.variableCount = piece.word(piece.layout.wordSize);
  },
  [signatures.texts]: (piece, told) => {
    const signature = piece.layout.wordSize;
    told.texts.push(piece.slice(signature, piece.length - signature, sasParts.texts));
  },
  [signatures.names]: (piece, told) => {
    for (const at of entriesOf(piece, 8)) told.names.push(referenceAt(piece, at));
  },
  [signatures.attributes]: (piece, told) => {
    const word = piece.layout.wordSize;
    for (const at of entriesOf(piece, word + 8)) {
      const type = piece.uint8(at + word + 6);
      if (type !== numeric && type !== character) throw piece.damaged(sasParts.variables);
      const [place, width] = [piece.word(at), piece.uint32(at + word)];
      told.placements.push({ at: place, width, isText: type === character });
    }
  },
  [signatures.formats]: (piece, told) => {
    const at = 22 + 3 * piece.layout.wordSize;
    told.formats.push({ format: referenceAt(piece, at), label: referenceAt(piece, at + 6) });
  },
};

/** Where the entries of this size begin that a subheader has of variables, between 8 bytes after its signature and its end. */
function entriesOf(piece: Piece, size: number): number[] {
  const begin = piece.layout.wordSize + 8;
  const count = Math.floor((piece.length - begin - piece.layout.wordSize - 4) / size);
  return Array.from({ length: Math.max(0, count) }, (_, entry) => begin + entry * size);
}

/** Signatures of what is not read: counts, lists, and others whose meaning is unknown. */
const unread = new Set([0xfffffc00, 0xfffffff8, 0xfffffff9, 0xfffffffa, 0xfffffffb, 0xfffffffe]);

/** The signature of a subheader; of the two halves that it has in 64-bit files, the one that tells. */
function signatureOf(piece: Piece): number {
  const first = piece.uint32(0);
  const isOther =
    piece.layout.wordSize === 8 && !piece.layout.littleEndian && (first === 0 || first === 0xffffffff);
  return isOther ? piece.uint32(4) : first;
}

/** A row that lies on a page as a subheader does. */
export interface StoredRow {
  readonly at: number;
  readonly length: number;
  readonly isPacked: boolean;
}

export interface Subheaders {
  /** Those that are read, by their signatures. */
  readonly described: readonly { readonly signature: number; readonly piece: Piece }[];
  readonly rows: readonly StoredRow[];
}

export function subheadersOf(content: PageContent): Subheaders {
  const described: { signature: number; piece: Piece }[] = [];
  const rows: StoredRow[] = [];
  for (const { at, length, isPacked, mayBeRow } of pointersOf(content)) {
    if (isPacked) {
      rows.push({ at, length, isPacked });
      continue;
    }
    const piece = content.page.slice(at, length, sasParts.subheader);
    const signature = signatureOf(piece);
    if (signature in readers) described.push({ signature, piece });
    else if (mayBeRow && !unread.has(signature)) rows.push({ at, length, isPacked });
  }
  return { described, rows };
}

/** Whether a name, a label or a format refers to texts that were not read so far. */
const lacksTexts = ({ label, names, formats, texts }: Description) =>
  [label, ...names, ...formats.flatMap((of) => [of.format, of.label])].some(
    (reference) => reference && reference.length > 0 && reference.texts >= texts.length,
  );

/** What the subheaders of a data set tell, and the number of the first page that has rows, which counts from 0. */
export async function readDescription(
  bytes: StoredBytes,
  header: SasHeader,
): Promise<{ readonly told: Description; readonly firstRows: number }> {
  const told = emptyDescription();
  let firstRows: number | undefined;
  let number = 0;
  for await (const page of pagesOf(bytes, header)) {
    const content = contentOf(page);
    const { described, rows } = subheadersOf(content);
    // Pages after the rows amend texts that a variable had before, and its references lead there.
    for (const { signature, piece } of described)
      if (firstRows === undefined || signature === signatures.texts) readers[signature]!(piece, told);
    if (content.rows + rows.length > 0) firstRows ??= number;
    if (firstRows !== undefined && !lacksTexts(told)) break;
    number++;
  }
  return { told, firstRows: firstRows ?? header.pageCount };
}
