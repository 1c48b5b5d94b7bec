import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { completionScripts } from "../../src/commands/completionScripts.ts";
import { commandPath, examplesOf } from "../../src/commands/help.ts";
import { manPage } from "../../src/commands/manPage.ts";
import { programOf, shells } from "../../src/commands/program.ts";
import { frenchHelp } from "../../src/text/frenchHelp.ts";
import { readerOf } from "../../src/text/reader.ts";
import { folderWith } from "../support/files.ts";
import { runIn, shellWords } from "../support/inProcess.ts";
import { dataFolder } from "../support/oracle.ts";

const program = programOf({ dataFolder, finish: () => {}, reader: readerOf("en") });
const withParts = (command: Command): Command[] => [command, ...command.commands.flatMap(withParts)];
const commands = withParts(program);

test("every text of the help is told in French, and nothing else is", () => {
  const ofLayout = ["Usage:", "Arguments:", "Options:", "Commands:", "[command]"];
  const ofHelp = ["show this help", "show the help of a command"];
  const texts = new Set(
    commands.flatMap((command) => [
      command.description(),
      ...(command.parent === program ? [command.helpGroup()] : []),
      ...[...command.options, ...command.registeredArguments].map(({ description }) => description),
    ]),
  );
  texts.delete("");
  expect(Object.keys(frenchHelp).sort()).toEqual([...texts, ...ofLayout, ...ofHelp].sort());
  for (const [english, french] of Object.entries(frenchHelp)) expect(french).not.toBe(english);
});

test("the help of a command is in French with --lang fr", async () => {
  const { stdout, status } = await runIn(80, ["weight", "trim", "--help", "--lang", "fr"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage : panel weight trim \[options\] \[file\]\n/);
  for (const title of ["Exemples :", "Arguments :", "Options :"]) expect(stdout).toContain(`\n${title}\n`);
  expect(stdout.replace(/\s+/g, " ")).toContain("(choix : text, csv, json, markdown, xlsx, html, docx)");
});

test("help of a command of a command is its own, and errors of usage name it", async () => {
  const { stdout } = await runIn(80, ["help", "weight", "calibrate"]);
  expect(stdout).toBe((await runIn(80, ["weight", "calibrate", "--help"])).stdout);
  const { stderr, status } = await runIn(80, ["crosstab", "owns", "--foo"]);
  expect([status, stderr]).toEqual([2, "error: unknown option '--foo'\n(see panel crosstab --help)\n"]);
});

test("commands stand in groups, and examples before the flags", async () => {
  const { stdout } = await runIn(80, ["--help"]);
  const titles = stdout.split("\n").filter((line) => /^\S.*:$/.test(line));
  expect(titles).toEqual([
    "Examples:",
    "Options:",
    "Publications:",
    "Your data:",
    "Weights:",
    "Reports:",
    "This program:",
  ]);
});

describe("examples", () => {
  const folder = folderWith();
  const lines = [
    ...new Set(
      commands.flatMap((own) => examplesOf(own, dataFolder, readerOf("en")).map(({ line }) => line)),
    ),
  ];

  test("each is told in both languages, and every command has one", () => {
    for (const file of readdirSync(join(dataFolder, "help")))
      for (const example of readFileSync(join(dataFolder, "help", file), "utf8")
        .trimEnd()
        .split("\n\n")) {
        const [english, french, line, ...more] = example.split("\n");
        expect(french).not.toBe(english);
        expect([line, more]).toEqual([expect.stringMatching(/panel /), []]);
      }
    const without = commands.filter((own) => examplesOf(own, dataFolder, readerOf("en")).length === 0);
    expect(without.map(commandPath)).toEqual([]);
  });

  /** What keeps reports out of the folder of the tests. */
  const elsewhere = (command: string) => {
    if (command === "reproduce") return ["--no-out"];
    return ["claims", "evidence"].includes(command) ? ["--out", join(folder, command), "--force"] : [];
  };

  // The generator of the synthetic panel takes long, and has tests of its own.
  test.each(lines.filter((line) => /^panel (?!synth)/.test(line)))("%s", async (line) => {
    const words = shellWords(line)
      .slice(1)
      .map((word, at, all) =>
        ["--out", "--chart"].includes(all[at - 1]!) || (at > 0 && existsSync(join(folder, word)))
          ? join(folder, word)
          : word,
      );
    const { status, stderr } = await runIn(80, [
      ...words,
      ...(words.includes("--out") ? [] : elsewhere(words[0]!)),
    ]);
    expect(stderr).not.toContain("panel:");
    // The embedded studies contradict themselves.
    expect(status).toBe(words.includes("--strict") || words[0] === "audit" ? 1 : 0);
  });
});

test("the scripts of completion know every command, every flag and the values of flags", () => {
  expect(Object.keys(completionScripts)).toEqual(shells);
  for (const shell of shells) {
    const script = completionScripts[shell](program);
    for (const { name } of commands.map((own) => ({ name: own.name() }))) expect(script).toContain(name);
    for (const long of commands.flatMap(({ options }) => options.map((own) => own.long!.slice(2))))
      expect(script).toContain(long);
    expect(script).toContain("logit wald beta wilson");
  }
});

test("the page of the manual has every command and flag, and no text is taken for a request of troff", () => {
  const page = manPage(program);
  for (const command of commands.slice(1))
    expect(page).toContain(`.SS "${commandPath(command).replaceAll("-", "\\-")} `);
  for (const { flags } of commands.flatMap(({ options }) => options))
    expect(page).toContain(`.B ${flags.replaceAll("-", "\\-")}\n`);
  const requests = page.split("\n").filter((line) => /^[.']/.test(line));
  expect(requests.filter((line) => !/^\.(TH|SH|SS|TP|B)( |$)/.test(line))).toEqual([]);
});

test("help of a command that there is not is an error", async () => {
  for (const words of [
    ["help", "nope"],
    ["nope", "--help"],
    ["help", "weight", "nope"],
  ]) {
    const { status, stderr } = await runIn(80, words);
    expect([status, stderr.split("\n")[0]]).toEqual([2, "error: unknown command 'nope'"]);
  }
});
