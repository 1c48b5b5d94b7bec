// Writes what V8 has compiled of the program and its threads beside them, once typical commands have run: `bin/load.js` starts
// from it. Whatever else starts this file as a thread is a thread of the program.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { BroadcastChannel, isMainThread, Worker, workerData } from "node:worker_threads";
import { compiledFile, load, scripts } from "../bin/load.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const commands = [
  "--help",
  "reproduce er1245 --out SCRATCH/er1245",
  "reproduce collaboration-2022 --no-out",
  "describe SURVEY",
  "crosstab owns SURVEY --by sex --weight w --strata region --cluster town --test",
  "estimate income SURVEY --stat mean --by region --weight w",
  "model owns~age+sex SURVEY --family logistic --weight w --strata region",
  "weight calibrate SURVEY --weight w --margins MARGINS --method raking --out SCRATCH/weighted.csv",
];
const channel = new BroadcastChannel("compiled");

if (isMainThread) await compileProgram();
else {
  load(workerData);
  channel.onmessage = ({ data }) => {
    if (data !== "write") return;
    writeCompiled();
    channel.postMessage("written");
  };
  channel.unref();
}

async function compileProgram() {
  const threads = [];
  const library = createRequire(import.meta.url)("node:worker_threads");
  library.Worker = class extends Worker {
    constructor(_start, options) {
      super(new URL(import.meta.url), options);
      threads.push(this);
    }
  };
  const scratch = mkdtempSync(join(tmpdir(), "panel-"));
  const examples = join(root, "data/examples");
  const places = {
    SCRATCH: scratch,
    SURVEY: join(examples, "survey.csv"),
    MARGINS: join(examples, "margins.csv"),
  };
  // What has run once is kept until it is written.
  setFlagsFromString("--no-flush-bytecode");
  const { write } = process.stdout;
  process.stdout.write = process.stderr.write = () => true;
  try {
    for (const command of commands) {
      const words = command.split(" ").map((word) => word.replace(/^[A-Z]+/, (name) => places[name]));
      const status = await load("main.cjs").main(words, join(root, "data"));
      if (status > 1) throw new Error(`panel ${command} ended with ${status}`);
    }
  } finally {
    process.stdout.write = write;
    rmSync(scratch, { recursive: true });
  }
  setFlagsFromString("--flush-bytecode");
  await writtenBy(threads);
  writeCompiled();
}

/** Lets threads write what they have compiled, and ends them. */
async function writtenBy(threads) {
  const all = new Promise((resolve) => {
    let left = threads.length;
    channel.onmessage = ({ data }) => {
      if (data === "written" && --left === 0) resolve();
    };
  });
  channel.postMessage("write");
  await all;
  channel.close();
  await Promise.all(threads.map((thread) => thread.terminate()));
}

function writeCompiled() {
  for (const [file, script] of scripts) writeFileSync(compiledFile(file), script.createCachedData());
}
