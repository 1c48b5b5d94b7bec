#!/usr/bin/env node
import { fileURLToPath } from "node:url";

// A reader such as `head` may close the pipe early: that is no failure, and the run ends as it would. A full disk is one.
let left = false;
process.stdout.on("error", (error) => {
  left ||= error.code === "EPIPE";
  if (left) return;
  process.stderr.write(`panel: standard output cannot be written (${error.code})\n`);
  process.exit(2);
});
// Whoever does not take what is said is not told, and has the same results.
process.stderr.on("error", () => {});

// The program is loaded here, so that a system that does not let it be read is told as such.
const { main, tellUnexpected } = await import("../dist/main.js").catch(({ code }) => {
  process.stderr.write(`panel: the program itself cannot be read (${code})\n`);
  process.exit(2);
});

process.on("uncaughtException", (error) => process.exit(tellUnexpected(error)));
process.exitCode = await main(process.argv.slice(2), fileURLToPath(new URL("../data", import.meta.url)));
