import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Tests make their files in one temporary folder, which goes when they end. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "panel-tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
