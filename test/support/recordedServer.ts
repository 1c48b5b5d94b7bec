import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What a server is asked. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers: the pieces of a body, one after the other, and how it ends. */
export interface Played {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pieces: readonly (string | Uint8Array)[];
  /** The connection breaks after the last piece. */
  readonly isCut?: boolean;
  /** Nothing follows the last piece, and the connection stays. */
  readonly isSilent?: boolean;
}

export interface RecordedServer {
  /** Its host and port. */
  readonly host: string;
  readonly asked: readonly Asked[];
}

/** A server on this machine that plays answers until the test is finished. */
export async function serverOf(answer: (asked: Asked) => Played | Promise<Played>): Promise<RecordedServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const bytes of request) body += bytes;
    const own = {
      method: request.method!,
      url: new URL(request.url!, "http://server"),
      headers: request.headers,
      body,
    };
    asked.push(own);
    const { status = 200, headers = {}, pieces, isCut, isSilent } = await answer(own);
    response.writeHead(status, headers);
    response.flushHeaders();
    for (const piece of pieces) {
      response.write(piece);
      // Each piece arrives by itself.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (isCut) response.destroy();
    else if (!isSilent) response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
