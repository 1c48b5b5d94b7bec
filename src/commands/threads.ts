import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PngOf } from "../charts/png.ts";
import type { BookOf } from "../reports/formats/dataBook.ts";

/** The most threads that pay for pictures: each holds the fonts, and what draws. */
const most = 4;

/** Draws PNG while the program goes on: one picture takes longer than all that it shows. */
export function pngThreads(count = Math.min(most, availableParallelism())): PngOf {
  const threads = startThreads("pngThread.cjs", count);
  const ready = prepare(threads);
  const pngOf = sharedBy<string>(threads);
  return async (svg) => {
    await ready;
    return pngOf(svg);
  };
}

/** Gives threads what draws, one after the other: what the first one compiles to machine code when it draws serves all. */
async function prepare(threads: readonly Worker[]): Promise<void> {
  const { compileDrawer } = await import("../charts/png.ts");
  const compiled = await compileDrawer();
  for (const thread of threads) await madeBy(thread, compiled);
}

/** Writes workbooks while the program goes on. */
export const bookThread = (): BookOf => sharedBy(startThreads("bookThread.cjs", 1));

/** What some threads make of what they are given, one thing at a time each. */
function sharedBy<Given>(threads: readonly Worker[]): (given: Given) => Promise<Uint8Array> {
  const free = [...threads];
  const waiting: ((thread: Worker) => void)[] = [];
  return async (given) => {
    const thread = free.pop() ?? (await new Promise<Worker>((take) => waiting.push(take)));
    try {
      return await madeBy(thread, given);
    } finally {
      const next = waiting.shift();
      if (next) next(thread);
      else free.push(thread);
    }
  };
}

/** What starts a thread, from this part of the program or, in tests, from the sources. */
const start = new URL(`${import.meta.url.endsWith(".ts") ? "../" : ""}../bin/thread.js`, import.meta.url);

/** Threads that make ready, and do not keep the program from ending. */
function startThreads(program: string, count: number): Worker[] {
  return Array.from({ length: count }, () => {
    const thread = new Worker(start, { workerData: program });
    thread.unref();
    return thread;
  });
}

async function madeBy(thread: Worker, given: unknown): Promise<Uint8Array> {
  thread.ref();
  thread.postMessage(given);
  const [made] = await once(thread, "message");
  thread.unref();
  return made;
}
