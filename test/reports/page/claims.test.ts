import { expect, test } from "vitest";
import { isAbout, judgeClaims } from "../../../src/figures/claims/judge.ts";
import { reproductionPage } from "../../../src/reports/page/reproductionPage.ts";
import { sourcesOn } from "../../../src/study/openSources.ts";
import { readerOf } from "../../../src/text/reader.ts";
import { dataFolder } from "../../support/oracle.ts";
import { reproduceEmbedded } from "../../support/panel.ts";

test("the page has what secondary sources say of the study, and leads to its figures", async () => {
  const reproduction = await reproduceEmbedded("er1245");
  const { sources, registry } = (await sourcesOn(reproduction.study.declaration, dataFolder))!;
  const claims = sources
    .flatMap((source) => judgeClaims(source, registry, new Map()))
    .filter((claim) => isAbout(claim, "er1245"));
  const page = reproductionPage({ ...reproduction, claims }, new Map(), readerOf("en"));
  const section = /<section aria-labelledby="claims">.*?<\/section>/s.exec(page)![0];
  const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const links = [...section.matchAll(/href="#([^"]*)"/g)].map(([, link]) => link!);
  expect(links.filter((link) => !ids.has(link))).toEqual([]);
  // The article gives the 44 % of 2011 as a number of 2022.
  const own = /<tbody id="claim-article-no-secretary-gestion-par-eux-memes".*?<\/tbody>/s.exec(section)![0];
  expect(own).toContain('data-status="misattributed"');
  expect(own).toContain('href="#figure-sans-secretariat-2011"');
  const [verdict] = own.match(/<td[^>]*data-title="verdict".*?<\/td>/s)!;
  expect(verdict).toContain("Did the secretarial work themselves in 2011");
  expect(verdict).not.toContain("er1245:");
  expect(reproductionPage(reproduction, new Map(), readerOf("en"))).not.toContain('"claims"');
});
