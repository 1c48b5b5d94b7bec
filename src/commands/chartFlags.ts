import { type Command, Option } from "commander";
import { type CommandContext, choices } from "./analysisFlags.ts";

/** Declares `chart`. */
export function addChartCommand(program: Command, { lang }: CommandContext): void {
  program
    .command("chart")
    .description("draw what a command has written as JSON")
    .argument(
      "<document>",
      "a JSON document of crosstab, estimate, model, weight, claims or reproduce; - for standard input",
    )
    .requiredOption("--out <file>", "the chart, as .svg, .png, .json (Vega-Lite) or .html")
    .addOption(
      new Option(
        "--chart-type <type>",
        "of a cross-tab: bars with intervals, or a bar of 100% for each group",
      ).choices(choices.chartType),
    )
    .addOption(lang())
    .action(async (document, options) => (await import("./chart.ts")).chartCommand(document, options));
}
