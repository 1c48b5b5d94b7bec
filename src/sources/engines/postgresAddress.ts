import { isIP } from "node:net";
import { userInfo } from "node:os";
import { InputError } from "../../text/errors.ts";
import { addressUnreadable, notSeconds, parameterUnknown } from "../../text/messages/servers.ts";
import type { ServerAddress } from "./engine.ts";

/** Where a PostgreSQL server is, and as whom it is asked: what its address leaves out is that of the environment. */
export interface PostgresAddress {
  /** As it is shown. */
  readonly text: string;
  /** A host, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Settings of the session, as `-c name=value`. */
  readonly options: string | undefined;
  readonly sslmode: string | undefined;
  readonly sslrootcert: string | undefined;
  readonly connectTimeout: number;
}

/** The parameters of an address, and the variable of the environment that each stands for, as libpq has them. */
const parameters = {
  host: "PGHOST",
  options: "PGOPTIONS",
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  connect_timeout: "PGCONNECT_TIMEOUT",
} as const;

/** Seconds that a server has to answer, where nobody says another number. */
const patience = 30;

/**
 * Reads an address by the rules of libpq's connection URIs (PostgreSQL manual, 34.1.1.2), as far as they are of one server. Throws for a
 * parameter that is not known, and for one that is no number.
 */
export function postgresAddress({ text, url }: ServerAddress): PostgresAddress {
  const place = { server: text };
  for (const name of url.searchParams.keys())
    if (!Object.hasOwn(parameters, name))
      throw new InputError(parameterUnknown(Object.keys(parameters)), place, { value: name });
  const said = (name: keyof typeof parameters) =>
    url.searchParams.get(name) || process.env[parameters[name]] || undefined;
  const readable = (read: () => string) => {
    try {
      const text = read();
      if (!text.includes("\0")) return text;
    } catch {}
    throw new InputError(addressUnreadable("postgres"), place);
  };
  const decoded = (part: string) => readable(() => decodeURIComponent(part));
  // A user without a name in the system has to say one.
  const user = decoded(url.username) || process.env.PGUSER || readable(() => userInfo().username);
  const timeout = said("connect_timeout") ?? String(patience);
  if (!/^\d+$/.test(timeout)) throw new InputError(notSeconds("connect_timeout"), place, { value: timeout });
  return {
    text,
    host: decoded(url.hostname).replace(/^\[(.*)\]$/, "$1") || said("host") || "localhost",
    port: Number(url.port || process.env.PGPORT || 5432),
    user,
    database: decoded(url.pathname.slice(1)) || process.env.PGDATABASE || user,
    options: said("options"),
    sslmode: said("sslmode"),
    sslrootcert: said("sslrootcert"),
    connectTimeout: Number(timeout) || patience,
  };
}

/** Whether the host is the folder of a Unix socket. */
export const isSocket = ({ host }: PostgresAddress): boolean => host.startsWith("/");

/** Whether what is sent stays on this machine. */
export const isLocal = (address: PostgresAddress): boolean =>
  isSocket(address) ||
  address.host === "localhost" ||
  address.host === "::1" ||
  (isIP(address.host) === 4 && address.host.startsWith("127."));
