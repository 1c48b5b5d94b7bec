// A thread that draws PNG: it takes what draws, compiled, and then SVG one at a time, whose bytes it gives.
import { parentPort } from "node:worker_threads";
import { loadDrawer } from "./png.ts";

parentPort!.once("message", (compiled: WebAssembly.Module) => {
  const draw = loadDrawer(compiled);
  parentPort!.on("message", async (svg: string) => parentPort!.postMessage((await draw)(svg)));
});
