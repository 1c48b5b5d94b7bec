import { InputError } from "../../text/errors.ts";
import { databaseRefused } from "../../text/messages/engines.ts";
import {
  answerCut,
  loginRefused,
  otherProtocol,
  serverFails,
  settingsFixed,
  textNotUtf8,
} from "../../text/messages/httpServers.ts";
import type { Answer, Batch, RelationColumn } from "./engine.ts";
import type { HttpServer } from "./httpAddress.ts";
import { type HttpAnswer, wholeText } from "./httpExchange.ts";
import { batchOf } from "./rowBatch.ts";

/** What stands around the rows of an answer in the format JSONCompact. */
interface Frame {
  readonly meta: readonly RelationColumn[];
  /** How many rows there are: told after them, so that an answer which stops early is known by it. */
  readonly rows: number;
  readonly exception?: string | undefined;
}

/** The columns of an answer, and then its rows, some at a time. Throws where it is not complete. */
export interface ClickhouseAnswer {
  readonly columns: readonly RelationColumn[];
  readonly batches: AsyncIterable<Batch>;
}

/** Rows that are given on at once. */
const rowsOfBatch = 4096;

/**
 * Reads an answer in the format JSONCompact as it comes: what stands before the rows, each row on a line of its own, and what stands after
 * them, where the server tells their number. An exception may follow rows, behind a status that says success (ClickHouse documentation,
 * HTTP interface, "HTTP response codes caveats"): then the end is missing, or names the exception.
 */
export async function readAnswer(server: HttpServer, answer: HttpAnswer): Promise<ClickhouseAnswer> {
  if (answer.status !== 200) throw refusalOf(server, answer.status, await wholeText(answer));
  const lines = linesOf(answer.texts);
  try {
    const head = await linesBeforeRows(server, lines);
    const { meta } = frameOf(server, head, ['"rows": 0 }']);
    return { columns: meta, batches: batchesOf(server, head, meta, lines) };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

async function linesBeforeRows(server: HttpServer, lines: AsyncGenerator<string>): Promise<string[]> {
  const head: string[] = [];
  try {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      if (next.value.trim() === '"data":') {
        // The bracket of the rows.
        await lines.next();
        return head;
      }
      head.push(next.value);
    }
  } catch (error) {
    throw told(server, head.join("\n"), error);
  }
  const text = head.join("\n");
  throw exceptionIn(text) !== undefined || isStart(text)
    ? endOf(server, text)
    : new InputError(otherProtocol(server.kind.name), { server: server.text });
}

/** Whether a text is how an answer begins, or a part of that. */
function isStart(text: string): boolean {
  const [start, given] = ['{"meta":', text.replace(/\s/g, "")];
  return start.startsWith(given) || given.startsWith(start);
}

async function* batchesOf(
  server: HttpServer,
  head: readonly string[],
  columns: readonly RelationColumn[],
  lines: AsyncGenerator<string>,
): AsyncIterable<Batch> {
  const read = columns.map(({ type }) => (/Float/.test(type) ? double : (answer: Answer) => answer));
  const tail: string[] = [];
  let rows: Answer[][] = [];
  let count = 0;
  try {
    for await (const line of lines) {
      const row = tail.length === 0 ? rowIn(line, columns.length) : undefined;
      if (!row) {
        if (tail.length > 0 || line.trim() !== "") tail.push(line);
        continue;
      }
      if (line.includes("\ufffd")) throw new InputError(textNotUtf8, { server: server.text });
      rows.push(row.map((answer, at) => read[at]!(answer)));
      count++;
      if (rows.length < rowsOfBatch) continue;
      yield batchOf(rows, columns.length);
      rows = [];
    }
  } catch (error) {
    throw told(server, tail.join("\n"), error);
  }
  const frame = frameOf(server, [...head, '"data": ['], tail);
  if (frame.exception !== undefined) throw endOf(server, frame.exception);
  if (frame.rows !== count) throw new InputError(answerCut, { server: server.text });
  yield batchOf(rows, columns.length);
}

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const text of texts) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      yield* lines;
    }
  } catch (error) {
    // What came before the connection broke may tell why.
    if (rest !== "") yield rest;
    throw error;
  }
  if (rest !== "") yield rest;
}

/** The row that a line is; undefined where it is none. */
function rowIn(line: string, columns: number): Answer[] | undefined {
  const text = line.trim();
  if (!text.startsWith("[")) return undefined;
  try {
    const row = JSON.parse(text.endsWith(",") ? text.slice(0, -1) : text);
    return row.length === columns ? row : undefined;
  } catch {
    return undefined;
  }
}

const doubles: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
  "-nan": Number.NaN,
};

const double = (answer: Answer): Answer =>
  typeof answer === "string" ? (doubles[answer] ?? answer) : answer;

function frameOf(server: HttpServer, head: readonly string[], tail: readonly string[]): Frame {
  try {
    return JSON.parse([...head, ...tail].join("\n"));
  } catch {
    throw endOf(server, tail.join("\n"));
  }
}

/** What the server tells of an exception within its answer, of which the connection may break then. */
function told(server: HttpServer, text: string, error: unknown): unknown {
  return exceptionIn(text) === undefined ? error : endOf(server, text);
}

/** What is wrong with an answer that ends otherwise than its format does. */
function endOf(server: HttpServer, text: string): InputError {
  const words = exceptionIn(text);
  return words === undefined ? new InputError(answerCut, { server: server.text }) : exception(server, words);
}

/** The words of an exception of the server, without its version. */
const exceptionIn = (text: string): string | undefined =>
  /Code: \d+[.,][^\r\n]*/.exec(text)?.[0].replace(/ \(version [^)]*(?:\([^)]*\))?\)$/, "");

/** The numbers of exceptions that the user is refused by, and of settings that the user may not change (ClickHouse, ErrorCodes.cpp). */
const [logins, fixed] = [
  [192, 193, 194, 516],
  [164, 452],
];

function exception(server: HttpServer, words: string): InputError {
  const code = Number(/\d+/.exec(words)![0]);
  if (logins.includes(code))
    return new InputError(
      loginRefused(server.kind.prefix),
      { server: server.text },
      { value: server.user ?? "default" },
    );
  const fault = fixed.includes(code) ? settingsFixed : databaseRefused;
  return new InputError(fault, { server: server.text }, { value: words });
}

function refusalOf(server: HttpServer, status: number, text: string): InputError {
  const words = exceptionIn(text);
  if (words !== undefined) return exception(server, words);
  const fault = status >= 500 ? serverFails : otherProtocol(server.kind.name);
  return new InputError(fault, { server: server.text }, { value: `HTTP ${status}` });
}
