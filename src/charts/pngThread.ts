// A thread that draws PNG: it takes SVG one at a time, and gives their bytes.
import { parentPort } from "node:worker_threads";
import { loadDrawer } from "./png.ts";

const draw = loadDrawer();
parentPort!.on("message", async (svg: string) => parentPort!.postMessage((await draw)(svg)));
