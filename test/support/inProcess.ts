import { vi } from "vitest";
import { main } from "../../src/commands/main.ts";
import type { Run } from "../commands/run.ts";
import { dataFolder } from "./oracle.ts";

/** Runs the program without starting it, on standard output of some width. */
export async function runIn(columns: number, words: readonly string[]): Promise<Run> {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += text;
      return true;
    }),
  );
  vi.stubEnv("COLUMNS", String(columns));
  try {
    return { status: await main(words, dataFolder), ...written };
  } finally {
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

/** The words of a command line as a shell reads it. */
export const shellWords = (line: string): string[] =>
  line
    .match(/(?:"[^"]*"|'[^']*'|\\.|\S)+/g)!
    .map((word) => word.replace(/"([^"]*)"|'([^']*)'|\\(.)/g, "$1$2$3"));
