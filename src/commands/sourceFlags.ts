import type { Command } from "commander";
import { Option } from "commander";
import { type CommandContext, choices, csvDialectFlag } from "./analysisFlags.ts";

/** The values are those of the modules that use them, which start-up does not load; a test holds them together. */
export const sourceChoices = {
  verdict: [
    "inconsistent",
    "agrees",
    "rounded",
    "misattributed",
    "contradicted",
    "unsupported",
    "not checkable",
  ],
  interest: ["none", "professional-body", "vendor"],
};

/** Declares `claims` and `evidence`. */
export function addSourceCommands(program: Command, { dataFolder, lang, finish }: CommandContext): void {
  const shared = (command: Command, folder: string) =>
    command
      .argument("[sources...]", "ids of secondary sources, or their folders (default: all embedded ones)")
      .option("--out <folder>", `folder of the report (default: reports/${folder})`)
      .option("--force", "replace also files of that folder that no report wrote")
      .addOption(
        new Option("--format <format>", "format on standard output; xlsx and docx go into the folder")
          .choices(choices.format)
          .default("text"),
      )
      .addOption(csvDialectFlag())
      .addOption(lang());

  shared(program.command("claims"), "claims")
    .description("set what secondary sources say beside what is published")
    .addOption(
      new Option("--verdict <verdict>", "only claims of this verdict").choices(sourceChoices.verdict),
    )
    .option("--study <study>", "only claims that are compared with figures of this study")
    .option(
      "--data <path>",
      "microdata to recompute from: a folder with a dataset.yaml, a YAML file, or a workbook like the embedded one",
    )
    .option("--chart <file>", "draw what is said and published, as .svg, .png, .json (Vega-Lite) or .html")
    .action(async (sources, options) =>
      finish(await (await import("./claims.ts")).claimsCommand(sources, options, dataFolder)),
    );

  shared(program.command("evidence"), "evidence")
    .description("list what secondary sources say that the panel does not measure")
    .option("--measure <measure>", "only quantities of this measure")
    .option("--solution <solution>", "only rows on this solution")
    .addOption(
      new Option("--interest <interest>", "only rows of this interest").choices(sourceChoices.interest),
    )
    .action(async (sources, options) =>
      (await import("./evidence.ts")).evidenceCommand(sources, options, dataFolder),
    );
}
