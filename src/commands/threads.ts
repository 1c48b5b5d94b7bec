import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PngOf } from "../charts/png.ts";
import type { BookOf } from "../reports/formats/dataBook.ts";

/** The most threads that pay for pictures: each holds the fonts, and what draws. */
const most = 4;

/** Draws PNG while the program goes on: one picture takes longer than all that it shows. */
export function pngThreads(count = Math.min(most, availableParallelism())): PngOf {
  const threads = Array.from({ length: count }, () => threadFor<string>("pngThread.cjs"));
  const waiting = threads.map(() => 0);
  // The program is too busy to hear of what is ready: each text goes to the thread that has the least to draw, at once.
  return async (svg) => {
    const least = waiting.indexOf(Math.min(...waiting));
    waiting[least]! += svg.length;
    const made = await threads[least]!(svg);
    waiting[least]! -= svg.length;
    return made;
  };
}

/** Writes workbooks while the program goes on. */
export const bookThread = (): BookOf => threadFor("bookThread.cjs");

/** What starts a thread, from this part of the program or, in tests, from the sources. */
const start = new URL(`${import.meta.url.endsWith(".ts") ? "../" : ""}../bin/thread.js`, import.meta.url);

/** What a thread makes of what it is given, in turn. It makes ready at once, and does not keep the program from ending. */
function threadFor<Given>(program: string): (given: Given) => Promise<Uint8Array> {
  const thread = new Worker(start, { workerData: program });
  const failed = once(thread, "error").then(([error]) => {
    throw error;
  });
  failed.catch(() => {});
  const waiting: ((made: Uint8Array) => void)[] = [];
  thread.on("message", (made) => {
    waiting.shift()!(made);
    if (waiting.length === 0) thread.unref();
  });
  // Last: a program waits for each thread that it comes to listen to.
  thread.unref();
  return (given) => {
    thread.ref();
    thread.postMessage(given);
    return Promise.race([failed, new Promise<Uint8Array>((take) => waiting.push(take))]);
  };
}
