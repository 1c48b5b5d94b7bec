import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderSvg } from "../../src/charts/render.ts";
import type { Reproduction } from "../../src/figures/reproduce.ts";
import { chartsOf } from "../../src/reports/charts.ts";
import { languages } from "../../src/text/language.ts";
import { readerOf } from "../../src/text/reader.ts";
import { noBrowser, openBrowser } from "../support/browser.ts";
import { root } from "../support/oracle.ts";
import { reproduceEmbedded } from "../support/panel.ts";

const studies = ["er1245", "collaboration-2022"];
const reproductions = new Map<string, Reproduction>();
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (noBrowser) return;
  browser = await openBrowser();
  page = await browser.newPage();
  const faces = [
    [400, "400Regular"],
    [600, "600SemiBold"],
  ].map(([weight, name]) => {
    const file = `${root}node_modules/@expo-google-fonts/source-sans-3/${name}/SourceSans3_${name}.ttf`;
    const data = readFileSync(file).toString("base64");
    return `@font-face { font-family: "Source Sans 3"; font-weight: ${weight}; src: url(data:font/ttf;base64,${data}) }`;
  });
  await page.setContent(`<style>${faces.join("\n")} body { margin: 0 }</style><div id="chart"></div>`);
  await page.addScriptTag({ path: `${root}test/charts/measureInPage.js` });
  for (const weight of [400, 600])
    await page.evaluate(`document.fonts.load('${weight} 12px "Source Sans 3"')`);
  for (const id of studies) reproductions.set(id, await reproduceEmbedded(id));
}, 120_000);

afterAll(() => browser?.close());

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Measured {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly (Box & { readonly text: string })[];
  readonly marks: readonly Box[];
}

const measure = (svg: string): Promise<Measured> => page.evaluate(`measureChart(${JSON.stringify(svg)})`);

/** How much of an axis some stretches cover. */
function covered(stretches: readonly (readonly [number, number])[]): number {
  let [sum, end] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0])) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}

const overlap = (a: Box, b: Box) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;

test.skipIf(noBrowser).each(studies.flatMap((id) => languages.map((language) => [id, language] as const)))(
  "charts of %s (%s): no text covers another or leaves the picture, and four fifths of it are used",
  async (id, language) => {
    const charts = chartsOf(reproductions.get(id)!, readerOf(language));
    expect(charts.size).toBeGreaterThan(5);
    for (const [name, specification] of charts) {
      const { width, height, texts, marks } = await measure(await renderSvg(specification));
      const inside = ({ left, right, top, bottom }: Box) =>
        left >= 0 && top >= 0 && right <= width && bottom <= height;
      expect
        .soft(
          texts.filter((own) => !inside(own)),
          `${name}: outside`,
        )
        .toEqual([]);
      const covering = texts.flatMap((a, at) =>
        texts.slice(at + 1).flatMap((b) => (overlap(a, b) ? [`${a.text} / ${b.text}`] : [])),
      );
      expect.soft(covering, `${name}: one over another`).toEqual([]);
      const across = covered(marks.map(({ left, right }) => [left, right]));
      const down = covered(marks.map(({ top, bottom }) => [top, bottom]));
      expect.soft(across / width, `${name}: width`).toBeGreaterThan(0.8);
      expect.soft(down / height, `${name}: height`).toBeGreaterThan(0.8);
    }
  },
  120_000,
);
