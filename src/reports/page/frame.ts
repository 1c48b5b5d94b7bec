import { createHash } from "node:crypto";
import { webFont } from "../../charts/webFont.ts";
import { pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { cssString, type Html, html, trusted } from "./html.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/** A section of a page, with the address that its title has. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

export interface Page {
  readonly title: string;
  /** What the data are. Of synthetic data it stays in sight, and stands at the top of every printed page. */
  readonly notice: { readonly text: string; readonly synthetic: boolean };
  /** What stands between the title and the contents. */
  readonly lead: Html;
  readonly sections: readonly Section[];
}

/** A page in one file, which asks nothing of any network and runs no script but its own. */
export function framed({ title, notice, lead, sections }: Page, { language, say }: Reader): string {
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'sha256-${hash}'`;
  const onPaper = notice.synthetic
    ? `@page{@top-center{content:${cssString(notice.text)};font:bold 8pt sans-serif;color:#7a1f12}}`
    : "";
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${trusted(webFont + style + onPaper)}</style>
</head>
<body>
<a class="skip" href="#main">${say(pageWords.skip)}</a>
<p class="notice ${notice.synthetic ? "synthetic" : "observed"}" role="note">${notice.text}</p>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${lead}
<nav class="contents" aria-label="${say(pageWords.contents)}"><ul>
${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>\n`)}</ul></nav>
${sections.map(
  (section) =>
    html`<section aria-labelledby="${section.id}">\n<h2 id="${section.id}">${section.title}</h2>\n${section.content}\n</section>\n`,
)}</main>
<script>${trusted(script)}</script>
</body>
</html>
`.markup;
}
