import { type ChildProcess, fork, spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../support/oracle.ts";
import type { Case, Outcome } from "./case.ts";

/** A run may take as many seconds of the processor: those of the clock depend on what else the machine does. */
export const mostSeconds = 20;
/** A run that has not ended after as many seconds of the clock is stopped. */
const patience = 35;
/** Memory after which a process makes room for a new one, so that each case's own is seen. */
const roomy = 700;

const stopped = (why: string): Outcome => ({
  status: null,
  stdout: "",
  stderr: "",
  thrown: why,
  seconds: mostSeconds,
  megabytes: 0,
});

/** Runs cases one by one in a process that it keeps, and replaces where one stops or fills it. */
export class Runner {
  #child: ChildProcess | undefined;

  async run({ args, script }: Case, folder: string): Promise<Outcome> {
    if (script !== undefined) return runScript(script, folder);
    const child = await this.#ready();
    const outcome = await answerOf(child, () => child.send({ args, folder }));
    if (outcome.megabytes > roomy || outcome.status === null) this.stop();
    return outcome;
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  async #ready(): Promise<ChildProcess> {
    if (this.#child?.connected) return this.#child;
    const child = fork(join(root, "test", "hostile", "runner.js"), {
      env: environment,
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    await new Promise((done) => child.once("message", done));
    this.#child = child;
    return child;
  }
}

const environment = { ...process.env, LC_ALL: "C.UTF-8", NO_COLOR: "1", PANEL_DEBUG: "" };

/** What the process answers within the time that it has. */
function answerOf(child: ChildProcess, ask: () => void): Promise<Outcome> {
  return new Promise((done) => {
    const finish = (outcome: Outcome) => {
      clearTimeout(late);
      child.off("message", answer);
      child.off("exit", left);
      done(outcome);
    };
    const late = setTimeout(() => finish(stopped("it does not end")), patience * 1000);
    const answer = (outcome: unknown) => finish(outcome as Outcome);
    const left = () => finish(stopped("the process ended"));
    child.once("message", answer);
    child.once("exit", left);
    ask();
  });
}

/** Runs a script in a shell, with all that it starts. */
function runScript(script: string, folder: string): Promise<Outcome> {
  const child = spawn("sh", ["-c", script], {
    cwd: folder,
    env: { ...environment, PANEL: `${process.execPath} ${root}bin/panel.js` },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].on("data", (piece) => {
      texts[name] += piece;
    });
  return new Promise((done) => {
    const late = setTimeout(() => {
      process.kill(-child.pid!, "SIGKILL");
      done(stopped("it does not end"));
    }, patience * 1000);
    child.once("close", (status) => {
      clearTimeout(late);
      done({ status, ...texts, seconds: 0, megabytes: 0 });
    });
  });
}
