import { expect, test } from "vitest";
import { cssString, html, trusted } from "../../../src/reports/page/html.ts";
import { picture } from "../../../src/reports/page/picture.ts";
import { reproductionPage } from "../../../src/reports/page/reproductionPage.ts";
import { readerOf } from "../../../src/text/reader.ts";
import { reproduceSmall } from "../../support/smallStudy.ts";

const hostile = `<script>alert(1)</script>&"'\u202e</style>`;
const harmless = "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\\u202e&lt;/style&gt;";

test("texts that are put into markup are no markup, in elements and in attributes", () => {
  expect(html`<p title="${hostile}">${hostile}</p>`.markup).toBe(`<p title="${harmless}">${harmless}</p>`);
});

test("markup within markup stays markup, lists are joined, and nothing stands for what there is not", () => {
  expect(html`<ul>${["a", "<b>"].map((text) => html`<li>${text}</li>`)}${undefined}${3}</ul>`.markup).toBe(
    "<ul><li>a</li><li>&lt;b&gt;</li>3</ul>",
  );
  expect(html`${trusted("<hr>")}`.markup).toBe("<hr>");
});

test("a string of a style ends neither itself nor the style", () => {
  expect(cssString(`é 1"</style>\\`)).toBe('"é 1\\22 \\3c \\2f style\\3e \\5c "');
});

test("a chart is one picture with a name, its names are its own, and its marks tell their values without places", () => {
  const svg = `<svg viewBox="0 0 10 20" width="10"><defs><clipPath id="c"/></defs><g class="k" role="graphics-object" clip-path="url(#c)"><path aria-label="x: 0.5; %: 83.6143187837; outcome: A &amp; B; group: 2022" role="graphics-symbol" d="M0"/></g></svg>`;
  const { markup } = picture(svg, "one", { title: "T", description: "<D>" }, readerOf("en"));
  expect(markup).toBe(
    `<div class="chart" role="region" tabindex="0" aria-label="T"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20" width="10" height="20" role="img" aria-labelledby="one-title one-description"><title id="one-title">T</title><desc id="one-description">&lt;D&gt;</desc><defs><clipPath id="one-c"/></defs><g clip-path="url(#one-c)"><path d="M0"><title>83.6; A &amp; B; 2022</title></path></g></svg></div>`,
  );
});

test("labels, notes and file names of a study are texts on its page, and no script but the page's own may run", async () => {
  const reproduction = await reproduceSmall({
    rows: "1,1,1,1,1\n2,1,2,2,2\n3,1,1,2,3\n4,1,2,1,4\n",
    kind: "synthetic",
    survey: `notes: { fr: ${JSON.stringify(hostile)}, en: ${JSON.stringify(hostile)} }`,
    study: `tables: [{ id: t, title: { fr: ${JSON.stringify(hostile)}, en: ${JSON.stringify(hostile)} }, waves: ["2022"], outcomes: [{ variable: pet }] }]`,
  });
  const { study } = reproduction;
  const page = reproductionPage(
    { ...reproduction, study: { ...study, title: { fr: hostile, en: hostile } } },
    new Map(),
    readerOf("en"),
  );
  expect(page).toContain(harmless);
  expect(page).not.toContain("<script>alert");
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<\/style/g)).toHaveLength(1);
  expect(page).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;/);
});

test("a page of microdata says so, and has no bar of synthetic data", async () => {
  const page = reproductionPage(
    await reproduceSmall({
      rows: "1,1,1,1,1\n2,1,2,2,2\n3,1,1,2,3\n4,1,2,1,4\n",
      study: 'tables: [{ id: t, title: { fr: T, en: T }, waves: ["2022"], outcomes: [{ variable: pet }] }]',
    }),
    new Map(),
    readerOf("fr"),
  );
  expect(page).toContain('<p class="notice observed" role="note">Microdonnées');
  expect(page).not.toContain('class="notice synthetic"');
  expect(page).not.toContain("panel synthétique");
});
