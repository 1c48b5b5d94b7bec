import { type Case, family, good, goodWith, quoted } from "../case.ts";

/** Texts that do something where they are shown, looked up or written. */
const texts: Readonly<Record<string, string>> = {
  "a colour": "\u001b[31mred\u001b[0m",
  "a title of the window": "\u001b]0;owned\u0007",
  "a link of the terminal": "\u001b]8;;http://example.org\u0007x\u001b]8;;\u0007",
  "an empty screen": "\u001b[2J\u001b[H",
  "a sequence of one byte": "\u009b31mred",
  "a bell": "\u0007\u0008\u0008",
  "a text over another": "abc\rxyz",
  NUL: "a\u0000b",
  DEL: "a\u007f\u007fb",
  "right to left": "\u202egnp.exe",
  isolates: "\u2066a\u2069\u2067b\u2068",
  marks: "\u200ea\u200fb\u061c",
  "separators of lines": "a\u2028b\u2029c",
  "no characters": "\ufffe\uffff",
  "a mark of byte order": "\ufeffa",
  "spaces of no width": "a\u200b\u200c\u200db",
  "many accents": `a${"\u0301".repeat(500)}`,
  "line breaks": "a\npanel: all is well\nb",
  "a prototype": "__proto__",
  "a constructor": "constructor",
  "a function": "toString",
  "a property": "hasOwnProperty",
  "a length": "length",
  "a formula": '=HYPERLINK("http://example.org","x")',
  "a formula of a program": "=cmd|' /C calc'!A0",
  "a formula after a semicolon": "a;=1+1",
  "a formula of full width": "＝1+1",
  "a sum": "@SUM(A1:A9)",
  markup: "<script>alert(1)</script>",
  "an image": "<img src=x onerror=alert(1)>",
  "a link": "[click](javascript:alert(1))",
  "a second cell": "a|b|c",
  "an entity": "&lt;&#27;&xxe;",
  "the end of a section": "]]>",
  "a code of workbooks": "_x0041_",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text that templates would fill.
  "a template": "${process.exit(7)} {{7*7}}",
  "a backslash": "C:\\u001b\\n\\",
  quotes: "\"'`«»",
  "an apostrophe at the end": "thirty characters and then one'",
  "a comma": "a,b",
  "an operator": "a == 1 or 1 == 1",
  long: "x".repeat(40_000),
  "long and wide": "\u202e😀".repeat(10_000),
  emoji: "👩‍⚕️".repeat(10),
  decomposed: "e\u0301te\u0301",
  empty: "",
  space: "   ",
};

const uses: Readonly<Record<string, (text: string) => Omit<Case, "id">>> = {
  level: (text) => ({
    files: { "a.csv": goodWith("v", [text, "plain"]) },
    args: ["crosstab", "v", "--by", "g", "--data", "a.csv", "--weight", "w"],
  }),
  name: (text) => ({
    files: { "a.csv": goodWith(text, ["a", "b"]) },
    args: ["describe", "--data", "a.csv"],
  }),
  argument: (text) => ({
    files: { "a.csv": good },
    args: ["crosstab", text, "--data", "a.csv"],
  }),
  condition: (text) => ({
    files: { "a.csv": good },
    args: ["crosstab", "g", "--data", "a.csv", "--where", `g == ${JSON.stringify(text)} or ${text}`],
  }),
  flag: (text) => ({ args: ["crosstab", "g", `--${text}`] }),
};

const formats = ["csv", "json", "markdown"];

/** A model with a level, into a workbook and a chart. */
const files = (text: string): Omit<Case, "id"> => ({
  files: { "a.csv": goodWith("v", [text, "plain", "other"]) },
  args: [
    ..."model --data a.csv --weight w --out out/m.xlsx --chart out/m.svg --family linear".split(" "),
    "x ~ v",
  ],
});

export const names: readonly Case[] = [
  ...Object.entries(uses).flatMap(([use, make]) =>
    family(
      "names",
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${use}: ${name}`, make(text)])),
    ),
  ),
  ...family(
    "names",
    Object.fromEntries(
      Object.entries(texts).map(([name, text], at) => {
        const format = formats[at % formats.length]!;
        const { files: given, args } = uses.level!(text);
        return [`${format}: ${name}`, { files: given!, args: [...args!, "--format", format] }];
      }),
    ),
  ),
  ...family(
    "names",
    Object.fromEntries(
      Object.entries(texts)
        .filter((_, at) => at % 2 === 0)
        .map(([name, text]) => [`files: ${name}`, files(text)]),
    ),
  ),
  ...family("names", {
    "a file": { args: ["describe", "--data", "\u001b[31m\u202e.csv"] },
    "a folder": { args: ["describe", "--data", `${"x".repeat(5000)}/a.csv`] },
    "a command": { args: ["\u001b[2J"] },
    "a column of weights": {
      files: { "a.csv": good },
      args: "weight trim --data a.csv --weight w --bounds 0.5,2 --out out/a.csv --column"
        .split(" ")
        .concat("\u001b=1"),
    },
    "a margin": {
      files: {
        "a.csv": good,
        "m.csv": `variable,level,total\n${quoted("\u001b[31m")},${quoted("\u202ea")},3\n`,
      },
      args: "weight rake --data a.csv --weight w --margins m.csv --out out/a.csv".split(" "),
    },
  }),
];
