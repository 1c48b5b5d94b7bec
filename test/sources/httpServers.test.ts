import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createEncrypted } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type HttpKind, type HttpServer, httpServer } from "../../src/sources/engines/httpAddress.ts";
import { exchange, wholeText } from "../../src/sources/engines/httpExchange.ts";
import { openServer } from "../../src/sources/engines/servers.ts";
import { folderWith } from "../support/files.ts";
import { type Played, serverOf } from "../support/recordedServer.ts";

const kind: HttpKind = {
  name: "Base",
  shape: "base://user@host:1/database",
  prefix: "BASE",
  ports: [1, 2],
  parts: [0, 1],
};

const serverAt = (text: string): HttpServer => httpServer(kind, { text, url: new URL(text) });

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the address of a server over HTTP", () => {
  test.each([
    ["base://localhost", "http://localhost:1"],
    ["base://127.0.0.1:9/d", "http://127.0.0.1:9"],
    ["base://[::1]/d", "http://[::1]:1"],
    ["base://localhost?secure=1", "https://localhost:2"],
    ["base://data.example", "https://data.example:2"],
    ["base://data.example:443", "https://data.example"],
    ["base://data.example:8123?secure=0", "http://data.example:8123"],
    ["base://127.0.0.1.example", "https://127.0.0.1.example:2"],
  ])("%s is %s", (text, origin) => {
    expect(serverAt(text).origin).toBe(origin);
  });

  test("has a user, a database and no password", () => {
    vi.stubEnv("BASE_PASSWORD", "secret");
    vi.stubEnv("BASE_USER", "other");
    const { user, path, password } = serverAt("base://m%C3%A9@localhost/a%2Fb");
    expect({ user, path, password }).toEqual({ user: "mé", path: ["a/b"], password: "secret" });
    expect(serverAt("base://localhost").user).toBe("other");
  });

  test.each([
    "base:///d",
    "base://localhost/a/b",
    "base://localhost/%zz",
    "base://localhost?secure=yes",
    "base://localhost?sslmode=require",
    "base://localhost/d#t",
  ])("is refused where it is %s", (text) => {
    expect(() => serverAt(text)).toThrow("base://user@host:1/database");
  });

  test("is told without its parameters, one of which may be a secret", () => {
    expect(() => serverAt("base://localhost/d?key=secret")).toThrow("server base://localhost/d:");
    expect(() => serverAt("base://localhost/d?key=secret")).not.toThrow("secret");
  });

  test("that is another machine's tells that the connection is in the clear, and sends no password then", () => {
    expect(serverAt("base://localhost").notes).toEqual([]);
    expect(serverAt("base://data.example").notes).toEqual([]);
    expect(serverAt("base://data.example?secure=0").notes[0]!.en).toContain("not encrypted");
    vi.stubEnv("BASE_PASSWORD", "secret");
    expect(() => serverAt("base://data.example?secure=0")).toThrow(
      "(BASE_PASSWORD) would go through the network",
    );
    expect(() => serverAt("base://data.example?secure=0")).not.toThrow("secret");
  });
});

describe("a server over HTTP", () => {
  const ask = async (origin: string, patience = 5) =>
    wholeText(
      await exchange(serverAt(origin.replace("http", "base")), {
        method: "GET",
        path: "/",
        headers: {},
        patience,
      }),
    );
  const answered = async (played: Played, patience?: number) =>
    ask(`http://${(await serverOf(() => played)).host}`, patience);

  test("that does not run does not answer", async () => {
    await expect(ask("http://127.0.0.1:9")).rejects.toThrow(
      'the server does not answer; found "ECONNREFUSED"',
    );
  });

  test("that sends elsewhere is not followed", async () => {
    const played = { status: 307, headers: { Location: "http://other.example/" }, pieces: [] };
    await expect(answered(played)).rejects.toThrow('not followed; found "http://other.example/"');
  });

  test.each([[[]], [["a"]]])("that sends nothing after %j is left after a while", async (pieces) => {
    await expect(answered({ pieces, isSilent: true }, 0.2)).rejects.toThrow("sent nothing for 0.2 seconds");
  });

  test("that breaks off is told", async () => {
    await expect(answered({ pieces: ["a"], isCut: true })).rejects.toThrow("stops before its end");
    const headers = { "Content-Length": "3" };
    await expect(answered({ headers, pieces: ["a"], isCut: true })).rejects.toThrow("stops before its end");
  });

  test("that closes a connection which was kept is asked again on another", async () => {
    const used = new Set<Socket>();
    let closed = 0;
    const port = await listening(
      createServer((request, response) => {
        if (!used.has(request.socket)) response.end("a");
        else {
          closed++;
          request.socket.destroy();
        }
        used.add(request.socket);
      }),
    );
    for (let times = 0; times < 3; times++) expect(await ask(`http://127.0.0.1:${port}`)).toBe("a");
    expect(closed).toBe(2);
  });
});

/** The port at which a server listens until the test is finished. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A certificate that its own key has signed, for this machine's name; undefined where nothing makes one. */
function certificate(): { readonly key: Buffer; readonly cert: Buffer } | undefined {
  const folder = folderWith();
  const [key, file] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const words = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "2",
  ];
  try {
    const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    execFileSync("openssl", [...words, ...name, "-keyout", key, "-out", file], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(file) };
  } catch {
    return undefined;
  }
}

const own = certificate();

describe.skipIf(!own)("a server with a certificate", () => {
  const encrypted = () =>
    listening(
      createEncrypted({ key: own!.key, cert: own!.cert }, (_, response) => {
        response.end("Ok.\n");
      }),
    );

  test("that nobody vouches for is refused, with what to do", async () => {
    const port = await encrypted();
    await expect(openServer(`clickhouse://localhost:${port}?secure=1`)).rejects.toThrow(
      "the certificate of the server cannot be verified",
    );
    await expect(openServer(`clickhouse://localhost:${port}?secure=1`)).rejects.toThrow(
      "NODE_EXTRA_CA_CERTS",
    );
  });

  test("is told where the other end speaks no TLS", async () => {
    const server = await serverOf(() => ({ pieces: ["Ok.\n"] }));
    await expect(openServer(`clickhouse://${server.host}?secure=1`)).rejects.toThrow(
      "speaks no TLS at this port",
    );
    const port = await encrypted();
    await expect(openServer(`clickhouse://localhost:${port}`)).rejects.toThrow("stops before its end");
  });
});
