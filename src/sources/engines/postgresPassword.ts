import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Label } from "../../text/language.ts";
import { passwordFileOpen } from "../../text/messages/servers.ts";
import { isSocket, type PostgresAddress } from "./postgresAddress.ts";

/** The password of a user, where there is one, and what is to be told of where it was looked for. */
interface Password {
  readonly password?: string | undefined;
  readonly note?: Label | undefined;
}

/** The password that the environment has, or else the password file of libpq (PostgreSQL manual, 34.16). */
export function passwordFor(address: PostgresAddress): Password {
  const { PGPASSWORD, PGPASSFILE } = process.env;
  if (PGPASSWORD) return { password: PGPASSWORD };
  const file = PGPASSFILE || usualFile();
  try {
    const { mode } = statSync(file);
    // As libpq does: what others can read is no secret.
    if (process.platform !== "win32" && mode & 0o077) return { note: passwordFileOpen(file) };
    return { password: passwordIn(readFileSync(file, "utf8"), address) };
  } catch {
    return {};
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
