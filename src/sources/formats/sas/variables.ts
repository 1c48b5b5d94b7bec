import { InputError } from "../../../text/errors.ts";
import { damagedPart } from "../../../text/messages/formats.ts";
import { sasParts } from "../../../text/messages/sas.ts";
import { formatName } from "./displayFormats.ts";
import type { Description, Placement, TextReference } from "./subheaders.ts";
import type { Texts } from "./texts.ts";

/** A variable of a data set. */
export interface SasVariable extends Placement {
  readonly name: string;
  readonly label: string;
  /** The name of its format, which that of a text begins with `$`; empty where it has none. */
  readonly format: string;
}

const [narrowestNumber, widestNumber] = [3, 8];

/** The text that a subheader refers to; empty where it refers to none. */
export function textOf(
  told: Description,
  reference: TextReference | undefined,
  texts: Texts,
  file: string,
): string {
  if (reference === undefined || reference.length === 0) return "";
  const piece = told.texts[reference.texts];
  if (piece === undefined) throw new InputError(damagedPart("SAS", sasParts.texts), { file });
  const { bytes } = piece.slice(reference.at, reference.length);
  return texts.read(bytes, 0, bytes.length);
}

/** The variables of a data set in their order; throws where they do not fit into its rows. */
export function variablesOf(told: Description, texts: Texts, file: string): SasVariable[] {
  const { names, placements, formats, variableCount: count, rowLength } = told;
  const damaged = new InputError(damagedPart("SAS", sasParts.variables), { file });
  if (count === 0 || names.length < count || placements.length < count) throw damaged;
  const used = placements.slice(0, count);
  const fits = ({ at, width, isText }: Placement) =>
    at + width <= rowLength && (isText || (width >= narrowestNumber && width <= widestNumber));
  const total = used.reduce((sum, { width }) => sum + width, 0);
  if (total > rowLength || !used.every(fits)) throw damaged;
  return used.map((placement, at) => {
    const name = textOf(told, names[at], texts, file);
    if (name === "") throw damaged;
    const format = formatName(textOf(told, formats[at]?.format, texts, file));
    const isNamed = format !== "" && placement.isText && !format.startsWith("$");
    const label = textOf(told, formats[at]?.label, texts, file);
    return { ...placement, name, label, format: isNamed ? `$${format}` : format };
  });
}
