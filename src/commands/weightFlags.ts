import { type Command, InvalidArgumentError, Option } from "commander";
import { choices, collect, list, single } from "./analysisFlags.ts";
import { examplesOf } from "./examples.ts";
import { fayFactor, positiveNumber, wholeNumber } from "./numbers.ts";

interface BoundsFlag {
  readonly low: number;
  readonly high: number;
}

const pair = (text: string, example: string): BoundsFlag => {
  const [low, high, ...more] = text
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (low === undefined || high === undefined || more.length > 0)
    throw new InvalidArgumentError(`Write two numbers with decimal points, such as ${example}.`);
  return { low, high };
};

const ratios = (text: string) => {
  if (text === "tightest") return text;
  const { low, high } = pair(text, "0.4,2.5");
  if (!(low >= 0 && low < 1 && high > 1 && Number.isFinite(high)))
    throw new InvalidArgumentError(
      "Ratios go from a number below 1 to one above it, such as 0.4,2.5; or tightest.",
    );
  return { low, high };
};

const fixedRatios = (text: string) => {
  const bounds = ratios(text);
  if (bounds === "tightest") throw new InvalidArgumentError("Write two numbers, such as 0.4,2.5.");
  return bounds;
};

const limits = (text: string) => {
  const { low, high } = pair(text, "5,200, or ,200 without the first");
  const [least, most] = [Number.isNaN(low) ? 0 : low, Number.isNaN(high) ? Number.POSITIVE_INFINITY : high];
  const bounded = !Number.isNaN(low) || !Number.isNaN(high);
  const readable = text.split(",").every((part) => part.trim() === "" || Number.isFinite(Number(part)));
  if (!bounded || !readable || least < 0 || !(least < most))
    throw new InvalidArgumentError(
      "Weights go from one bound to a greater one, such as 5,200; either may be left out: ,200.",
    );
  return { low: least, high: most };
};

const output = (command: Command, lang: () => Option, column: boolean) =>
  (column ? command.option("--column <name>", "the name of the new column") : command)
    .addOption(
      new Option("--format <format>", "of the diagnosis").choices(["text", "csv", "json", "markdown"]),
    )
    .addOption(lang());

const file = (command: Command, weights?: string) =>
  command
    .requiredOption("--data <path>", "a CSV file or workbook; it is never changed")
    .option("--sheet <name>", "the sheet of a workbook")
    .addOption(
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
    .requiredOption("--out <file>", "the data with the new column, as .csv or .xlsx like the data")
    .option("--chart <file.svg>", "draw the histogram of the ratios");

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

/** Declares `panel weight` and its commands. */
export function addWeightCommands(program: Command, dataFolder: string, lang: () => Option): void {
  const weight = program
    .command("weight")
    .description("calibrate weights, adjust them for non-response, trim them, make replicate weights")
    .addHelpText("after", examplesOf(dataFolder, "weight"));

  const calibration = (kind: "calibrate" | "rake" | "post-stratify", description: string) =>
    output(margins(written(input(weight.command(kind).description(description)))), lang, true).addHelpText(
      "after",
      examplesOf(dataFolder, "weight", kind),
    );
  const calibrate = async (kind: "calibrate" | "rake" | "post-stratify", options: object) =>
    (await import("./weightCalibrate.ts")).calibrateCommand(kind, options as never, dataFolder);

  calibration("calibrate", "weights that meet population margins, as near as can be to those before")
    .addOption(
      new Option("--method <distance>", "Deville and Särndal's distances")
        .choices(choices.calibration)
        .makeOptionMandatory(),
    )
    .option(
      "--bounds <low,high>",
      "of the ratios, for logit and truncated; or tightest: the least b for bounds 1/b and b",
      ratios,
    )
    .action((options) => calibrate("calibrate", options));
  calibration("rake", "weights that meet margins of categories, by raking ratios").action((options) =>
    calibrate("rake", { ...options, method: "raking" }),
  );
  calibration("post-stratify", "weights that meet the totals of the cells of one table").action((options) =>
    calibrate("post-stratify", { ...options, method: "linear" }),
  );

  output(
    written(
      input(weight.command("nonresponse").description("respondents' weights that stand for the others too")),
    ),
    lang,
    true,
  )
    .requiredOption("--respondent <condition>", "what respondents meet, such as 'answered == 1'")
    .option("--classes <variables>", "weighting classes: the crossing of some variables", list)
    .option("--propensity <terms>", 'a logistic response model, such as "age + region"')
    .option(
      "--quantiles <number>",
      "classes of about equal size by response propensity",
      wholeNumber(2, 1000),
    )
    .addHelpText("after", examplesOf(dataFolder, "weight", "nonresponse"))
    .action(async (options) =>
      (await import("./weightNonresponse.ts")).nonresponseCommand(options, dataFolder),
    );

  output(
    written(
      input(
        weight.command("trim").description("weights within bounds, with the same sum"),
        "the weights to trim",
      ),
    ),
    lang,
    true,
  )
    .requiredOption(
      "--bounds <low,high>",
      "the least and the greatest weight; either may be left out",
      limits,
    )
    .addHelpText("after", examplesOf(dataFolder, "weight", "trim"))
    .action(async (options) => (await import("./weightTrim.ts")).trimCommand(options, dataFolder));

  output(
    population(
      file(
        weight
          .command("replicate")
          .description("replicate weights: jackknife, balanced half samples, bootstrap"),
      ).requiredOption("--out <file>", "the data with the new columns, as .csv or .xlsx like the data"),
    ),
    lang,
    true,
  )
    .addOption(
      new Option("--method <method>", "of replication").choices(choices.replication).makeOptionMandatory(),
    )
    .option("--strata <variables>", "strata; several variables are crossed", list)
    .option("--cluster <variable>", "clusters (primary sampling units), nested in strata", single("cluster"))
    .option("--fpc <variable>", "finite population correction", single("correction"))
    .option("--replicates <number>", "how many bootstrap replicates", wholeNumber(2, 100_000), 500)
    .option(
      "--seed <number>",
      "of the bootstrap; the same seed gives the same weights",
      wholeNumber(0, 999_999_999),
    )
    .option("--fay <factor>", "Fay's factor for brr, at least 0 and below 1", fayFactor)
    .option("--prefix <text>", "of the names of the new columns", "rep")
    .option(
      "--calibrate-replicates <margins>",
      "calibrate the weights, and each replicate; may be repeated",
      collect,
    )
    .addOption(
      new Option("--calibrate-method <distance>", "how they are calibrated")
        .choices(choices.calibration)
        .default("raking"),
    )
    .option("--calibrate-bounds <low,high>", "of the ratios, for logit and truncated", fixedRatios)
    .addHelpText("after", examplesOf(dataFolder, "weight", "replicate"))
    .action(async (options) => (await import("./weightReplicate.ts")).replicateCommand(options, dataFolder));

  output(
    input(
      weight.command("diagnose").description("the distribution of weights, and whether they meet margins"),
      "the weights to look at",
    )
      .option("--base-weight <variable>", "the weights before, for the ratios")
      .option("--margins <file>", "margins to compare with; may be repeated", collect)
      .option("--population <number>", "the size of the population, for shares", positiveNumber)
      .option("--chart <file.svg>", "draw the histogram of the ratios"),
    lang,
    false,
  )
    .addHelpText("after", examplesOf(dataFolder, "weight", "diagnose"))
    .action(async (options) => (await import("./weightDiagnose.ts")).diagnoseCommand(options, dataFolder));
}
