import { InputError } from "../../text/errors.ts";
import { noJsonDocument } from "../../text/messages/files.ts";

/** What a JSON document says, given the file that it stands in, if it stands in one; throws where it is none. */
export function parseJson(text: string, file: string | undefined): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new InputError(noJsonDocument, { file });
  }
}
