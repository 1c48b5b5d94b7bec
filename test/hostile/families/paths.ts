import { type Case, family, good } from "../case.ts";

const crosstab = "crosstab g --data a.csv --weight w --out";
const trim = "weight trim --data a.csv --weight w --bounds 0.5,2 --out";
const reproduce = "reproduce er1245 --out";

/** Where results shall go. */
const outputs: Readonly<Record<string, string>> = {
  "a folder": "folder",
  "a folder with an end": "folder.csv",
  "the folder above": "..",
  "the data": "a.csv",
  "the data by another spelling": "folder/../a.csv",
  "a link to the data": "link.csv",
  "a dangling link": "dangling.csv",
  "a loop of links": "loop.csv",
  "through a file": "a.csv/b.csv",
  "no such folder": "out/none/b.csv",
  "too long": `out/${"x".repeat(300)}.csv`,
  "far too long": `out/${"x/".repeat(3000)}b.csv`,
  nothing: "",
  NUL: "out/a\0b.csv",
  "a control character": "out/\u001b[31m.csv/x.csv",
  "a device": "/dev/full",
  "no process": "/proc/none.csv",
  "a process file": "/proc/self/mem.csv",
  "no end": "out/noend",
  "a foreign end": "out/a.exe",
};

const links = { "link.csv": "a.csv", "dangling.csv": "nowhere/else.csv", "loop.csv": "loop.csv" };
const files = { "a.csv": good, "folder/b.txt": "b", "folder.csv/b.txt": "b" };

const into = (verb: string, line: string): Case[] =>
  family(
    "paths",
    Object.fromEntries(
      Object.entries(outputs).map(([name, out]) => [
        `${verb}: ${name}`,
        { files, links, args: [...line.split(" "), out] },
      ]),
    ),
  );

export const paths: readonly Case[] = [
  ...into("crosstab", crosstab),
  ...into("trim", trim),
  ...family("paths", {
    "reproduce: a file": { files, args: [...reproduce.split(" "), "a.csv"] },
    "reproduce: through a file": { files, args: [...reproduce.split(" "), "a.csv/r"] },
    "reproduce: a dangling link": { files, links: { r: "nowhere" }, args: [...reproduce.split(" "), "r/x"] },
    "reproduce: NUL": { files, args: [...reproduce.split(" "), "out/a\0"] },
    "reproduce: too long": { files, args: [...reproduce.split(" "), `out/${"x".repeat(300)}`] },
    "data: a folder": { files, args: ["describe", "--data", "folder.csv"] },
    "data: a loop": { files, links, args: ["describe", "--data", "loop.csv"] },
    "data: a dangling link": { files, links, args: ["describe", "--data", "dangling.csv"] },
    "data: through a file": { files, args: ["describe", "--data", "a.csv/b.csv"] },
    "data: NUL": { files, args: ["describe", "--data", "a\0.csv"] },
    "data: nothing": { files, args: ["describe", "--data", ""] },
    "data: an empty folder": { files, args: ["describe", "--data", "out"] },
    "data: a process file": { files, args: ["describe", "--data", "/proc/self/mem"] },
    "chart: the data": {
      files: { "a.svg": good },
      args: "model x~g --data a.svg --weight w --family linear --chart a.svg".split(" "),
    },
    "chart: through a file": {
      files,
      args: "model x~g --data a.csv --weight w --family linear --chart a.csv/m.svg".split(" "),
    },
  }),
];
