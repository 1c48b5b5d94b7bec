import { join } from "node:path";
import * as z from "zod";
import { ownError } from "../text/issues.ts";
import { lowAboveHigh } from "../text/messages/schemas.ts";
import { label, line } from "./schemas.ts";
import type { Lexicon, Wording } from "./wording.ts";
import { readYaml } from "./yaml.ts";

const percentage = z.number().min(0).max(100);

/** The words of a YAML file: those that all studies and sources share, or more of one's own. */
export const lexicon = z.record(
  z.string(),
  z
    .strictObject({ fr: line, en: line, low: percentage, high: percentage, rule: label })
    .refine(({ low, high }) => low <= high, ownError(lowAboveHigh))
    .transform(({ fr, en, ...reading }): Wording => ({ label: { fr, en }, ...reading })),
);

/** The words that all studies and sources of a data folder share, with more of one's own. */
export const lexiconOf = (dataFolder: string, own: Readonly<Record<string, Wording>>): Lexicon =>
  new Map(Object.entries({ ...readYaml(join(dataFolder, "lexicon.yaml"), lexicon), ...own }));
