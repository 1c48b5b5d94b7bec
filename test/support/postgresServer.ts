import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const packages = "/usr/lib/postgresql";

/** The programs of the newest PostgreSQL that Debian's package has put here; undefined where there is none. */
export const programs: string | undefined = existsSync(packages)
  ? readdirSync(packages)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(packages, version, "bin"))
      .find((folder) => existsSync(join(folder, "initdb")))
  : undefined;

/** A server of tests, on this machine alone. */
export interface PostgresServer {
  readonly folder: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The certificate of the server, which it has signed itself for `localhost`. */
  readonly certificate: string;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid!() !== 0) return {};
  const id = (flag: string) => spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout.trim();
  return { uid: Number(id("-u") || 65534), gid: Number(id("-g") || 65534) };
}

/** Starts a server in a new folder, which asks for a password, and knows TLS. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const [user, password] = ["panel", randomBytes(12).toString("base64url")];
  const owner = unprivileged();
  mkdirSync(folder, { mode: 0o700 });
  const run = (program: string, ...words: string[]) =>
    execFileSync(program, words, { ...owner, cwd: folder, stdio: "ignore" });
  const own = (name: string) => {
    if (owner.uid !== undefined) chownSync(name, owner.uid, owner.gid!);
  };
  const secret = join(folder, "secret");
  writeFileSync(secret, password, { mode: 0o600 });
  [folder, secret].forEach(own);
  const data = join(folder, "data");
  const auth = ["--auth=scram-sha-256", `--username=${user}`, `--pwfile=${secret}`];
  run(join(programs!, "initdb"), "-D", data, ...auth, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
  const [certificate, key] = [join(folder, "server.crt"), join(folder, "server.key")];
  run(
    "openssl",
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-keyout", key, "-out", certificate, "-days", "2"],
    ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
  );
  chmodSync(certificate, 0o644);
  const port = await freePort();
  const settings = [
    ["port", port],
    ["listen_addresses", "'127.0.0.1'"],
    ["unix_socket_directories", `'${folder}'`],
    ["fsync", "off"],
    ["ssl", "on"],
    ["ssl_cert_file", `'${certificate}'`],
    ["ssl_key_file", `'${key}'`],
  ];
  const configuration = join(data, "postgresql.auto.conf");
  writeFileSync(configuration, settings.map((setting) => `${setting.join(" = ")}\n`).join(""));
  run(join(programs!, "pg_ctl"), "start", "--wait", "-D", data, "-l", join(folder, "log"));
  return { folder, port, user, password, certificate };
}

/** Changes how a server runs. */
export function changeSetting({ folder }: PostgresServer, line: string): void {
  const data = join(folder, "data");
  appendFileSync(join(data, "postgresql.auto.conf"), `${line}\n`);
  spawnSync(join(programs!, "pg_ctl"), ["reload", "-D", data], { ...unprivileged(), cwd: folder });
}

/** Stops a server, at once. */
export function stopPostgres(folder: string): void {
  const data = join(folder, "data");
  if (!existsSync(join(data, "postmaster.pid"))) return;
  spawnSync(join(programs!, "pg_ctl"), ["stop", "-m", "immediate", "-D", data], {
    ...unprivileged(),
    cwd: folder,
  });
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const [making, ready] = ["postgres", "server.json"];

/** The server of a run of tests, whoever asks for it first starts it. */
export async function sharedPostgres(scratch: string): Promise<PostgresServer> {
  const told = join(scratch, ready);
  try {
    mkdirSync(join(scratch, `${making}.started`));
  } catch {
    while (!existsSync(told)) await new Promise((resolve) => setTimeout(resolve, 50));
    return JSON.parse(readFileSync(told, "utf8"));
  }
  // Another user passes through the folder, and sees nothing of it.
  chmodSync(scratch, 0o711);
  const server = await startPostgres(join(scratch, making));
  writeFileSync(`${told}.part`, JSON.stringify(server));
  renameSync(`${told}.part`, told);
  return server;
}

/** Stops the server of a run of tests, where one was started. */
export const stopShared = (scratch: string) => stopPostgres(join(scratch, making));
