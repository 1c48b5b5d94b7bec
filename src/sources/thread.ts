import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort, Worker } from "node:worker_threads";

/** A task for a thread of its own, so that a heavy library loads and works while the caller does something else. */
export interface Task<Input, Output> {
  /** Starts the thread ahead of its input; an idle thread does not keep the program alive. */
  start(): void;
  run(input: Input): Promise<Output>;
}

/**
 * The task that the built module `entry` serves. Where it is not built, as when sources run under test, `here` gives
 * the function to call in the caller's thread.
 */
export function task<Input, Output>(
  entry: string,
  here: () => Promise<(input: Input) => Promise<Output>>,
): Task<Input, Output> {
  const file = new URL(`./${entry}.js`, import.meta.url);
  let idle: Worker | undefined;
  const start = () => {
    if (idle || !existsSync(fileURLToPath(file))) return;
    idle = new Worker(file);
    idle.unref();
  };
  const run = async (input: Input): Promise<Output> => {
    start();
    const worker = idle;
    idle = undefined;
    if (!worker) return (await here())(input);
    worker.ref();
    return new Promise((resolve, reject) => {
      worker.once("message", resolve).once("error", reject).postMessage(input);
    });
  };
  return { start, run };
}

/** What a thread's entry module calls: answers one input, then ends. */
export function serve<Input, Output>(work: (input: Input) => Promise<Output>): void {
  const port = parentPort!;
  port.once("message", async (input: Input) => port.postMessage(await work(input)));
}
