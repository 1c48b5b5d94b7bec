import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Reproduction, reproduce } from "../../../src/figures/reproduce.ts";
import { drawCharts, picturesOf } from "../../../src/reports/charts.ts";
import { reproductionPage } from "../../../src/reports/page/reproductionPage.ts";
import { openStudy } from "../../../src/study/openStudy.ts";
import { readerOf } from "../../../src/text/reader.ts";
import { noBrowser, openBrowser } from "../../support/browser.ts";
import { folderWith } from "../../support/files.ts";
import { dataFolder } from "../../support/oracle.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What runs in the page is text, since its types are not those of Node. */
const inPage = <Result>(page: Page, script: string) => page.evaluate(script) as Promise<Result>;

/** What axe finds serious or critical with all folds open; of what is made alike, in the first ones. */
const faults = (rules: string) => `
  for (const table of document.querySelectorAll(".explorer table"))
    for (const body of [...table.tBodies].slice(8)) body.remove();
  for (const figure of [...document.querySelectorAll("figure")].slice(2)) figure.remove();
  for (const model of [...document.querySelectorAll("#models ~ details")].slice(2)) model.remove();
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  axe.run(document, { resultTypes: ["violations"], ${rules} }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.length + " × " + nodes[0].html));`;

/** The folds whose content cannot be seen. */
const folded = `[...document.querySelectorAll("details > :not(summary)")].filter((content) =>
  !content.checkVisibility() || content.getBoundingClientRect().height === 0).length`;

describe.skipIf(noBrowser)("a reproduction's page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  describe.each([
    ["er1245", "fr"],
    ["collaboration-2022", "en"],
  ] as const)("of %s", (id, tried) => {
    let reproduction: Reproduction;
    const files = new Map<string, string>();
    beforeAll(async () => {
      const { study, dataset } = await openStudy(id, dataFolder);
      reproduction = reproduce(study, dataset);
    });

    async function fileIn(language: "fr" | "en"): Promise<string> {
      const known = files.get(language);
      if (known) return known;
      const reader = readerOf(language);
      const charts = picturesOf(await drawCharts(reproduction, reader));
      const html = reproductionPage(reproduction, charts, reader);
      expect(html.length).toBeLessThan(2_000_000);
      const file = `file://${join(folderWith({ "report.html": html }), "report.html")}`;
      files.set(language, file);
      return file;
    }

    describe.each(["fr", "en"] as const)("in %s", (language) => {
      let page: Page;
      const told: string[] = [];
      beforeAll(async () => {
        page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
        page.on("console", (message) => told.push(message.text()));
        page.on("pageerror", (error) => told.push(error.message));
        page.on("request", (request) => {
          if (!/^(?:file|data):/.test(request.url())) told.push(request.url());
        });
        await page.goto(await fileIn(language));
      });
      afterAll(() => page.close());

      const explorer = () => page.locator("#figures ~ .explorer");
      const shown = () => explorer().locator("tbody:visible");

      test("draws its charts in the font that they were measured for: no text leaves its picture", async () => {
        const outside = await inPage<string[]>(
          page,
          `document.fonts.ready.then(() => [...document.querySelectorAll(".chart svg")].flatMap((svg) => {
            const { left, right } = svg.getBoundingClientRect();
            const isOutside = (text) => {
              const own = text.getBoundingClientRect();
              return own.width > 0 && (own.left < left - 1 || own.right > right + 1);
            };
            return [...svg.querySelectorAll("text")].filter(isOutside).map((text) => text.textContent);
          }))`,
        );
        expect(outside).toEqual([]);
      });

      test("has the rows in the order of the header that is pressed, those without a value last", async () => {
        const header = explorer()
          .locator("thead th")
          .filter({ hasText: /computed|recalculé/ });
        const at = await inPage<number>(
          page,
          `[...document.querySelector("#figures ~ .explorer thead tr").cells].findIndex((cell) => /computed|recalculé/.test(cell.textContent))`,
        );
        const values = reproduction.figures.map(({ result }) =>
          result && "computed" in result ? result.computed : null,
        );
        for (const [order, sign] of [
          ["ascending", 1],
          ["descending", -1],
        ] as const) {
          await header.getByRole("button").press("Enter");
          expect(await header.getAttribute("aria-sort")).toBe(order);
          const inOrder = await inPage<(number | null)[]>(
            page,
            `[...document.querySelector("#figures ~ .explorer table").tBodies].map((body) => body.rows[0].cells[${at}].dataset.value ?? null).map((value) => value === null ? null : Number(value))`,
          );
          const known = values.filter((value) => value !== null).sort((a, b) => sign * (a - b));
          expect(inOrder).toEqual([...known, ...values.filter((value) => value === null)]);
        }
      });

      test("shows the figures of a verdict and a use, and those that have a text, whatever its case and accents", async () => {
        const { figures } = reproduction;
        expect(await shown().count()).toBe(figures.length);
        await explorer().locator("select[name=status]").selectOption("compatible");
        const compatible = figures.filter(({ status }) => status === "compatible");
        expect(await shown().count()).toBe(compatible.length);
        await explorer().locator("select[name=use]").selectOption("held-out");
        const heldOut = compatible.filter(({ figure }) => figure.use === "held-out");
        expect(await shown().count()).toBe(heldOut.length);
        for (const name of ["status", "use"])
          await explorer().locator(`select[name=${name}]`).selectOption("");
        const label = figures.find(({ figure }) => /[éè]/.test(figure.label.fr))!.figure.label[language];
        const said = label.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
        await explorer().locator("input[type=search]").fill(said);
        expect(await shown().count()).toBeGreaterThan(0);
        for (const text of await shown().allInnerTexts())
          expect(text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase()).toContain(said);
        await explorer().locator("input[type=search]").fill("");
      });

      test("unfolds the figure that an address leads to", async () => {
        const { figure } = reproduction.figures.find((own) => own.figure.estimand)!;
        await page.goto(`${await fileIn(language)}#figure-${figure.id}`);
        expect(await page.locator(`#figure-${figure.id} details`).getAttribute("open")).not.toBeNull();
      });

      test("fits 360 pixels with the notice in sight, and names each chart, the marks in it, and everything once", async () => {
        await page.setViewportSize({ width: 360, height: 700 });
        expect(await inPage(page, "document.documentElement.scrollWidth")).toBe(360);
        await page.locator("#method").scrollIntoViewIfNeeded();
        expect((await page.locator(".notice.synthetic").boundingBox())!.y).toBe(0);
        const drawn = reproduction.study.charts.length;
        expect(await page.locator("svg[role=img] > title").count()).toBeGreaterThan(drawn);
        expect(await page.locator("svg:not([role=img])").count()).toBe(0);
        expect(await page.locator("svg :is(path, rect, line) > title").count()).toBeGreaterThan(20);
        const ids = await inPage<string[]>(
          page,
          `[...document.querySelectorAll("[id]")].map(({ id }) => id)`,
        );
        expect(new Set(ids).size).toBe(ids.length);
        await page.setViewportSize({ width: 1400, height: 900 });
      });

      test("has all folds open on paper", async () => {
        expect(await inPage(page, folded)).toBeGreaterThan(10);
        await page.emulateMedia({ media: "print" });
        expect(await inPage(page, folded)).toBe(0);
        await page.emulateMedia({ media: "screen" });
      });

      test("has said nothing to the console and asked nothing of any host", async () => {
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
        expect(told).toEqual([]);
      });
    });

    test("has nothing that axe finds serious or critical, and is legible in the dark", async () => {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      await page.goto(await fileIn(tried));
      await inPage(page, axe);
      expect(await inPage(page, faults(""))).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await inPage(page, faults('runOnly: ["color-contrast"]'))).toEqual([]);
      await page.close();
    });

    test("can be read, and is printed whole, where no script runs", async () => {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(await fileIn("en"));
      expect(await page.locator("#figures ~ .explorer tbody:visible").count()).toBe(
        reproduction.figures.length,
      );
      await page.emulateMedia({ media: "print" });
      expect(await inPage(page, folded)).toBe(0);
      await page.close();
    });
  });
});
