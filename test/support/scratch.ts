import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopShared } from "./postgresServer.ts";

/** Tests make their files in one temporary folder, which goes when they end, and so does a database server that is in it. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "panel-tests-"));
  process.env.TMPDIR = folder;
  process.env.PANEL_TESTS = folder;
  return () => {
    stopShared(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
