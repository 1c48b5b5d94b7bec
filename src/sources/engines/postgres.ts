import type { Engine, ServerAddress } from "./engine.ts";

export async function openPostgres(address: ServerAddress): Promise<Engine> {
  throw new Error(address.text);
}
