import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PngOf } from "../charts/png.ts";

/** The most threads that pay: each holds the fonts, and what draws. */
const most = 4;

/** Draws PNG in threads while the program goes on: one picture takes longer than all that it shows. */
export function pngThreads(count = Math.min(most, availableParallelism())): PngOf {
  const free = Array.from({ length: count }, startThread);
  const waiting: ((thread: Worker) => void)[] = [];
  return async (svg) => {
    const thread = free.pop() ?? (await new Promise<Worker>((take) => waiting.push(take)));
    try {
      return await drawnBy(thread, svg);
    } finally {
      const next = waiting.shift();
      if (next) next(thread);
      else free.push(thread);
    }
  };
}

/** A thread that does not keep the program from ending. */
function startThread(): Worker {
  const thread = new Worker(new URL("./pngThread.js", import.meta.url));
  thread.unref();
  return thread;
}

async function drawnBy(thread: Worker, svg: string): Promise<Uint8Array> {
  thread.ref();
  thread.postMessage(svg);
  const [png] = await once(thread, "message");
  thread.unref();
  return png;
}
