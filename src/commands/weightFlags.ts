import { type Command, Option } from "commander";
import type { StepName } from "../analyses/weights/steps.ts";
import { addFileFlags, type CommandContext, choices, csvDialectFlag, fileArgument } from "./analysisFlags.ts";

/** The flags that several of the commands have; each adds some to a command. */
function sharedFlags({ values, lang }: CommandContext) {
  const { collect, positiveNumber } = values;
  const column = (command: Command) => command.option("--column <name>", "the name of the new column");

  const output = (command: Command) =>
    command
      .addOption(
        new Option("--format <format>", "of the diagnosis; default: text, or as --report ends").choices(
          choices.format,
        ),
      )
      .option("--report <file>", "write the diagnosis to a file")
      .addOption(csvDialectFlag())
      .addOption(lang());

  const file = (command: Command, weights?: string) =>
    addFileFlags(
      command
        .argument(...fileArgument)
        .option("--data <path>", "a CSV file or workbook; it is never changed"),
      values,
    ).addOption(
      new Option(
        "--weight <variable>",
        weights ?? "the weights before; without it every row counts once",
      ).makeOptionMandatory(weights !== undefined),
    );

  const input = (command: Command, weights?: string) =>
    file(command, weights)
      .option("--where <condition>", "only rows that meet it; the others get the weight zero", collect)
      .option("--derive <definition>", "a variable 'name = expression'; may be repeated", collect);

  const written = (command: Command) =>
    command
      .option(
        "--replicates <prefix>",
        "replicate weights in columns of this prefix and a number, adjusted too",
      )
      .addOption(
        new Option(
          "--replicate-method <method>",
          "how they were made, where no file beside the data tells",
        ).choices(choices.replication),
      )
      .option("--replicate-scale <numbers>", "their scale, or a factor for each", values.replicateScale)
      .addOption(
        new Option("--replicates-are <what>", "whether they are weights or factors of the weights").choices(
          choices.replicateKinds,
        ),
      )
      .requiredOption("--out <file>", "the data with the new columns, as .csv or .xlsx like the data")
      .option("--chart <file>", "draw the histogram of the ratios, as .svg, .png, .json or .html");

  const population = (command: Command) =>
    command
      .option("--population <number>", "the size of the population, for shares", positiveNumber)
      .addOption(
        new Option("--scale <how>", "auto: multiply the weights first, so that they add up to the population")
          .choices(["auto", "none"])
          .default("auto"),
      );

  const margins = (command: Command) =>
    population(
      command.requiredOption(
        "--margins <file>",
        "population margins, CSV or workbook: variable, level, total (or share); or a table of crossed variables; or the .json of an earlier calibration; may be repeated",
        collect,
      ),
    );

  return { column, output, file, input, written, population, margins };
}

/** Declares `panel weight` and its commands. */
export function addWeightCommands(program: Command, context: CommandContext): void {
  const weight = program
    .command("weight")
    .description("calibrate weights, adjust them for non-response, trim them, make replicate weights");
  addCalibrations(weight, context);
  addNonresponse(weight.command("nonresponse"), context);
  addTrim(weight.command("trim"), context);
  addReplicate(weight.command("replicate"), context);
  addDiagnose(weight.command("diagnose"), context);
}

/** The options with the file of rows, wherever the command line names it. */
const rowsToWeight = async (file: string | undefined, options: object) =>
  (await import("./fileOfRows.ts")).rowsToWeight(file, options) as never;

/** What runs a step with the file and the flags that it is given. */
const runs = (name: StepName) => async (file: string | undefined, options: object) =>
  (await import("./weight.ts")).weightCommand(name, await rowsToWeight(file, options));

function addCalibrations(weight: Command, context: CommandContext): void {
  const { values } = context;
  const { column, output, input, written, margins } = sharedFlags(context);
  const calibration = (kind: "calibrate" | "rake" | "post-stratify", description: string) =>
    output(column(margins(written(input(weight.command(kind).description(description))))));
  calibration("calibrate", "weights that meet population margins, as near as can be to those before")
    .addOption(
      new Option("--method <distance>", "Deville and Särndal's distances")
        .choices(choices.calibration)
        .makeOptionMandatory(),
    )
    .option(
      "--bounds <low,high>",
      "of the ratios, for logit and truncated; or tightest: the least b for bounds 1/b and b",
      values.ratios,
    )
    .action(runs("calibrate"));
  calibration("rake", "weights that meet margins of categories, by raking ratios").action(runs("rake"));
  calibration("post-stratify", "weights that meet the totals of the cells of one table").action(
    runs("post-stratify"),
  );
}

function addNonresponse(command: Command, context: CommandContext): void {
  const { values } = context;
  const { column, output, input, written } = sharedFlags(context);
  output(column(written(input(command.description("respondents' weights that stand for the others too")))))
    .requiredOption("--respondent <condition>", "what respondents meet, such as 'answered == 1'")
    .option(
      "--ineligible <condition>",
      "what rows known to be outside the target population meet: they keep their weight and are of no class",
    )
    .option("--classes <variables>", "weighting classes: the crossing of some variables", values.list)
    .option("--propensity <terms>", 'a logistic response model, such as "age + region"')
    .option(
      "--quantiles <number>",
      "classes of about equal size by response propensity",
      values.wholeNumber(2, 1000),
    )
    .action(runs("nonresponse"));
}

function addTrim(command: Command, context: CommandContext): void {
  const { values } = context;
  const { column, output, input, written } = sharedFlags(context);
  output(
    column(
      written(input(command.description("weights within bounds, with the same sum"), "the weights to trim")),
    ),
  )
    .requiredOption(
      "--bounds <low,high>",
      "the least and the greatest weight; either may be left out",
      values.limits,
    )
    .action(runs("trim"));
}

function addReplicate(command: Command, context: CommandContext): void {
  const { values } = context;
  const { column, output, file, population } = sharedFlags(context);
  output(
    column(
      population(
        file(
          command.description("replicate weights: jackknife, balanced half samples, bootstrap"),
        ).requiredOption("--out <file>", "the data with the new columns, as .csv or .xlsx like the data"),
      ),
    ),
  )
    .addOption(
      new Option("--method <method>", "of replication").choices(choices.replication).makeOptionMandatory(),
    )
    .option("--strata <variables>", "strata; several variables are crossed", values.list)
    .option(
      "--cluster <variable>",
      "clusters (primary sampling units), nested in strata",
      values.single("cluster"),
    )
    .option("--fpc <variable>", "finite population correction", values.single("correction"))
    .option(
      "--replicates <number>",
      "how many bootstrap replicates (default: 500)",
      values.wholeNumber(2, 100_000),
    )
    .option(
      "--seed <number>",
      "of the bootstrap; the same seed gives the same weights",
      values.wholeNumber(0, 999_999_999),
    )
    .option("--fay <factor>", "Fay's factor for brr, at least 0 and below 1", values.fayFactor)
    .option("--prefix <text>", "of the names of the new columns", "rep")
    .option(
      "--calibrate-replicates <margins>",
      "calibrate the weights, and each replicate; may be repeated",
      values.collect,
    )
    .addOption(
      new Option("--calibrate-method <distance>", "how they are calibrated (default: raking)").choices(
        choices.calibration,
      ),
    )
    .option("--calibrate-bounds <low,high>", "of the ratios, for logit and truncated", values.fixedRatios)
    .action((file, { calibrateReplicates: margins, ...options }) =>
      runs("replicate")(file, { ...options, margins }),
    );
}

function addDiagnose(command: Command, context: CommandContext): void {
  const { values } = context;
  const { output, input } = sharedFlags(context);
  output(
    input(
      command.description("the distribution of weights, and whether they meet margins"),
      "the weights to look at",
    )
      .option("--base-weight <variable>", "the weights before, for the ratios")
      .option("--margins <file>", "margins to compare with; may be repeated", values.collect)
      .option("--population <number>", "the size of the population, for shares", values.positiveNumber)
      .option("--chart <file>", "draw the histogram of the ratios, as .svg, .png, .json or .html"),
  ).action(async (file, options) =>
    (await import("./weight.ts")).diagnoseCommand(await rowsToWeight(file, options)),
  );
}
