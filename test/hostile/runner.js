// Runs command lines one after another in one process, as its parent asks for them, and says what each did.
import { fileURLToPath } from "node:url";
import { load } from "../../bin/load.js";

const { main } = load("main.cjs");
const dataFolder = fileURLToPath(new URL("../../data", import.meta.url));
const written = { stdout: [], stderr: [] };
for (const stream of ["stdout", "stderr"])
  process[stream].write = (chunk, encoding, done) => {
    written[stream].push(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
    const then = typeof encoding === "function" ? encoding : done;
    then?.();
    return true;
  };
process.on("uncaughtException", (error) =>
  process.send({ thrown: String(error?.stack ?? error), ...outcome() }),
);

let before = process.cpuUsage();
const spentSince = (start) => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};
const outcome = () => ({
  stdout: written.stdout.join(""),
  stderr: written.stderr.join(""),
  seconds: spentSince(before),
  megabytes: process.resourceUsage().maxRSS / 1024,
});

process.on("message", async ({ args, folder }) => {
  written.stdout = [];
  written.stderr = [];
  process.chdir(folder);
  process.argv = [process.argv[0], "panel", ...args];
  before = process.cpuUsage();
  let status = null;
  let thrown;
  try {
    status = await main(args, dataFolder);
  } catch (error) {
    thrown = String(error?.stack ?? error);
  }
  process.send({ status, thrown, ...outcome() });
});
process.send("ready");
