import { task } from "./thread.ts";
import type { ParsedSheet } from "./workbookParser.ts";

/** Parses xlsx files in a thread of their own. */
export const workbookReader = task<Uint8Array, ParsedSheet[] | undefined>(
  "workbookWorker",
  async () => (await import("./workbookParser.ts")).parseWorkbook,
);
