#!/usr/bin/env node
const { join } = require("node:path");
const { load } = require("./load.js");

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

const { main, tellUnexpected } = program();

// What fails because of a failure that has been told is not told again.
process.on("uncaughtException", (error) =>
  process.exit(process.exitCode > 1 ? process.exitCode : tellUnexpected(error)),
);
main(process.argv.slice(2), join(__dirname, "../data")).then((status) => {
  process.exitCode = status;
});

/** The program, loaded so that a system that does not let it be read is told as such. */
function program() {
  try {
    return load("main.cjs");
  } catch ({ code }) {
    process.stderr.write(`panel: the program itself cannot be read (${code})\n`);
    process.exit(2);
  }
}
