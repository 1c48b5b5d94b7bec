import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { InputError } from "../../text/errors.ts";
import { passwordAbsent, passwordFileOpen } from "../../text/messages/servers.ts";
import { isSocket, type PostgresAddress } from "./postgresAddress.ts";

/**
 * The password that the environment has, or else the password file of libpq (PostgreSQL manual, 34.16). Throws where there is none, and
 * for a file that others can read, as libpq does not read it either.
 */
export function passwordFor(address: PostgresAddress): string {
  const { PGPASSWORD, PGPASSFILE } = process.env;
  if (PGPASSWORD) return PGPASSWORD;
  const file = PGPASSFILE || usualFile();
  const isOpen =
    process.platform !== "win32" && (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077;
  if (isOpen) throw new InputError(passwordFileOpen, { server: address.text, file });
  const password = passwordIn(textOf(file), address);
  if (password === undefined) throw new InputError(passwordAbsent, { server: address.text });
  return password;
}

/** Nothing, where it cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

const usualFile = () =>
  process.platform === "win32"
    ? join(process.env.APPDATA ?? homedir(), "postgresql", "pgpass.conf")
    : join(homedir(), ".pgpass");

/** host:port:database:user:password, where a backslash stands before a colon or a backslash that belongs to a field. */
const entry = /^((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):(.*)$/;

/** The password of the first line that is meant, of which * stands for any host, port, database or user. */
function passwordIn(text: string, address: PostgresAddress): string | undefined {
  const { host, port, database, user } = address;
  const wanted = [isSocket(address) ? "localhost" : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const fields = (entry.exec(line) ?? []).slice(1).map((field) => field.replace(/\\(.)/g, "$1"));
    if (fields.length > 0 && wanted.every((part, at) => fields[at] === "*" || fields[at] === part))
      return fields[wanted.length];
  }
  return undefined;
}
