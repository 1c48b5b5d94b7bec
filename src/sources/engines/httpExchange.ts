import { type IncomingHttpHeaders, type IncomingMessage, request as requestInClear } from "node:http";
import { request as requestEncrypted } from "node:https";
import { InputError } from "../../text/errors.ts";
import {
  answerCut,
  answerLate,
  certificateRefused,
  loginRefused,
  notEncrypted,
  otherProtocol,
  redirected,
  serverSilent,
} from "../../text/messages/httpServers.ts";
import type { HttpServer } from "./httpAddress.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** From the root of the server on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The seconds that may pass without a byte. */
  readonly patience: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Its text, some at a time; throws where it does not come to its end. */
  readonly texts: AsyncIterable<string>;
}

/** The seconds in which a connection must be made. */
const mostToConnect = 30;

/**
 * Asks a server, of which the certificate is verified. No redirection is followed. Node's `fetch` is not used, since it waits five minutes
 * at most, which a query over many rows may exceed.
 */
export async function exchange(server: HttpServer, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await answerTo(server, request);
  const { statusCode: status = 0, headers } = answer;
  const refusal =
    status >= 300 && status < 400
      ? new InputError(redirected, { server: server.text }, { value: headers.location })
      : status === 401 || status === 403
        ? new InputError(loginRefused(server.kind.prefix), { server: server.text }, { value: server.user })
        : undefined;
  if (refusal) {
    answer.destroy();
    throw refusal;
  }
  return { status, headers, texts: textsOf(server, answer) };
}

/** The whole text of an answer. */
export async function wholeText({ texts }: HttpAnswer): Promise<string> {
  let whole = "";
  for await (const text of texts) whole += text;
  return whole;
}

/** What a header carries, which HTTP sends byte by byte, of a text that may have any character. */
export const headerText = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** A connection that was kept, and that the server has closed in the meantime, is replaced by a new one. */
async function answerTo(server: HttpServer, asked: HttpRequest): Promise<IncomingMessage> {
  try {
    return await sent(server, asked);
  } catch (error) {
    if (error instanceof InputError || !(error as { isKept?: boolean }).isKept)
      throw faultOf(server, error as Error);
    return sent(server, asked).catch((again) => {
      throw faultOf(server, again);
    });
  }
}

function sent(server: HttpServer, { method, path, headers, body, patience }: HttpRequest) {
  const url = new URL(server.origin + path);
  const send = url.protocol === "https:" ? requestEncrypted : requestInClear;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const request = send(url, { method, headers, timeout: 1000 * patience }, (answer) => {
      request.removeAllListeners("timeout").on("timeout", () => answer.destroy(late()));
      resolve(answer);
    });
    const late = () => new InputError(answerLate(patience), { server: server.text });
    request.on("timeout", () => request.destroy(late()));
    request.on("socket", (socket) => {
      if (!socket.connecting) return;
      const limit = setTimeout(
        () => request.destroy(Object.assign(new Error(), { code: "ETIMEDOUT" })),
        1000 * mostToConnect,
      );
      socket.once("connect", () => clearTimeout(limit)).once("close", () => clearTimeout(limit));
    });
    request.on("error", (error) => {
      const isKept = request.reusedSocket && (error as NodeJS.ErrnoException).code === "ECONNRESET";
      reject(Object.assign(error, { isKept }));
    });
    // A server that computes for long sends nothing, and one that is gone would not be known from it.
    request.setSocketKeepAlive(true, 30_000);
    // Node would write headers in the encoding of a text that follows them.
    request.end(Buffer.from(body ?? ""));
  });
}

/** What is wrong with the way to a server, by what the system, or TLS, calls it. */
const faults = [
  [/^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO)$/, () => notEncrypted],
  [/CERT|SELF_SIGNED|LEAF_SIGNATURE|ISSUER|CRL|^ERR_(?:TLS|SSL)/, () => certificateRefused],
  [/^HPE_/, ({ kind }: HttpServer) => otherProtocol(kind.name)],
  [/^(?:ECONNRESET|EPIPE)$/, () => answerCut],
] as const;

function faultOf(server: HttpServer, error: Error): InputError {
  if (error instanceof InputError) return error;
  // A host with several addresses has an error for each.
  const [first = error] = (error as AggregateError).errors ?? [];
  const code = (first as NodeJS.ErrnoException).code ?? first.message;
  const fault = faults.find(([pattern]) => pattern.test(code))?.[1](server) ?? serverSilent;
  return new InputError(fault, { server: server.text }, { value: code });
}

async function* textsOf(server: HttpServer, answer: IncomingMessage): AsyncIterable<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      const fault = bytes === undefined ? answerCut : otherProtocol(server.kind.name);
      throw new InputError(fault, { server: server.text });
    }
  };
  try {
    for await (const bytes of answer) yield decode(bytes);
    yield decode();
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(answerCut, { server: server.text });
  }
}
