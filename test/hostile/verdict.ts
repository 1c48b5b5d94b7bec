import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Case, Outcome } from "./case.ts";
import { mostSeconds } from "./run.ts";

const mostMegabytes = 1000;
const mostCharacters = 600;
const unseen = /[^\P{Cc}\t\n\r]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/u;
const trace = /^\s+at .*[:(]\d+:\d+\)?$/m;

/** Lays out what a case finds in its folder, and gives the folder in which it runs: a level below, so that `..` is seen too. */
export function layOut({ files = {}, links = {} }: Case, place: string): string {
  const folder = join(place, "here");
  mkdirSync(join(folder, "out"), { recursive: true });
  writeFileSync(join(place, "above.txt"), "above");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
  return folder;
}

/** All that lies in a case's place, but for its results. */
export function contents(place: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string) => {
    for (const name of readdirSync(join(place, path))) {
      const inner = join(path, name);
      if (inner === join("here", "out")) continue;
      const kind = lstatSync(join(place, inner));
      if (kind.isDirectory()) {
        found.set(inner, "folder");
        visit(inner);
      } else if (kind.isSymbolicLink()) found.set(inner, readlinkSync(join(place, inner)));
      else if (kind.isFile())
        found.set(
          inner,
          createHash("sha256")
            .update(readFileSync(join(place, inner)))
            .digest("hex"),
        );
    }
  };
  visit("");
  return found;
}

/** What is wrong with a run; nothing where the program held. */
export function faultsOf(
  { status, stdout, stderr, thrown, seconds, megabytes }: Outcome,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  const longest = Math.max(...stderr.split("\n").map((line) => line.length));
  return [
    ...(thrown === undefined ? [] : [`thrown: ${thrown.split("\n").slice(0, 2).join(" ").slice(0, 200)}`]),
    ...(thrown === undefined && ![0, 1, 2].includes(status!) ? [`status ${status}`] : []),
    ...(trace.test(stderr) ? [`stack trace: ${stderr.slice(0, 200)}`] : []),
    ...(unseen.test(stdout) ? ["control characters on standard output"] : []),
    ...(unseen.test(stderr) ? ["control characters on standard error"] : []),
    ...(status === 2 && stderr === "" ? ["refused without a word"] : []),
    ...(longest >= mostCharacters ? [`a message of ${longest} characters`] : []),
    ...(seconds > mostSeconds ? [`${seconds.toFixed(0)} s`] : []),
    ...(megabytes > mostMegabytes ? [`${megabytes.toFixed(0)} MB`] : []),
    ...changed.map((name) => `changed ${name}`),
  ];
}
