import { InputError, type Place } from "../../text/errors.ts";
import { commasBetween, notCodingText, sameValueTwice } from "../../text/messages/codings.ts";

/** The values that a flag lists, of one variable or, without its name, of all. */
export interface CodingText {
  readonly variable?: string | undefined;
  readonly values: readonly string[];
}

const named = /^\s*(?:`(?<quoted>[^`]+)`|(?<plain>[^"=`,]*[^"=`,\s]))\s*=(?<list>.*)$/su;

/**
 * Reads `variable=value,value`, or a list of values alone. As in CSV a value that holds a comma stands in double quotes, and double
 * quotes inside it are doubled; a name with a comma or an equals sign stands in backquotes. Throws for a list that lacks a value or has one twice.
 */
export function parseCodingText(text: string, field: string, example: string): CodingText {
  const place: Place = { field };
  const normal = text.normalize("NFC");
  const { quoted, plain, list = normal } = named.exec(normal)?.groups ?? {};
  const values = valuesIn(list);
  if (!values) throw new InputError(notCodingText(example), place, { value: text });
  if (!list.includes('"') && list.includes(";"))
    throw new InputError(commasBetween(example), place, { value: text });
  const twice = values.find((value, at) => values.indexOf(value) < at);
  if (twice !== undefined) throw new InputError(sameValueTwice, place, { value: twice });
  return { variable: (quoted ?? plain)?.trim(), values };
}

const listed = /\s*(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",]+))\s*(?<end>,|$)/y;

/** The values of a list; undefined where it is none. */
function valuesIn(list: string): string[] | undefined {
  const values: string[] = [];
  listed.lastIndex = 0;
  for (let end = ","; end === ","; ) {
    const found = listed.exec(list)?.groups;
    const value = found?.quoted?.replaceAll('""', '"') ?? found?.plain?.trim() ?? "";
    if (!found || value === "") return undefined;
    values.push(value);
    end = found.end!;
  }
  return values;
}
