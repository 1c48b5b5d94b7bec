import type { DisclosureControl } from "../figures/disclosureControl.ts";
import { agrees, type Reproduction, reproduce, uncomputedIn } from "../figures/reproduce.ts";
import { dataLine } from "../reports/dataLines.ts";
import { checkFormats, renderChecks } from "../reports/formats/checks.ts";
import type { Block } from "../reports/formats/document.ts";
import { renderMarkdown } from "../reports/formats/markdown.ts";
import { renderText } from "../reports/formats/text.ts";
import { reproductionChecks } from "../reports/reproductionChecks.ts";
import { type Extent, renderReproduction } from "../reports/reproductionDocument.ts";
import { differingDocument, summaryDocument } from "../reports/reproductionExtracts.ts";
import { reproductionBlocks } from "../reports/reproductionReport.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { type Dataset, linkedWaves } from "../sources/datasets/dataset.ts";
import { openStudy } from "../study/openStudy.ts";
import { readBounds } from "../study/storedBounds.ts";
import type { DesignPart, Study } from "../study/study.ts";
import type { PublishedWorkbook } from "../study/workbook/publishedCells.ts";
import { InputError } from "../text/errors.ts";
import { quantitiesWithheld } from "../text/messages/disclosure.ts";
import {
  agreement,
  boundsNotShown,
  linkedRespondents,
  reportWritten,
  summaryOfChecks,
} from "../text/messages/reproduction.ts";
import { type Reader, readerOf } from "../text/reader.ts";
import type { OpenForReport, ReportOptions } from "./openForReport.ts";
import { runRecord } from "./runRecord.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";

interface Options extends ReportOptions {
  readonly format: "text" | "json" | "markdown" | (typeof checkFormats)[number];
  readonly strict?: boolean;
  /** The respondents on which everything that is told has to rest at least. */
  readonly minCell?: number;
  /** Whether only what differs is printed, only the counts and the verdict, or nothing. */
  readonly differs?: boolean;
  readonly summary?: boolean;
  /** What the second variances use of the design. */
  readonly variance?: readonly DesignPart[];
}

/** `panel reproduce`: prints the comparison, writes the report, returns 1 when the publication is not reproduced. */
export async function reproduceCommand(id: string, options: Options, dataFolder: string): Promise<number> {
  const reader = readerOf(options.lang);
  if (options.summary && checkFormats.some((format) => format === options.format))
    throw new InputError(summaryOfChecks, { field: "--summary" }, { value: options.format });
  const { study, dataset, workbook, report } = await open(id, options, dataFolder);
  const run = report || options.format === "json" ? await runRecord() : undefined;
  const bounds = readBounds(study, dataFolder);
  const control = await controlFor(study, dataset, workbook, options);
  if (!bounds && !options.quiet) tell(boundsNotShown(id));
  // Who maps data of their own sees whether the identifiers of the waves agree.
  if (dataset.provenance.kind === "microdata" && !options.quiet)
    for (const { wave, earlier, linked, of } of linkedWaves(dataset))
      tell(linkedRespondents(linked, of, wave, earlier));
  const reproduction = { ...reproduce(study, dataset, options.variance, workbook, control), bounds };
  const written = report?.write(reproduction, run!);
  const strict = options.strict ?? false;
  const extent = extentOf(options);
  const title = `${reader.say(study.title)}. ${reader.say(dataLine(originOf(dataset)))}`;
  const verdict = reader.say(agreement(agrees(reproduction, strict), strict, uncomputedIn(reproduction)));
  const blocks = () => blocksOf[extent](reproduction, strict, reader);
  const checks = () =>
    reproductionChecks(reproduction, strict, reader).filter(
      ({ failure }) => extent === "all" || failure !== undefined,
    );
  const render: Record<Options["format"], () => string> = {
    text: () => renderText(blocks(), terminal()),
    markdown: () => renderMarkdown(blocks()),
    json: () => renderReproduction(reproduction, run!, reader, extent, strict),
    junit: () => renderChecks.junit(checks(), title, verdict),
    github: () => renderChecks.github(checks(), title, verdict),
  };
  // It is rendered while threads draw and pack what is written.
  const rendered = options.quiet ? "" : render[options.format]();
  await written;
  if (!options.quiet) {
    process.stdout.write(rendered);
    if (report) tell(reportWritten(report.folder));
  }
  return agrees(reproduction, strict) ? 0 : 1;
}

/** Opens a study, with its report where one is to be written: what writes reports takes long to load. */
async function open(id: string, options: Options, dataFolder: string): Promise<OpenForReport> {
  if (options.out === false) return openStudy(id, dataFolder, options);
  const { openForReport } = await import("./openForReport.ts");
  return openForReport(id, options, dataFolder);
}

/** What is printed of a reproduction. */
const blocksOf: Readonly<
  Record<Extent, (reproduction: Reproduction, strict: boolean, reader: Reader) => Block[]>
> = {
  all: (reproduction, _, reader) => reproductionBlocks(reproduction, reader),
  differs: differingDocument,
  summary: summaryDocument,
};

function extentOf({ differs, summary }: Options): Extent {
  if (summary) return "summary";
  return differs ? "differs" : "all";
}

/** What is not told since it rests on too few respondents, where that is asked for; how much it is, the one who asks is told. */
async function controlFor(
  study: Study,
  dataset: Dataset,
  workbook: PublishedWorkbook | undefined,
  { minCell: least, quiet }: Options,
): Promise<DisclosureControl | undefined> {
  if (least === undefined) return undefined;
  const [{ controlDisclosure }, { loadHighs }] = await Promise.all([
    import("../figures/controlDisclosure.ts"),
    import("../coherence/highs.ts"),
  ]);
  const control = controlDisclosure(study, dataset, workbook, least, await loadHighs());
  if (!quiet && control.small > 0) tell(quantitiesWithheld(least, control.small, control.protecting));
  return control;
}
