import { InputError } from "../../text/errors.ts";
import { addressUnreadable, passwordInAddress, schemeUnknown } from "../../text/messages/servers.ts";
import type { Engine, ServerAddress } from "./engine.ts";

/** Opens each kind of server, by the scheme of its address. */
const servers: Readonly<Record<string, (address: ServerAddress) => Promise<Engine>>> = {
  postgres: async (address) => (await import("./postgres.ts")).openPostgres(address),
  postgresql: async (address) => (await import("./postgres.ts")).openPostgres(address),
  clickhouse: async (address) => (await import("./clickhouse.ts")).openClickhouse(address),
  trino: async (address) => (await import("./trino.ts")).openTrino(address),
};

/** Whether a database is named by the address of its server, not by its file. */
export const isAddress = (database: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(database);

/** Opens a database on a server. Throws where nothing speaks its protocol, and where a password stands in the address. */
export async function openServer(database: string): Promise<Engine> {
  const [scheme] = database.split("://");
  const open = servers[scheme!.toLowerCase()];
  if (!open) throw new InputError(schemeUnknown(Object.keys(servers)), {}, { value: `${scheme}://` });
  const url = URL.canParse(database) ? new URL(database) : undefined;
  if (!url) throw new InputError(addressUnreadable(scheme!), {}, { value: `${scheme}://` });
  const hasSecret = [...url.searchParams.keys()].some((name) => /pass(?:word|wd)?$/i.test(name));
  if (url.password !== "" || hasSecret)
    throw new InputError(passwordInAddress, {}, { value: `${scheme}://` });
  return open({ text: database, url });
}
