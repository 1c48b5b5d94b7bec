import { InputError } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import { addressNotUnderstood, connectionInClear, passwordInClear } from "../../text/messages/httpServers.ts";
import type { ServerAddress } from "./engine.ts";

/** A kind of database that is queried over HTTP. */
export interface HttpKind {
  readonly name: string;
  /** An address, as messages show it. */
  readonly shape: string;
  /** With what the variables of the environment begin that have its user and its password. */
  readonly prefix: string;
  /** Where it listens, where the address does not tell: in the clear, and encrypted. */
  readonly ports: readonly [clear: number, encrypted: number];
  /** How many parts the path of an address has. */
  readonly parts: readonly [least: number, most: number];
}

/** How a server over HTTP is reached, and as whom. */
export interface HttpServer {
  readonly kind: HttpKind;
  /** As it is shown, without a password. */
  readonly text: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** The parts of the path, such as a catalogue and a schema. */
  readonly path: readonly string[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly notes: readonly Label[];
}

/**
 * Reads an address. What goes to another machine is encrypted, unless `?secure=0` says not to; a password is sent to another machine
 * encrypted alone.
 */
export function httpServer(kind: HttpKind, { text, url }: ServerAddress): HttpServer {
  // What stands behind it may be a secret.
  const wrong = () =>
    new InputError(addressNotUnderstood(kind.shape), { server: text.replace(/[?#].*/s, "") });
  const decoded = (part: string) => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw wrong();
    }
  };
  const { secure, ...others } = Object.fromEntries(url.searchParams);
  const path = url.pathname.split("/").filter(Boolean).map(decoded);
  const [least, most] = kind.parts;
  if (
    url.hostname === "" ||
    url.hash !== "" ||
    Object.keys(others).length > 0 ||
    !(secure === undefined || secure === "0" || secure === "1") ||
    path.length < least ||
    path.length > most
  )
    throw wrong();
  const isNear = isLoopback(url.hostname);
  const isSecure = secure === undefined ? !isNear : secure === "1";
  const password = variable(`${kind.prefix}_PASSWORD`);
  if (password !== undefined && !isSecure && !isNear)
    throw new InputError(passwordInClear(`${kind.prefix}_PASSWORD`), { server: text });
  const port = url.port || kind.ports[isSecure ? 1 : 0];
  return {
    kind,
    text,
    origin: new URL(`${isSecure ? "https" : "http"}://${url.hostname}:${port}`).origin,
    path,
    user: decoded(url.username) || variable(`${kind.prefix}_USER`),
    password,
    notes: isSecure || isNear ? [] : [connectionInClear],
  };
}

const variable = (name: string): string | undefined => process.env[name] || undefined;

/** Whether a host is this machine: what goes there is on no network. */
const isLoopback = (host: string) => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
