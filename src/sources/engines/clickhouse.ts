import type { Engine, ServerAddress } from "./engine.ts";

export async function openClickhouse(address: ServerAddress): Promise<Engine> {
  throw new Error(address.text);
}
