import { expect, test } from "vitest";
import { renderCsv } from "../../src/reports/formats/csv.ts";
import { type Block, heading, paragraph } from "../../src/reports/formats/document.ts";
import { renderMarkdown } from "../../src/reports/formats/markdown.ts";
import { renderText } from "../../src/reports/formats/text.ts";

const blocks: Block[] = [
  paragraph("SYNTHETIC DATA"),
  heading(2, "Figures"),
  {
    kind: "table",
    columns: [
      { title: "label", align: "left" },
      { title: "value", align: "right" },
    ],
    rows: [
      [{ text: "a label of several words" }, { text: "1.5", tone: "good" }],
      [{ text: "short" }, { text: "100.0" }],
    ],
  },
];

test("code is neither broken nor escaped, and no fence ends within it", () => {
  const code: Block[] = [{ kind: "code", language: "r", text: "x <- `a` * 2 # <b> *\ny <- '```'\u001b" }];
  expect(renderText(code, { colour: false, width: 10 })).toBe(
    "    x <- `a` * 2 # <b> *\n    y <- '```'\\u001b\n",
  );
  expect(renderMarkdown(code)).toBe("````r\nx <- `a` * 2 # <b> *\ny <- '```'\\u001b\n````\n");
});

test("text aligns columns, and wraps the first one to the width", () => {
  expect(renderText(blocks, { colour: false, width: 27 })).toBe(
    [
      "SYNTHETIC DATA",
      "",
      "Figures",
      "-------",
      "label                 value",
      "a label of several      1.5",
      "  words",
      "short                 100.0",
      "",
    ].join("\n"),
  );
});

test("where the first column cannot wrap enough, titles and the widest texts of the others do", () => {
  const table: Block = {
    kind: "table",
    columns: [
      { title: "finding", align: "left" },
      { title: "estimate or F", align: "right" },
      { title: "verdict", align: "left" },
    ],
    rows: [
      [{ text: "short" }, { text: "1 000.5" }, { text: "cannot be computed from these" }],
      [{ text: "other" }, { text: "2" }, { text: "" }],
    ],
  };
  expect(renderText([table], { colour: false, width: 33 })).toBe(
    [
      "finding  estimate or  verdict",
      "                   F",
      "short        1 000.5  cannot be",
      "                      computed",
      "                      from these",
      "other              2",
      "",
    ].join("\n"),
  );
});

test("colour is only where it is asked for", () => {
  expect(renderText(blocks, { colour: true, width: 80 })).toContain("\u001b[32m  1.5\u001b[0m");
  expect(renderText(blocks, { colour: false, width: 80 })).not.toContain("\u001b");
});

test("Markdown tables, in which no text becomes markup", () => {
  expect(renderMarkdown(blocks)).toBe(
    "SYNTHETIC DATA\n\n## Figures\n\n| label | value |\n| :-- | --: |\n| a label of several words | 1.5 |\n| short | 100.0 |\n",
  );
  expect(renderMarkdown([paragraph("a|b <script>*x*</script> [l](u) `c` # _e_")])).toBe(
    "a\\|b &lt;script&gt;\\*x\\*&lt;/script&gt; \\[l\\](u) \\`c\\` \\# \\_e\\_\n",
  );
});

test("CSV keeps numbers whole, and no text becomes a formula", () => {
  expect(
    renderCsv({
      keys: ["label", "value"],
      rows: [
        ["=1+1", -0.1],
        ["a,b", null],
      ],
    }),
  ).toBe('label,value\n\'=1+1,-0.1\n"a,b",\n');
});
