import { InputError } from "../../../text/errors.ts";
import { cutShort } from "../../../text/messages/formats.ts";
import { spssParts } from "../../../text/messages/spss.ts";
import type { StoredReader } from "../storedTable.ts";
import { type AnswerSink, answerSink } from "./answers.ts";
import { type CaseSource, caseBatches, mostCases } from "./cases.ts";
import { dictionaryOf } from "./dictionary.ts";
import { damagedFile, readRecords } from "./records.ts";
import { columnOf } from "./variable.ts";
import { readZlibBlocks } from "./zlibBlocks.ts";

/**
 * Reads a system file of SPSS, .sav or .zsav, as "System File Format" of the PSPP developers' guide describes it: in either order
 * of bytes, plain, in bytecode or in zlib blocks. System-missing numbers are NaN; values that are declared missing stay, but for
 * a blank text. Dates are counted from 1970. Texts are in the encoding that the file tells, else in UTF-8. Throws an `InputError`
 * for a file that is damaged, cut short, encrypted, or of a mainframe.
 */
export const readSystemFile: StoredReader = async (bytes, options) => {
  const { file } = bytes;
  const records = await readRecords(bytes);
  const dictionary = dictionaryOf(records, file, options.encoding);
  const header = dictionary.variables.map(({ name }) => name);
  const wanted = new Set(options.columns?.(header) ?? header);
  const variables = dictionary.variables.filter(({ name }) => wanted.has(name));
  const blocks = records.packing === "zlib" ? await readZlibBlocks(bytes, records) : [];
  const source = { bytes, records, caseBytes: dictionary.caseBytes, blocks };
  if (dictionary.cases > mostCases(source)) throw new InputError(cutShort("SPSS"), { file });
  const rows = dictionary.cases < 0 ? await readCases(source, []) : dictionary.cases;
  const layout = { ...dictionary, littleEndian: records.littleEndian };
  const sinks = variables.map((variable) => answerSink(variable, rows, layout));
  await readCases(source, sinks, rows);
  return {
    label: dictionary.label || undefined,
    header,
    rows,
    columns: variables.map((variable, at) => columnOf(variable, sinks[at]!.answers())),
    weight: dictionary.weight,
  };
};

/** Gives each case to the sinks, and returns how many there are; throws where they are not as many as announced. */
async function readCases(
  source: CaseSource,
  sinks: readonly AnswerSink[],
  announced?: number,
): Promise<number> {
  const { bytes, caseBytes } = source;
  if (caseBytes === 0) return 0;
  let [rows, cut] = [0, false];
  for await (const batch of caseBatches(source)) {
    const cases = Math.floor(batch.length / caseBytes);
    if (announced !== undefined && rows + cases > announced)
      throw damagedFile(bytes.file, spssParts.moreRows, announced);
    for (const sink of sinks) sink.take(batch, cases, rows);
    rows += cases;
    cut = batch.length > cases * caseBytes;
  }
  if (announced === undefined ? cut : rows < announced)
    throw new InputError(cutShort("SPSS"), { file: bytes.file });
  return rows;
}
