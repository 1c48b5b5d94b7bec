import type { Column, Kind } from "../reports/tables/column.ts";

/** A JSON Schema (draft 2020-12) as plain data. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

const types: Readonly<Record<Kind, string>> = {
  text: "string",
  share: "number",
  points: "number",
  number: "number",
  count: "number",
  p: "number",
};

/** An object with exactly these properties; `others` is what further ones are, if there may be any. */
export const object = (
  properties: Readonly<Record<string, Schema>>,
  others: Schema | false = false,
  optional: Readonly<Record<string, Schema>> = {},
): Schema => ({
  type: "object",
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: others,
});

export const array = (items: Schema): Schema => ({ type: "array", items });
export const text: Schema = { type: "string" };
export const textOrNull: Schema = { type: ["string", "null"] };
export const number: Schema = { type: ["number", "null"] };
export const count: Schema = { type: "integer", minimum: 0 };
export const flag: Schema = { type: "boolean" };
export const oneOf = (values: readonly string[]): Schema => ({ enum: values });

/** The schema of the rows of a table, from its columns; every value may be null, and what is on request may lack. */
export function rowSchema<Row>(columns: readonly Column<Row>[], others: Schema | false = false): Schema {
  const propertiesOf = (onRequest: boolean) => {
    const own = columns.filter(
      (column) => column.audience !== "people" && (column.onRequest ?? false) === onRequest,
    );
    return Object.fromEntries(
      own.map(({ key, kind, values, about }) => [
        key,
        {
          ...(values ? { enum: [...values, null] } : { type: [types[kind], "null"] }),
          ...(about && { description: about }),
        },
      ]),
    );
  };
  return object(propertiesOf(false), others, propertiesOf(true));
}

/** A text in both languages. */
export const label: Schema = object({ fr: text, en: text });

/** The labels of what a document names. */
export const labels: Schema = {
  ...array(object({ name: text, label, levels: array(object({ name: text, label })) })),
  description: "the labels of what the document names, in both languages",
};

/** What every document says of the data. */
export const data: Schema = object({
  kind: oneOf(["synthetic", "microdata"]),
  notice: text,
  dataset: textOrNull,
  rows: {
    anyOf: [count, { type: "object", additionalProperties: count }],
    description: "of a file; of a dataset by wave",
  },
  seed: { type: ["integer", "null"] },
  files: array(text),
});

/** What every document says of the run that made it. */
const run: Readonly<Record<string, Schema>> = {
  panel: { ...text, description: "the program's version" },
  inputs: {
    ...array(object({ name: text, sha256: text })),
    description: "the files that were read, without their folders, and the SHA-256 of each",
  },
};

/** The schema of a command's document: of one object, or of one of several. */
export const titled = (title: string, { anyOf, ...schema }: Schema): Schema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title,
  ...(anyOf ? { anyOf: (anyOf as readonly Schema[]).map(ofRun) } : ofRun(schema)),
});

const ofRun = ({ properties, required, ...schema }: Schema): Schema => ({
  ...schema,
  properties: { ...run, ...(properties as object) },
  required: [...Object.keys(run), ...(required as readonly string[])],
});
