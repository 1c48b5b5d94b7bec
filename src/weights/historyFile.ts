import { existsSync, realpathSync } from "node:fs";

/** The file beside a file of data, links followed, that tells how its weights were made. */
export const historyFile = (data: string) => `${existsSync(data) ? realpathSync(data) : data}.json`;
