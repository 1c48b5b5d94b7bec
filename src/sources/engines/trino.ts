import type { Engine, ServerAddress } from "./engine.ts";

export async function openTrino(address: ServerAddress): Promise<Engine> {
  throw new Error(address.text);
}
