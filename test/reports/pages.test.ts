import { readFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { expect, test } from "vitest";
import { type Block, heading, paragraph } from "../../src/reports/formats/document.ts";
import { renderHtml } from "../../src/reports/formats/htmlPage.ts";
import { wordDocument } from "../../src/reports/formats/wordDocument.ts";
import { readerOf } from "../../src/text/reader.ts";
import { noBrowser, openBrowser } from "../support/browser.ts";
import { root } from "../support/oracle.ts";

const hostile = `<script>alert("1")</script>&'\u001b\ud800`;
const tableWith = (label: string, copies = 1): Block => ({
  kind: "table",
  columns: [
    { title: "variable", align: "left", names: true },
    { title: label, align: "left", names: true },
    ...Array.from({ length: copies }, () => ({ title: "95% CI", align: "right" as const })),
  ],
  rows: [label, "no"].map((level, line) => [
    { text: line === 0 ? "sex" : "", repeats: line > 0 },
    { text: level },
    ...Array.from({ length: copies }, () => ({ text: "[−1.5 ; 2.5]", tone: "good" as const })),
  ]),
});
const blocks = (label: string, copies?: number) => [
  paragraph("SYNTHETIC DATA"),
  heading(2, "Title"),
  tableWith(label, copies),
  paragraph("A note", "faint"),
];

test("a page names its language, and no text of it becomes markup", () => {
  const page = renderHtml(blocks(hostile), readerOf("fr"));
  expect(page).toContain('<html lang="fr">');
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;\\u001b\\ud800");
});

test("the heading above a table is its caption, and what stands for several rows is written once", () => {
  const page = renderHtml(blocks("yes"), readerOf("en"));
  expect(page).toContain('<caption><h1 id="t2">Title</h1></caption>');
  expect(page).toContain('<tr><th scope="row" rowspan="2">sex</th><th scope="row">yes</th>');
  expect(page).toContain('<tr><th scope="row">no</th><td class="number good">[−1.5 ; 2.5]</td></tr>');
});

test.skipIf(noBrowser)(
  "a browser that checks accessibility finds nothing, and the page is no wider than a telephone (skipped without Chromium)",
  { timeout: 240_000 },
  async () => {
    const browser = await openBrowser();
    try {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ viewport: { width: 360, height: 700 }, colorScheme });
        await page.setContent(renderHtml(blocks(hostile, 12), readerOf("en")));
        await page.evaluate(readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8"));
        const faults = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id }) => id))",
        );
        expect(faults).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
        expect(await page.evaluate("document.querySelector('.scroll').scrollWidth")).toBeGreaterThan(360);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  },
);

const partOf = async (bytes: Uint8Array, name: string) =>
  (await JSZip.loadAsync(bytes)).files[name]!.async("string");

test("a Word document holds the texts, repeats its header on each page, and lies where a table is wide", async () => {
  const upright = await partOf(await wordDocument(blocks("<yes> & no"), readerOf("fr")), "word/document.xml");
  expect(upright).toContain("&lt;yes&gt; &amp; no");
  expect(upright).toContain("<w:tblHeader/>");
  expect(upright).not.toContain("landscape");
  const lying = await partOf(await wordDocument(blocks("yes", 8), readerOf("fr")), "word/document.xml");
  expect(lying).toContain('w:orient="landscape"');
});

test("the same document has the same bytes whenever it is written", async () => {
  const first = await wordDocument(blocks(hostile), readerOf("en"));
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect(Buffer.compare(await wordDocument(blocks(hostile), readerOf("en")), first)).toBe(0);
  expect(await partOf(first, "docProps/core.xml")).not.toMatch(/>20(?!22-01-01)/);
});
