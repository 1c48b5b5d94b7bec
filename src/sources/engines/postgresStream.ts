import type { Duplex } from "node:stream";
import type { Client } from "pg";

/** What the library has, and does not declare: the connection, whose stream is another one once it is encrypted. */
interface Connection {
  readonly stream: Duplex;
  attachListeners(stream: Duplex): void;
}

const connectionOf = (client: Client) =>
  (client as unknown as { readonly connection: Connection }).connection;

/** The stream that a server's answers come by. */
export const streamOf = (client: Client): Duplex => connectionOf(client).stream;

/** Ends the stream of a server that says what the library does not understand: it would throw where nobody catches it. */
export function guard(client: Client): void {
  const connection = connectionOf(client);
  const attach = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    attach(stream);
    for (const read of stream.listeners("data")) {
      stream.off("data", read as () => void);
      stream.on("data", (bytes: Buffer) => {
        try {
          read(bytes);
        } catch (error) {
          stream.destroy(error as Error);
        }
      });
    }
  };
}
