import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { readTextNow } from "../sources/files/input.ts";
import { InputError } from "../text/errors.ts";
import { issueLabel } from "../text/issues.ts";
import {
  brokenAliases,
  brokenYaml,
  fieldTwice,
  reservedField,
  yamlTooDeep,
} from "../text/messages/schemas.ts";

/** What the last text of each file meant, by the schema that it was validated with. */
const known = new WeakMap<z.ZodType, Map<string, { readonly text: string; readonly data: unknown }>>();

/**
 * Reads a YAML file and validates it; a fault is told with the file, the line and the field. Studies and sources share their
 * dataset and their words: a text is parsed once, for that takes long.
 */
export function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const text = readTextNow(file);
  const files = known.get(schema) ?? new Map();
  known.set(schema, files);
  const last = files.get(file);
  if (last?.text === text) return last.data as z.output<Schema>;
  const data = parseYaml(file, text, schema);
  files.set(file, { text, data });
  return data;
}

function parseYaml<Schema extends z.ZodType>(file: string, text: string, schema: Schema): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, uniqueKeys: false });
  const [fault] = document.errors;
  if (fault) {
    const place = { file, line: lines.linePos(fault.pos[0]).line };
    throw new InputError(brokenYaml(fault.code, fault.message, fault.linePos?.[0].col), place);
  }
  checkKeys(document, file, lines);
  const value = plainValue(document, file);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const node = unknownKey(document, issue) ?? deepestNode(document, issue.path as (string | number)[]);
  const line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
  const field = issue.path.join(".");
  const found = valueAt(value, issue.path as (string | number)[]);
  throw new InputError(
    { what: issueLabel(issue) },
    { file, line, field: field || undefined },
    typeof found === "object" || found === undefined ? {} : { value: found },
  );
}

/** The document as plain data; throws where its aliases cannot be followed to an end. */
function plainValue(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value);
    return value;
  } catch (error) {
    const { message } = error as Error;
    throw new InputError(error instanceof RangeError ? yamlTooDeep : brokenAliases(message), { file });
  }
}

/** Where a key stands that the schema does not know: on its own line, not that of the map. */
function unknownKey(document: ReturnType<typeof parseDocument>, issue: z.core.$ZodIssue): unknown {
  if (issue.code !== "unrecognized_keys") return undefined;
  const map = document.getIn(issue.path as (string | number)[], true);
  return isMap(map)
    ? map.items.map(({ key }) => key).find((key) => isScalar(key) && String(key.value) === issue.keys[0])
    : undefined;
}

/** A field of this name would be no field of the plain data, but what all objects inherit from. */
const reservedKey = "__proto__";

/** Refuses reserved keys, and those that stand twice in a map (the parser's own check takes the square of their number). */
function checkKeys(document: Document, file: string, lines: LineCounter): void {
  visit(document, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const fault =
          key.value === reservedKey ? reservedField : keys.has(key.value) ? fieldTwice : undefined;
        const line = key.range ? lines.linePos(key.range[0]).line : undefined;
        if (fault) throw new InputError(fault, { file, line }, { value: String(key.value) });
        keys.add(key.value);
      }
    },
  });
}

function deepestNode(
  document: ReturnType<typeof parseDocument>,
  path: readonly (string | number)[],
): unknown {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node)) return node;
  }
  return undefined;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
}
