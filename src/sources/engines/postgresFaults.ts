import { type Fault, InputError } from "../../text/errors.ts";
import { databaseRefused } from "../../text/messages/engines.ts";
import {
  certificateUnverified,
  connectionLost,
  loginUnknown,
  passwordRefused,
  queryCancelled,
  serverUnreachable,
  serverWithoutTls,
} from "../../text/messages/servers.ts";

/** What fails, by what the server (an SQLSTATE), the system or TLS calls it. */
const faults: readonly (readonly [RegExp, Fault])[] = [
  [/^28(?:000|P01)$/, passwordRefused],
  [/^57014$/, queryCancelled],
  [/^(?:57P0[125]|25P03|0800[36]|ECONNRESET|EPIPE)$/, connectionLost],
  [/CERT|SELF_SIGNED|LEAF_SIGNATURE|ISSUER|CRL|^ERR_(?:TLS|SSL)/, certificateUnverified],
  [/^(?:E[A-Z]+|57P03)$/, serverUnreachable],
];

/** Those that the library tells in words alone. */
const told: readonly (readonly [RegExp, Fault])[] = [
  [/does not support SSL/, serverWithoutTls],
  [/authenticationOk|Only mechanism/, loginUnknown],
  [/terminated|not queryable/, connectionLost],
  [/timeout expired|establishing an SSL/, serverUnreachable],
  [/SASL|SCRAM|[Pp]assword/, passwordRefused],
];

/** What a server, or the way to it, has refused, as bad input: told with its own words. */
export function postgresFault(error: unknown, server: string): InputError {
  if (error instanceof InputError) return error;
  const { code = "", message, errors } = error as NodeJS.ErrnoException & { errors?: readonly Error[] };
  // A host with several addresses has an error for each.
  const words = message || errors?.map((own) => own.message).join("; ") || code;
  const find = (list: typeof faults, text: string) => list.find(([pattern]) => pattern.test(text))?.[1];
  const fault = (code === "" ? find(told, words) : find(faults, code)) ?? databaseRefused;
  return new InputError(fault, { server }, { value: words.split("\n")[0] });
}
