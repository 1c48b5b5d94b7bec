import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, or the one that CHROMIUM names; undefined where there is none. */
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);

/** Whether there is no browser, so that tests that need one are skipped; said once a file. */
export const noBrowser = executablePath === undefined;
if (noBrowser) console.warn("No Chromium: what is tried in a browser is skipped. CHROMIUM may name one.");

/** A browser without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] });
