import { basename } from "node:path";
import { dump } from "js-yaml";
import type { Label } from "../../text/language.ts";
import {
  aboutDraft,
  aboutLeftOut,
  chooseColumn,
  eachCountsOne,
  mayBeToo,
  noCluster,
  noStrata,
} from "../../text/messages/drafts.ts";
import type { Reader } from "../../text/reader.ts";
import { visible } from "../../text/visible.ts";
import { unchosen } from "../datasetFile.ts";
import type { Candidate, Guess } from "./design.ts";
import type { Draft, DraftEntry } from "./draft.ts";

/** The declaration of a draft, with comments in the reader's language; `path` leads from its folder to the file of rows. */
export function draftText(draft: Draft, path: string, { say }: Reader): string {
  const { title, surveyed, design, entries, leftOut } = draft;
  const { kind } = surveyed.table.provenance;
  const comment = (told: Label) => `# ${visible(say(told))}`;
  const wave = [
    ...Object.entries(surveyed.reading).flatMap(([field, said]) =>
      said === undefined ? [] : yaml({ [field]: said }),
    ),
    ...guessLines("weight", design.weight, comment, [comment(eachCountsOne), "weight: 1"]),
    ...guessLines("strata", design.strata, comment, [comment(noStrata), "# strata: [...]"]),
    ...guessLines("cluster", design.cluster, comment, [comment(noCluster), "# cluster: ..."]),
    ...guessLines("fpc", design.fpc, comment, []),
  ];
  const lines = [
    comment(aboutDraft(basename(surveyed.file), surveyed.rows, surveyed.columns.length)),
    ...yaml({ title, file: path, ...(kind === "synthetic" && { kind }) }),
    ...guessLines("key", design.key, comment, []),
    "waves:",
    ...indented([...yaml({ [title]: {} }).map((line) => line.replace(/ \{\}$/, "")), ...indented(wave)]),
    ...(entries.length > 0 ? ["variables:", ...entries.flatMap((entry) => entryLines(entry, comment))] : []),
    ...(leftOut.length > 0 ? ["", comment(aboutLeftOut)] : []),
    ...leftOut.flatMap(({ names, why, instead }) => [
      `# ${visible(names.join(", "))}: ${visible(say(why))}`,
      ...(instead ? aside(indented(yaml([instead], 2))) : []),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Lines longer than this are lists of one item in a line. */
const longestLine = 110;

/** A part of the declaration, with names in quotation marks where YAML would take them for something else. */
function yaml(part: object, flowLevel = 1): string[] {
  const lines = (level: number) =>
    dump(part, { flowLevel: level, lineWidth: -1, noRefs: true }).trimEnd().split("\n");
  const short = lines(flowLevel);
  return short.every((line) => line.length <= longestLine) ? short : lines(flowLevel + 1);
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
const aside = (lines: readonly string[]) => lines.map((line) => `# ${line}`);

function guessLines(
  field: "key" | "weight" | "strata" | "cluster" | "fpc",
  { chosen, others, isOpen }: Guess,
  comment: (told: Label) => string,
  none: readonly string[],
): string[] {
  const declared = (column: string) => yaml({ [field]: field === "strata" ? [column] : column });
  const alternative = ({ column, why }: Candidate) => [comment(why), ...aside(declared(column))];
  if (chosen)
    return [
      comment(chosen.why),
      ...declared(chosen.column),
      ...(others.length > 0 ? [comment(mayBeToo), ...others.flatMap(alternative)] : []),
    ];
  if (isOpen) return [comment(chooseColumn), ...others.flatMap(alternative), ...declared(unchosen)];
  return others.length > 0 ? others.flatMap(alternative) : [...none];
}

function entryLines({ variable, notes }: DraftEntry, comment: (told: Label) => string): string[] {
  const told = notes.flatMap(({ told, instead }) => [
    comment(told),
    ...(instead ? aside(yaml(instead)) : []),
  ]);
  return indented([...yaml([variable], 2), ...indented(told)]);
}
