import { type Command, Option } from "commander";
import { checkFormats } from "../reports/formats/checks.ts";
import { addOutputFlags, type CommandContext, choices } from "./analysisFlags.ts";

const study = ["<study>", "a study's id (see panel studies)"] as const;

const data = "microdata: a folder with a dataset.yaml, a YAML file, or a workbook like the embedded one";

/** Declares `reproduce`, `studies`, `figures`, `explain` and `synth`. */
export function addStudyCommands(
  program: Command,
  { dataFolder, values, lang, finish }: CommandContext,
): void {
  program
    .command("reproduce")
    .description("recompute a publication and compare it figure by figure")
    .argument(...study)
    .option("--data <path>", data)
    .option("--workbook <file>", "the publisher's workbook of tables, whose numbers are compared too (.xlsx)")
    .option("--out <folder>", "folder of the report (default: reports/<study>)")
    .option("--no-out", "print the comparison, and write no report")
    .option(
      "--only <parts>",
      `parts of the report that are written, with commas between: ${choices.reportParts.join(", ")} (default: all)`,
      values.someOf(choices.reportParts),
    )
    .option("--force", "replace also files of that folder that no report wrote")
    .addOption(
      new Option("--format <format>", "format on standard output")
        .choices(["text", "json", "markdown", ...checkFormats])
        .default("text"),
    )
    .addOption(lang())
    .option(
      "--variance <parts>",
      "also show standard errors that use the declared margins of the weights (calibrated), the sampling fractions of strata (fpc), or both (calibrated,fpc)",
      values.someOf(choices.designParts),
    )
    .addOption(
      new Option("--differs", "print only what differs or is contradicted").conflicts(["summary", "quiet"]),
    )
    .addOption(new Option("--summary", "print only the verdict and the counts").conflicts("quiet"))
    .option("--quiet", "print nothing but errors: the exit status tells")
    .option(
      "--min-cell <respondents>",
      "withhold what rests on fewer respondents, and what else would give it away",
      values.wholeNumber(2, 1000),
    )
    .option(
      "--strict",
      "exit with 1 also when a figure is only compatible, a finding not confirmed, or either not computable",
    )
    .action(async (id, options) =>
      finish(await (await import("./reproduce.ts")).reproduceCommand(id, options, dataFolder)),
    );

  addOutputFlags(program.command("studies").description("list the publications that can be reproduced"))
    .addOption(lang())
    .action(async (options) => (await import("./studies.ts")).studiesCommand(options, dataFolder));

  addOutputFlags(
    program
      .command("figures")
      .description("list what a publication says, without computing")
      .argument(...study)
      .option("--search <text>", "only figures whose label, section or id has this text"),
  )
    .addOption(lang())
    .action(async (id, options) => (await import("./figures.ts")).figuresCommand(id, options, dataFolder));

  addOutputFlags(
    program
      .command("explain")
      .description(
        "what a figure, finding or model of a publication is, how it is computed, and what was found",
      )
      .argument(...study)
      .argument(
        "<id>",
        "the id of a figure (see panel figures), a finding or a model; model:ID where a figure has that id too",
      )
      .option("--data <path>", data),
  )
    .addOption(lang())
    .action(async (own, id, options) =>
      (await import("./explain.ts")).explainCommand(own, id, options, dataFolder),
    );

  program
    .command("synth")
    .description("generate the synthetic panel that a study runs on")
    .argument(...study)
    .requiredOption(
      "--seed <number>",
      "seed; the same seed gives the same bytes",
      values.wholeNumber(0, 999_999_999),
    )
    .requiredOption("--out <file>", "the workbook to write (.xlsx)")
    .option(
      "--maximum-entropy",
      "draw from the population of maximum entropy that has the calibrated figures, also where population.yaml declares another one",
    )
    .action(async (id, options) => (await import("./synth.ts")).synthCommand(id, options, dataFolder));
}
