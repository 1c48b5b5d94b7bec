import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ConnectionOptions } from "node:tls";
import { InputError } from "../../text/errors.ts";
import { certificateUnreadable, tlsModeUnknown } from "../../text/messages/servers.ts";
import { isLocal, isSocket, type PostgresAddress } from "./postgresAddress.ts";

const modes = ["disable", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof modes)[number];

/** How a connection is encrypted: by TLS with these options, or not at all. */
interface Encryption {
  readonly ssl: ConnectionOptions | false;
  /** Set where others on the way could read along, or answer in the server's place. */
  readonly weakness?: Exclude<Mode, "verify-full"> | undefined;
}

/**
 * The encryption of a connection, by libpq's names (PostgreSQL manual, 34.18). Unlike there the certificate and the name of the server are
 * verified unless something else is said; what stays on this machine is not encrypted.
 */
export function encryptionOf(address: PostgresAddress): Encryption {
  if (isSocket(address)) return { ssl: false };
  const said = address.sslmode ?? (isLocal(address) ? "disable" : "verify-full");
  const known = modes.find((mode) => mode === said);
  if (!known) throw new InputError(tlsModeUnknown(modes), { server: address.text }, { value: said });
  const ca = known === "disable" ? undefined : rootCertificates(address);
  // As in libpq: whoever has a root certificate wants it to be used.
  const mode = known === "require" && ca !== undefined ? "verify-ca" : known;
  const weakness = mode === "verify-full" || isLocal(address) ? undefined : mode;
  if (mode === "disable") return { ssl: false, weakness };
  return {
    ssl: {
      ca,
      rejectUnauthorized: mode !== "require",
      ...(mode === "verify-ca" && { checkServerIdentity: () => undefined }),
    },
    weakness,
  };
}

/** Those that somebody names, or that libpq would take; undefined for those that Node knows. */
function rootCertificates({ text, sslrootcert }: PostgresAddress): Buffer | undefined {
  const usual = join(homedir(), ".postgresql", "root.crt");
  const file = sslrootcert ?? (existsSync(usual) ? usual : "system");
  if (file === "system") return undefined;
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(certificateUnreadable, { server: text, file }, { value: code });
  }
}
