#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { main } from "../dist/main.js";

// A reader such as `head` may close the pipe early: that is no failure. A full disk is.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(process.exitCode);
  process.stderr.write(`panel: standard output cannot be written (${error.code})\n`);
  process.exit(2);
});

process.exitCode = await main(process.argv.slice(2), fileURLToPath(new URL("../data", import.meta.url)));
