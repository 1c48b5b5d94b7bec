import {
  CORE_SCHEMA,
  constructFromEvents,
  defineMappingTag,
  EVENT_ID,
  type Event,
  getScalarValue,
  mapTag,
  mergeTag,
  parseEvents,
  YAMLException,
} from "js-yaml";
import type * as z from "zod";
import { readTextNow } from "../sources/files/input.ts";
import { errorOf, type Fault, InputError, type Place } from "../text/errors.ts";
import { issueLabel } from "../text/issues.ts";
import {
  aliasesTooLarge,
  aliasOfItself,
  brokenYaml,
  fieldTwice,
  reservedField,
  severalDocuments,
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
  const { value, placeOf } = openYaml(file, text);
  return validated(schema, value, placeOf);
}

/** What fits a schema; throws all that does not. */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  placeOf: PlaceOf,
  above: readonly PropertyKey[] = [],
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw errorOf(result.error.issues.map((issue) => issueError(issue, value, placeOf, above)));
}

/** A YAML file as plain data, with the place of each part, for what checks it part by part. */
export interface OpenYaml {
  readonly value: unknown;
  /** Where what a path leads to stands: the file, the line and the field. */
  readonly placeOf: PlaceOf;
}

export type PlaceOf = (path: readonly PropertyKey[], field?: readonly PropertyKey[]) => Place;

export function openYaml(file: string, text = readTextNow(file)): OpenYaml {
  const { value, events } = parse(text, file);
  return {
    value,
    placeOf: (path, field = path) => ({
      file,
      line: lineAt(text, positionOf(events, text, path.map(String))),
      field: field.map(String).join(".") || undefined,
    }),
  };
}

/** What does not fit a schema, told with its place; `above` leads to the part of the file that was validated. */
export function issueError(
  issue: z.core.$ZodIssue,
  value: unknown,
  placeOf: PlaceOf,
  above: readonly PropertyKey[] = [],
): InputError {
  const path = [...above, ...issue.path];
  const at = issue.code === "unrecognized_keys" ? [...path, issue.keys[0]!] : path;
  const found = valueAt(value, issue.path.map(String));
  return new InputError(
    { what: issueLabel(issue) },
    placeOf(at, path),
    typeof found === "object" || found === undefined ? {} : { value: found },
  );
}

/** The values of YAML 1.2, with merge keys; a name that all objects inherit from would be no field of its own. */
const dataSchema = CORE_SCHEMA.withTags(
  mergeTag,
  defineMappingTag("tag:yaml.org,2002:map", {
    ...mapTag,
    addPair: (fields, key, value) =>
      String(key) === "__proto__" ? reservedName : mapTag.addPair(fields, key, value),
  }),
);
const reservedName = "reserved name";

/** The faults of a field's name, by the parser's reason: they are told with the name. */
const nameFaults: Readonly<Record<string, Fault>> = {
  [reservedName]: reservedField,
  "duplicated mapping key": fieldTwice,
};

/** A file's text as plain data, and as the parser's events, which know where each part stands. */
function parse(text: string, file: string): { readonly value: unknown; readonly events: readonly Event[] } {
  let events: Event[] = [];
  try {
    events = parseEvents(text, {});
    checkDocuments(events, text, file);
    checkAliases(events, text, file);
    return { value: constructFromEvents(events, { source: text, schema: dataSchema })[0] ?? null, events };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const at = error.mark?.position ?? 0;
    const place = { file, line: lineAt(text, at) };
    const fault = nameFaults[error.reason];
    const name = events.find((event) => event.type === EVENT_ID.SCALAR && event.valueStart === at);
    if (fault && name?.type === EVENT_ID.SCALAR)
      throw new InputError(fault, place, { value: getScalarValue(text, name) });
    throw new InputError(brokenYaml(error.reason, text, at), place);
  }
}

function checkDocuments(events: readonly Event[], text: string, file: string): void {
  const second = events.findIndex(({ type }, at) => at > 0 && type === EVENT_ID.DOCUMENT);
  if (second < 0) return;
  throw new InputError(severalDocuments, { file, line: lineAt(text, startOf(events[second + 1])) });
}

/** The most parts that a document has once its aliases are followed: beyond, few lines would fill the memory. */
const mostParts = 1_000_000;

/** Throws where an alias stands within what it names, or where aliases of aliases multiply beyond measure. */
function checkAliases(events: readonly Event[], text: string, file: string): void {
  if (!events.some(({ type }) => type === EVENT_ID.ALIAS)) return;
  const partsOf = new Map<string, number | undefined>();
  const open: { readonly name: string; readonly before: number }[] = [];
  let parts = 0;
  for (const event of events) {
    const name = "anchorStart" in event ? text.slice(event.anchorStart, event.anchorEnd) : "";
    if (event.type === EVENT_ID.POP) {
      const { name, before } = open.pop()!;
      partsOf.set(name, parts - before);
    } else if (event.type === EVENT_ID.ALIAS) {
      const refuse = (fault: Fault) => {
        throw new InputError(fault, { file, line: lineAt(text, startOf(event)) }, { value: `*${name}` });
      };
      if (partsOf.has(name) && partsOf.get(name) === undefined) refuse(aliasOfItself);
      parts += partsOf.get(name) ?? 0;
      if (parts > mostParts) refuse(aliasesTooLarge);
    } else if (event.type === EVENT_ID.SCALAR) {
      partsOf.set(name, 1);
      parts++;
    } else {
      partsOf.set(name, undefined);
      open.push({ name, before: parts++ });
    }
  }
}

/** Where what a path leads to begins in the text, or the deepest part of the path that stands there; a field's name where it has no value. */
function positionOf(events: readonly Event[], text: string, path: readonly string[]): number {
  let next = events.findIndex(({ type }) => type !== EVENT_ID.DOCUMENT);
  let found = 0;
  const visit = (depth: number, onPath: boolean): void => {
    const event = events[next++]!;
    const start = startOf(event);
    if (onPath && start >= 0) found = start;
    if (event.type === EVENT_ID.SEQUENCE) {
      for (let index = 0; events[next]!.type !== EVENT_ID.POP; index++)
        visit(depth + 1, onPath && path[depth] === String(index));
      next++;
    } else if (event.type === EVENT_ID.MAPPING) {
      while (events[next]!.type !== EVENT_ID.POP) {
        const key = events[next]!;
        const wanted = key.type === EVENT_ID.SCALAR && getScalarValue(text, key) === path[depth];
        visit(depth + 1, onPath && wanted);
        visit(depth + 1, onPath && wanted);
      }
      next++;
    }
  };
  if (next >= 0) visit(0, true);
  return found;
}

/** Where a part begins, or -1 where it is empty. */
function startOf(event: Event | undefined): number {
  if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return -1;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  return event.type === EVENT_ID.SCALAR ? event.valueStart : event.start;
}

function lineAt(text: string, position: number): number {
  let line = 1;
  for (let end = text.indexOf("\n"); end >= 0 && end < position; end = text.indexOf("\n", end + 1)) line++;
  return line;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}
