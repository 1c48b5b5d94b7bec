import { existsSync, statSync } from "node:fs";
import { extname } from "node:path";
import { dataLine, fileLine } from "../reports/dataLine.ts";
import type { DesignNames } from "../reports/designNote.ts";
import type { Provenance } from "../sources/datasets/dataset.ts";
import { readDataset } from "../sources/datasets/dataset.ts";
import type { Wave } from "../sources/datasets/wave.ts";
import { stackedTable, waveTable, waveVariable } from "../sources/datasets/waveTable.ts";
import { parseExpression, variablesIn } from "../sources/expressions/expression.ts";
import { type ColumnChoice, type FileTable, readFileTable } from "../sources/files/fileTable.ts";
import { expressionOver, type Table, withDerived } from "../sources/tables/table.ts";
import type { Design, LonelyRule } from "../survey/design.ts";
import { designOf } from "../survey/designColumns.ts";
import type { Freedom, Mask } from "../survey/domains.ts";
import { designOfWave, designOfWaves } from "../survey/waveDesign.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { suggest } from "../text/suggest.ts";
import { forgottenCalibration } from "./calibratedVariance.ts";
import { flagOf, type VarianceOptions, varianceBasis, varianceFlags } from "./varianceOptions.ts";

/** Which rows, and their sampling design, as the command line says. */
export interface SampleOptions extends VarianceOptions {
  readonly data?: string;
  readonly sheet?: string;
  readonly dataset?: string;
  readonly wave?: readonly string[];
  readonly weight?: string;
  readonly strata?: readonly string[];
  readonly cluster?: string;
  readonly fpc?: string;
  readonly lonelyPsu?: LonelyRule;
  readonly where?: readonly string[];
  readonly derive?: readonly string[];
  readonly df?: Freedom;
  readonly lang: Language;
}

/** Rows ready for estimation. */
export interface Sample {
  readonly table: Table;
  readonly provenance: Provenance;
  readonly notice: string;
}

export interface DesignedSample extends Sample {
  readonly design: Design;
  readonly names: DesignNames;
  /** The rows that meet the condition of `--where`. */
  readonly mask: Mask;
  /** Rows outside the mask whose condition is unknown, for want of an answer. */
  readonly unknown: number;
  /** The waves below one another; none where there is a single one. */
  readonly waves: readonly string[];
  /** The file that the rows are from, where it is no dataset. */
  readonly file?: FileTable | undefined;
  /** Files besides that were read. */
  readonly reads?: readonly string[] | undefined;
}

interface Derivation {
  readonly name: string;
  readonly text: string;
}

const wherePlace = { field: "--where" };
const derivePlace = { field: "--derive" };

/** Opens the data with their design; of a file only the variables that are needed are read. */
export async function openSample(
  options: SampleOptions,
  variables: readonly string[] | ColumnChoice,
  dataFolder: string,
  { estimates = true } = {},
): Promise<DesignedSample> {
  const { where = [], weight, strata = [], cluster, fpc, lonelyPsu: lonely, lang } = options;
  const description = await declarationOf(options, dataFolder);
  const basis = description ? undefined : await varianceBasis(options, { ...options, data: options.data! });
  if (
    estimates &&
    !description &&
    (!basis || basis.made) &&
    (await forgottenCalibration({ ...options, data: options.data! }))
  )
    process.stderr.write(
      `The weights ${weight} are calibrated; standard errors take no account of it without --calibrated\n`,
    );
  const derivations = [...new Set([...(options.derive ?? []), ...(basis?.derive ?? [])])].map(
    parseDerivation,
  );
  const named = [
    ...derivations.flatMap(({ text }) => variablesIn(parseExpression(text, derivePlace))),
    ...[...where, ...(basis?.where ?? [])].flatMap((text) => variablesIn(parseExpression(text, wherePlace))),
  ];
  let opened: Omit<DesignedSample, "mask" | "unknown">;
  if (description) {
    const dataset = await readDataset(description);
    const waves = chooseWaves([...dataset.waves.values()], options.wave);
    const derive = derived(derivations, []);
    const [wave] = waves as [Wave];
    const {
      weight: weightName,
      strata: strataNames,
      cluster: clusterName,
      fpc: fpcName,
    } = description.waves.find(({ name }) => name === wave.name)!;
    const several = waves.length > 1;
    opened = {
      table: derive(several ? stackedTable(waves) : waveTable(wave)),
      design: several ? designOfWaves(waves, lonely) : designOfWave(wave, lonely),
      provenance: dataset.provenance,
      notice: dataLine(dataset, lang),
      names: {
        weight: weightName,
        strata: strataNames,
        cluster: several ? (clusterName ?? description.key) : clusterName,
        fpc: fpcName,
      },
      waves: several ? waves.map(({ name }) => name) : [],
    };
  } else {
    const own = new Set(derivations.map(({ name }) => name));
    const asked: ColumnChoice = typeof variables === "function" ? variables : () => variables;
    const file = await readFileTable(options.data!, {
      sheet: options.sheet,
      columns: (header) =>
        [
          ...asked(header),
          ...(basis?.columns(header) ?? []),
          ...[...named, weight, ...strata, cluster, fpc].filter((name) => name !== undefined),
        ].filter((name) => !own.has(name)),
      numbers: basis?.replicateColumns,
    });
    const table = derived(derivations, file.header)(file);
    const design = designOf(table, { weight, strata, cluster, fpc, lonely });
    opened = {
      table,
      design: basis
        ? basis.applied(design, table, file.header, select(table, basis.where ?? []).mask)
        : design,
      provenance: file.provenance,
      notice: fileLine(file.provenance, file.rows, lang),
      names: {
        ...{ weight, strata, cluster, fpc },
        calibrated: basis?.calibrated,
        replicates: basis?.replicates,
      },
      waves: [],
      file,
      reads: basis?.reads,
    };
  }
  return { ...opened, ...select(opened.table, where) };
}

/** The groups that are asked for; of several waves, the wave is the first. */
export function groupsOf(
  by: readonly string[] | undefined,
  { waves }: Pick<DesignedSample, "waves">,
): string[] {
  const named = by ?? [];
  return waves.length > 0 ? [waveVariable, ...named.filter((name) => name !== waveVariable)] : [...named];
}

/** What was asked of the data and their design, for JSON. */
export function describeRequest(
  { where = [], derive = [], lonelyPsu }: SampleOptions,
  { names, waves }: DesignedSample,
) {
  return {
    where,
    derive,
    waves,
    weight: names.weight ?? null,
    strata: names.strata,
    cluster: names.cluster ?? null,
    fpc: names.fpc ?? null,
    ...(names.calibrated !== undefined && { calibrated: names.calibrated }),
    ...(names.replicates && { replicates: names.replicates }),
    lonelyPsu: lonelyPsu ?? "fail",
  };
}

/** Footnotes on the conditions and derived variables. */
export function selectionNotes({
  where = [],
  derive = [],
  lang,
}: Pick<SampleOptions, "where" | "derive" | "lang">): string[] {
  const condition = where.length > 1 ? where.map((text) => `(${text})`).join(" and ") : where[0];
  return [
    ...(condition === undefined ? [] : [`${lang === "fr" ? "Condition :" : "Condition:"} ${condition}`]),
    ...derive.map((text) => `${lang === "fr" ? "Variable dérivée :" : "Derived variable:"} ${text}`),
  ];
}

/** Opens the data with all their variables, for a description. */
export async function openTable(options: SampleOptions, dataFolder: string): Promise<Sample> {
  const description = await declarationOf(options, dataFolder);
  if (!description) {
    const table = await readFileTable(options.data!, { sheet: options.sheet });
    return {
      table,
      provenance: table.provenance,
      notice: fileLine(table.provenance, table.rows, options.lang),
    };
  }
  const dataset = await readDataset(description);
  const waves = chooseWaves([...dataset.waves.values()], options.wave);
  return {
    table: waves.length > 1 ? stackedTable(waves) : waveTable(waves[0]!),
    provenance: dataset.provenance,
    notice: dataLine(dataset, options.lang),
  };
}

/** The declaration of a dataset, where the options name one; undefined where they name a plain file. */
async function declarationOf(options: SampleOptions, dataFolder: string) {
  const { data, dataset } = options;
  if ((data === undefined) === (dataset === undefined)) {
    const { embeddedDatasets } = await import("../study/dataset.ts");
    throw new InputError(
      data === undefined ? "no data are named" : "--data and --dataset exclude each other",
      {},
      {
        advice: `Name a file with --data, or an embedded dataset with --dataset ${embeddedDatasets(dataFolder)[0]}`,
      },
    );
  }
  const declared =
    data === undefined ||
    [".yaml", ".yml"].includes(extname(data)) ||
    (existsSync(data) && statSync(data).isDirectory());
  const foreign = (declared ? designFlags : ["wave" as const]).find((flag) => options[flag] !== undefined);
  if (foreign)
    throw new InputError(
      declared
        ? `a dataset declares its own design; leave out ${flagOf(foreign)}`
        : "a file has no waves; leave out --wave",
    );
  if (!declared) return undefined;
  // Plain files do without the libraries that read declarations.
  const { embeddedDatasets, embeddedFile, findDataset, loadDataset } = await import("../study/dataset.ts");
  if (data !== undefined) return findDataset(data, dataFolder, "");
  const known = embeddedDatasets(dataFolder);
  if (!known.includes(dataset!))
    throw new InputError("unknown dataset", {}, { value: dataset, advice: suggest(dataset!, known) });
  return loadDataset(embeddedFile(dataset!, dataFolder), dataFolder);
}

const designFlags = [
  ...(["sheet", "weight", "strata", "cluster", "fpc"] as const),
  ...varianceFlags,
] as const;

/** The named waves in the dataset's order; its last one when none is named. */
function chooseWaves(waves: readonly Wave[], wanted: readonly string[] | undefined): readonly Wave[] {
  if (wanted === undefined) return waves.slice(-1);
  const known = waves.map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InputError("unknown wave", {}, { value: unknown, advice: suggest(unknown, known) });
  return waves.filter(({ name }) => wanted.includes(name));
}

/** Reads `name = expression`. */
function parseDerivation(text: string): Derivation {
  const found = /^\s*([\p{L}_][\p{L}\p{N}\p{M}_.]*)\s*=(?!=)\s*(\S.*)$/su.exec(text);
  if (!found)
    throw new InputError(
      "a derived variable is written name = expression",
      { field: "--derive" },
      { value: text, advice: 'For example: --derive "decade = 10 * floor(age / 10)"' },
    );
  return { name: found[1]!, text: found[2]! };
}

/** Adds the derived variables one by one; none may have a name that is taken, be it by a column that was not read. */
function derived(derivations: readonly Derivation[], taken: readonly string[]): (table: Table) => Table {
  return (table) =>
    derivations.reduce((extended, { name, text }) => {
      if (extended.codebook.has(name) || taken.includes(name))
        throw new InputError("there is a variable of that name", derivePlace, {
          value: name,
          advice: "Choose another",
        });
      return withDerived(extended, name, expressionOver(extended, text, derivePlace));
    }, table);
}

/** The rows that meet all conditions. */
function select(table: Table, conditions: readonly string[]): Pick<DesignedSample, "mask" | "unknown"> {
  if (conditions.length === 0) return { mask: new Uint8Array(table.rows).fill(1), unknown: 0 };
  const compiled = conditions.map((text) => {
    const { type, evaluate } = expressionOver(table, text, wherePlace);
    if (type !== "truth")
      throw new InputError("this is no condition", wherePlace, {
        value: text,
        advice: "Compare it, as in: age >= 40",
      });
    return evaluate;
  });
  const mask = new Uint8Array(table.rows);
  let unknown = 0;
  for (let row = 0; row < table.rows; row++) {
    const results = compiled.map((evaluate) => evaluate(row));
    mask[row] = Number(results.every((result) => result === true));
    if (!results.includes(false) && results.includes(null)) unknown++;
  }
  if (!mask.includes(1))
    throw new InputError("no row meets the condition", wherePlace, { value: conditions.join(" and ") });
  return { mask, unknown };
}
