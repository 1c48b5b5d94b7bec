import { type Command, Option } from "commander";
import { dayOrders } from "../sources/expressions/dates.ts";
import { decimalMarks } from "../sources/files/decimalMark.ts";
import { encodings } from "../sources/files/encodings.ts";
import type { FlagValues } from "./flagValues.ts";

/** What the declarations of commands share. */
export interface CommandContext {
  /** The folder of the embedded datasets and studies. */
  readonly dataFolder: string;
  readonly values: FlagValues;
  /** A new declaration of `--lang`. */
  readonly lang: () => Option;
  /** Takes an exit status. */
  readonly finish: (status: number) => void;
}

/** The values are those of the modules that use them, which start-up does not load; a test holds them together. */
export const choices = {
  format: ["text", "csv", "json", "markdown", "xlsx", "html", "docx"],
  csvDialect: ["fr"],
  ci: ["logit", "wald", "beta", "wilson"],
  percent: ["by", "outcome", "total"],
  lonelyPsu: ["fail", "certainty", "adjust", "average"],
  test: ["first", "second", "wald", "adjusted-wald"],
  df: ["domain", "design"],
  designParts: ["calibrated", "fpc"],
  reportParts: ["report", "tables", "charts", "data"],
  missing: ["domain", "delete"],
  deff: ["without", "with"],
  chartType: ["bars", "stacked"],
  engine: ["memory", "duckdb", "auto"],
  layout: ["long", "wide"],
  show: ["n", "weighted", "base", "se", "ci", "total"],
  family: ["logistic", "poisson", "linear", "quasilogistic", "quasipoisson"],
  link: ["logit", "probit", "cloglog"],
  vcov: ["design", "design-df", "HC0", "HC1", "HC2", "HC3", "CR1", "model"],
  adjust: ["holm", "bonferroni", "bh"],
  calibration: ["linear", "raking", "logit", "truncated"],
  replication: ["jk1", "jkn", "brr", "bootstrap"],
  replicateKinds: ["weights", "factors"],
};

/** Where in a file its table is, and how its texts and numbers are written. */
export const addLayoutFlags = (command: Command, { wholeNumber }: FlagValues) =>
  command
    .option("--sheet <name>", "the sheet of a workbook")
    .option(
      "--range <cells>",
      "the cells of the table in a workbook, header included: B5:H40, B5:H, B:H, 5:40, Sheet!B5:H40 or a name of it (default: titles above and notes below are recognised, and told)",
    )
    .option(
      "--skip <rows>",
      "the rows of a workbook, or lines of a CSV file, before the header",
      wholeNumber(0, 1_048_575),
    )
    .option(
      "--header <rows>",
      "how many rows name the columns (default: 1); with 0 they are ...1, ...2 and so on",
      wholeNumber(0, 20),
    )
    .addOption(
      new Option(
        "--encoding <name>",
        "what a CSV file, or one of SPSS, Stata or SAS, is written in, where it is not UTF-8 and does not tell itself",
      ).choices(encodings),
    )
    .addOption(
      new Option(
        "--decimal <mark>",
        "what stands before decimals, where values such as 1,234 do not tell",
      ).choices(decimalMarks),
    );

/** How a file of rows is read. */
export const addFileFlags = (command: Command, values: FlagValues) => {
  const { list, collect } = values;
  return addLayoutFlags(command, values)
    .option("--catalog <file>", "the labels of values of a .sas7bdat file: a .sas7bcat file")
    .addOption(
      new Option(
        "--na <marks>",
        "the texts that are missing answers, besides empty cells and errors, in place of NA, . and known marks; may be repeated",
      ).argParser(list),
    )
    .addOption(
      new Option(
        "--dates <order>",
        "how texts such as 03/04/2023 are dates, by day, month and year: they are read as 2023-04-03",
      ).choices(dayOrders),
    )
    .option(
      "--missing-code <codes>",
      "codes of missing answers: 8,9 of all variables but the design's, or q1=8,9; may be repeated",
      collect,
    )
    .option(
      "--levels <definition>",
      'the levels of a text in their order, or classes of a number: "age=<30,30-49,50+"; may be repeated',
      collect,
    )
    .option(
      "--labels <file>",
      "labels of variables and codes, CSV or workbook: variable, code, label (or label_fr, label_en); BOOK.xlsx#Sheet names its sheet",
    );
};

/** The file of rows that is named without a flag. */
export const fileArgument = ["[file]", "the file of rows, as by --data; - is CSV on standard input"] as const;

/** The options with the file of rows, wherever the command line names it. */
const rowsOf = async (file: string | undefined, options: object, subject?: string) =>
  (await import("./fileOfRows.ts")).rowsOf(file, options, subject) as never;

/** Where rows are in a database. */
export const addDatabaseFlags = (command: Command, { size }: FlagValues) =>
  command
    .option(
      "--database <place>",
      "a DuckDB file, or the address of a server, of which a table or a query is named in place of a file",
    )
    .option("--table <name>", "the table of a .duckdb file")
    .addOption(
      new Option(
        "--engine <name>",
        "who reads a CSV or Parquet file: panel itself, or DuckDB (default: DuckDB for CSV files of 100 MB or more, where it is installed)",
      ).choices(choices.engine),
    )
    .option(
      "--memory <size>",
      "the most memory that DuckDB uses, such as 2GB; more goes into temporary files (default: four fifths of all)",
      size,
    );

const addDataFlags = (command: Command, values: FlagValues) =>
  addDatabaseFlags(
    addFileFlags(
      command
        .argument(...fileArgument)
        .option(
          "--data <path>",
          "a file of rows (CSV, xlsx, sav, dta, sas7bdat, Parquet …), or a folder with a dataset.yaml",
        ),
      values,
    ),
    values,
  )
    .option("--dataset <id>", "an embedded dataset, such as panel4 (synthetic); it declares its own design")
    .option(
      "--wave <names>",
      "a wave of the dataset, or several to compare (default: the last)",
      values.list,
    );

const addDesignFlags = (command: Command, values: FlagValues) =>
  command
    .option("--weight <variable>", "survey weights")
    .option("--strata <variables>", "strata; several variables are crossed", values.list)
    .option(
      "--cluster <variable>",
      "clusters (primary sampling units), nested in strata",
      values.single("cluster"),
    )
    .option(
      "--fpc <variable>",
      "finite population correction: each stratum's size in clusters, or sampling fraction",
      values.single("correction"),
    )
    .addOption(
      new Option("--lonely-psu <rule>", "strata with a single cluster")
        .choices(choices.lonelyPsu)
        .default("fail"),
    )
    .option(
      "--calibrated [margins]",
      "the weights meet these margins: standard errors of calibration residuals (default: the margins that the file beside the data tells)",
    )
    .option("--base-weight <variable>", "the weights before calibration")
    .option("--replicates <prefix>", "replicate weights in columns of this prefix and a number")
    .addOption(
      new Option(
        "--replicate-method <method>",
        "how they were made, where no file beside the data tells; without --replicates: how they are made from the design",
      ).choices(choices.replication),
    )
    .option(
      "--replicate-count <number>",
      "bootstrap replicates to make (default: 500)",
      values.wholeNumber(2, 100_000),
    )
    .option("--seed <number>", "of the bootstrap that is made", values.wholeNumber(0, 999_999_999))
    .option("--fay <factor>", "Fay's factor of brr", values.fayFactor)
    .option(
      "--replicate-scale <numbers>",
      "what the sum of their squared deviations is multiplied by; or a factor for each replicate, with commas between, or a file with the column factor",
      values.replicateScale,
    )
    .addOption(
      new Option(
        "--replicates-are <what>",
        "whether their columns are weights or factors of the weights (default: as they tell)",
      ).choices(choices.replicateKinds),
    )
    .option("--mse", "deviations from the estimate with the full weights, not from the replicates' mean")
    .option(
      "--where <condition>",
      'only rows that meet it, such as \'age >= 40 and region in ("A", "B")\'; may be repeated',
      values.collect,
    )
    .option("--derive <definition>", "a variable 'name = expression'; may be repeated", values.collect)
    .option("--level <number>", "confidence level", values.confidence, 0.95);

/** Decimals beyond which numbers have no more digits. */
const mostDigits = 7;

const digitsFlag = ({ wholeNumber }: FlagValues) =>
  new Option(
    "--digits <number>",
    "decimals of estimates for people, in place of those that their standard errors tell; files have all",
  ).argParser(wholeNumber(0, mostDigits));

const addGroupFlags = (command: Command, values: FlagValues) =>
  command
    .option("--by <variables>", "groups: variables separated by commas", values.list)
    .addOption(
      new Option("--df <of>", "whose degrees of freedom: those of each domain, or of the whole design")
        .choices(choices.df)
        .default("domain"),
    )
    .addOption(
      new Option(
        "--missing <how>",
        "rows without an answer (in a file: empty, NA or .): outside the domain, deleted from the design, or a level",
      )
        .choices([...choices.missing, "as-level"])
        .default("domain"),
    )
    .addOption(
      new Option(
        "--deff [replacement]",
        "show design effects, against simple random sampling without or with replacement",
      ).choices(choices.deff),
    )
    .addOption(digitsFlag(values));

/** How CSV is written. */
export const csvDialectFlag = () =>
  new Option(
    "--csv-dialect <dialect>",
    "CSV as French spreadsheets read it: semicolons, decimal commas",
  ).choices(choices.csvDialect);

/** In which format a result is written, and where. */
export const addOutputFlags = (command: Command) =>
  command
    .addOption(new Option("--format <format>", "default: text, or as --out ends").choices(choices.format))
    .addOption(csvDialectFlag())
    .option("--out <file>", "write to a file");

/** Declares `crosstab`, `estimate`, `model` and `describe`. */
export function addAnalysisCommands(program: Command, context: CommandContext): void {
  addCrosstab(program.command("crosstab"), context);
  addEstimate(program.command("estimate"), context);
  addModel(program.command("model"), context);
  addDescribe(program.command("describe"), context);
}

function addCrosstab(command: Command, { dataFolder, values, lang }: CommandContext): void {
  addDataFlags(
    command
      .description(
        "weighted proportions of a variable's levels, or a table of several outcomes, by other variables",
      )
      .argument(
        "<outcomes>",
        "a categorical variable; or several variables, with commas between: numeric ones as means, or by level as factor(x)",
        values.list,
      ),
    values,
  );
  addGroupFlags(addDesignFlags(command, values), values)
    .addOption(new Option("--percent <base>", "what adds up to 100%").choices(choices.percent).default("by"))
    .addOption(new Option("--ci <method>", "confidence intervals").choices(choices.ci).default("logit"))
    .addOption(
      new Option(
        "--test [method]",
        "test of independence, and of equal means: Rao-Scott of the second order, or",
      ).choices(choices.test),
    )
    .option("--subtotals", "the margins of each group variable too")
    .option(
      "--min-cell <respondents>",
      "withhold cells of fewer respondents (s), and others from which these could be computed",
      values.wholeNumber(2, 1000),
    )
    .addOption(
      new Option("--layout <layout>", "groups in lines, or across").choices(choices.layout).default("long"),
    )
    .option(
      "--show <what>",
      "beside the percentages of --layout wide, with commas between: n, weighted, base, se, ci, total (a line that sums up the levels)",
      values.someOf(choices.show),
    )
    .option("--chart <file>", "draw the percentages, as .svg, .png, .json (Vega-Lite) or .html")
    .addOption(
      new Option(
        "--chart-type <type>",
        "bars with intervals, or a bar of 100% for each group (default: bars)",
      ).choices(choices.chartType),
    );
  addOutputFlags(command)
    .addOption(lang())
    .action(async (outcomes, file, options) =>
      (await import("./crosstab.ts")).crosstabCommand(
        outcomes,
        await rowsOf(file, options, outcomes.join(",")),
        dataFolder,
      ),
    );
}

function addEstimate(command: Command, { dataFolder, values, lang }: CommandContext): void {
  addDataFlags(
    command
      .description("a mean, total, ratio or quantile of a numeric variable, by other variables")
      .argument("<variable>", "a numeric variable"),
    values,
  );
  addGroupFlags(addDesignFlags(command, values), values)
    .addOption(
      new Option("--stat <statistic>", "mean, total, median, quantile=0.9 or ratio=DENOMINATOR")
        .argParser(values.statistic)
        .makeOptionMandatory(),
    )
    .option("--test", "t test of two groups")
    .option("--chart <file>", "draw the estimates, as .svg, .png, .json (Vega-Lite) or .html");
  addOutputFlags(command)
    .addOption(lang())
    .action(async (variable, file, options) =>
      (await import("./estimate.ts")).estimateCommand(
        variable,
        await rowsOf(file, options, variable),
        dataFolder,
      ),
    );
}

function addModel(command: Command, { dataFolder, values, lang, finish }: CommandContext): void {
  const { collect, texts } = values;
  addDataFlags(
    command
      .description("a ceteris-paribus regression with design-based standard errors")
      .argument("<formula>", 'in R\'s notation, such as "score ~ age + sex * region"'),
    values,
  );
  addDesignFlags(command, values)
    .addOption(
      new Option("--family <family>", "what is modelled").choices(choices.family).makeOptionMandatory(),
    )
    .addOption(new Option("--link <link>", "of a logistic model; logit by default").choices(choices.link))
    .addOption(new Option("--vcov <covariance>", "standard errors").choices(choices.vcov).default("design"))
    .option("--z", "normal distribution in place of Student's t")
    .addOption(
      new Option(
        "--df <of>",
        "degrees of freedom: clusters - strata of the domain or of the design, or a number (default: less the coefficients, plus 1)",
      ).argParser(values.freedom),
    )
    .option("--reference <variable=level>", "a reference level; of the outcome: what counts as 0", collect)
    .option(
      "--margins <variable>",
      "predictive margins and average marginal effects; may be repeated",
      collect,
    )
    .option("--contrast <variable>", "all pairs of a factor's levels; may be repeated", collect)
    .addOption(
      new Option("--missing <how>", "rows without an answer: outside the domain, or deleted from the design")
        .choices(choices.missing)
        .default("domain"),
    )
    .addOption(new Option("--adjust <method>", "adjusted p-values of contrasts").choices(choices.adjust))
    .addOption(digitsFlag(values))
    .option("--outcome <variables>", 'a model for each of several outcomes of the formula "~ …"', texts)
    .option("--chart <file>", "draw a forest plot, as .svg, .png, .json (Vega-Lite) or .html");
  addOutputFlags(command)
    .addOption(lang())
    .action(async (formula, file, options) =>
      finish(
        await (await import("./model.ts")).modelCommand(
          formula,
          await rowsOf(file, options, formula),
          dataFolder,
        ),
      ),
    );
}

function addDescribe(command: Command, { dataFolder, values, lang }: CommandContext): void {
  addOutputFlags(
    addDataFlags(command.description("the variables of a file or dataset: type, levels, range"), values),
  )
    .addOption(lang())
    .action(async (file, options) =>
      (await import("./describe.ts")).describeCommand(await rowsOf(file, options), dataFolder),
    );
}
