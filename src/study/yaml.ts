import { readFileSync } from "node:fs";
import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { InputError } from "../text/errors.ts";
import { issueLabel } from "../text/issues.ts";
import { whyUnreadable } from "../text/messages/files.ts";
import { brokenAliases, brokenYaml, reservedField, yamlTooDeep } from "../text/messages/schemas.ts";

/** Reads a YAML file and validates it; a fault is told with the file, the line and the field. */
export function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, merge: true });
  const [fault] = document.errors;
  if (fault) {
    const place = { file, line: lines.linePos(fault.pos[0]).line };
    throw new InputError(brokenYaml(fault.code, fault.message, fault.linePos?.[0].col), place);
  }
  refuseReserved(document, file, lines);
  const value = plainValue(document, file);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const node = deepestNode(document, issue.path as (string | number)[]);
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

/** A field of this name would be no field of the plain data, but what all objects inherit from. */
const reservedKey = "__proto__";

function refuseReserved(document: Document, file: string, lines: LineCounter): void {
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== reservedKey) return;
      const line = key.range ? lines.linePos(key.range[0]).line : undefined;
      throw new InputError(reservedField, { file, line }, { value: reservedKey });
    },
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError({ what: whyUnreadable((error as NodeJS.ErrnoException).code) }, { file });
  }
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
