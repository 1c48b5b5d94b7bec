import { makeRandom } from "../../../src/numerics/random.ts";
import { type Case, family, good } from "../case.ts";

const bytes = (...codes: number[]) => Uint8Array.from(codes);
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const head = "g,h,w,x\n";

/** Files that are broken in one way each. */
const broken: Readonly<Record<string, string | Uint8Array>> = {
  empty: "",
  blank: "\n\n\n",
  "a header alone": head,
  "no end of line": "g,w\na,1",
  "an open quote": 'g,w\n"a,1\nb,2\n',
  "a quote in a field": 'g,w\na"b,1\nc,2\n',
  "text after a quote": 'g,w\n"a"b,1\nc,2\n',
  "quotes alone": '"'.repeat(1001),
  "quotes in pairs": `g,w\n${'""'.repeat(5000)},1\n`,
  "an open quote in the header": '"g,w\na,1\n',
  "commas alone": ",,,,\n,,,,\n",
  ragged: "g,w\na\nb,1,2\nc,3\n",
  "a longer last row": "g,w\na,1\nb,2,3\n",
  "empty names": ",,w\na,b,1\n",
  "the same name twice": "g,g,w\na,b,1\nc,d,2\n",
  "mixed separators": "g;h,w\ta\n1;2,3\t4\n",
  "NUL bytes": "g,w\na\0b,1\nc,2\n",
  "NUL bytes alone": new Uint8Array(5000),
  "NUL in the header": "g\0,w\na,1\n",
  "end of file in the middle": "g,w\na,1\n\x1ab,2\n",
  "end of file at the end": "g,w\na,1\nb,2\n\x1a",
  "carriage returns": "g,w\ra,1\rb,2\r",
  "mixed ends of lines": "g,w\r\na,1\nb,2\r\n",
  "a lone return in quotes": 'g,w\n"a\rb",1\nc,2\n',
  "lines in quotes": 'g,w\n"a\nb\n\nc",1\nd,2\n',
  "byte order mark": `\ufeff${good}`,
  "two byte order marks": `\ufeff\ufeff${good}`,
  "UTF-16": utf16(`\ufeff${good}`),
  "UTF-16 without mark": utf16(good),
  "half of a UTF-16 character": utf16(`\ufeff${good}`).subarray(0, 41),
  "Latin-1": bytes(0x67, 0x2c, 0x77, 10, 0xe9, 0x2c, 0x31, 10),
  "bytes of no encoding": bytes(0x67, 0x2c, 0x77, 10, 0xff, 0xfe, 0x2c, 0x31, 10),
  "overlong UTF-8": bytes(0x67, 0x2c, 0x77, 10, 0xc0, 0x80, 0x2c, 0x31, 10),
  "a half of UTF-8": bytes(0x67, 0x2c, 0x77, 10, 0xe2, 0x82, 0x2c, 0x31, 10),
  "surrogates in UTF-8": bytes(0x67, 0x2c, 0x77, 10, 0xed, 0xa0, 0x80, 0x2c, 0x31, 10),
  "an image": bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13),
  gzip: bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3),
  "a workbook under another name": bytes(0x50, 0x4b, 3, 4, 20, 0, 0, 0),
  "a huge field": `g,w\n${"x".repeat(2_000_000)},1\nb,2\n`,
  "a huge field in quotes": `g,w\n"${"x\n".repeat(500_000)}",1\nb,2\n`,
  "a huge name": `${"x".repeat(500_000)},g,w\n1,a,1\n2,b,2\n`,
  "many digits": `g,w\na,${"1".repeat(200_000)}\nb,2\n`,
  "many digits and a letter": `g,w\na,${"1".repeat(200_000)}x\nb,2\n`,
  "many groups of digits": `g,w\na,"${"1 ".repeat(100_000)}x"\nb,2\n`,
  "many spaces": `g,w\na${" ".repeat(500_000)}b,1\nb,2\n`,
  "many columns": `${Array.from({ length: 5000 }, (_, at) => `c${at}`).join(",")},g,w\n${"1,".repeat(5000)}a,1\n`,
  "many rows of nothing": `g,w\n${"\n".repeat(500_000)}a,1\n`,
  "many levels": `g,w\n${Array.from({ length: 20_000 }, (_, at) => `level ${at},1`).join("\n")}\n`,
  "weights without numbers": "g,w\na,x\nb,y\n",
  "weights of nothing": "g,w\na,0\nb,0\n",
  "weights below nothing": "g,w\na,-1\nb,2\n",
  "weights that are none": "g,w\na,NaN\nb,Infinity\nc,-Infinity\n",
  "weights beyond numbers": "g,w\na,1e309\nb,1\n",
  "weights at the edge": "g,w\na,1e308\nb,1e308\n",
  "weights too small": "g,w\na,5e-324\nb,1e-320\n",
  "numbers in hexadecimal": "g,w\na,0x10\nb,0b1\n",
  "numbers of other scripts": "g,w\na,١٢\nb,１２\n",
  "error values": "g,w\n#N/A,1\n#DIV/0!,2\n#REF!,#N/A\n",
  "dates that are none": "g,w\n2022-99-99,1\n0000-00-00,2\n",
  "a separator line": "sep=;\ng;w\na;1\nb;2\n",
  JSON: '{"g": ["a"], "w": [1]}',
  HTML: "<table><tr><td>g</td></tr></table>",
  "a thousand quotes to a row": `g,w\n${'"a",1\n'.repeat(1000)}"b`,
};

const commands: readonly (readonly string[])[] = [
  ["crosstab", "g", "--weight", "w"],
  ["describe"],
  ["weight", "trim", "--weight", "w", "--bounds", "0.5,2", "--out", "out/trimmed.csv"],
];

/** A good file with some bytes changed, by a seed. */
function changed(seed: number): Uint8Array {
  const random = makeRandom(seed);
  const content = new Uint8Array(Buffer.from(good));
  const signs = [0, 10, 13, 34, 44, 59, 9, 0x1b, 0xff, 0xc3, 0x3d, 0x2d];
  for (let k = 0; k < 1 + (seed % 5); k++)
    content[random.integer(0, content.length - 1)] = random.pick(signs);
  return content;
}

export const tables: readonly Case[] = [
  ...commands.flatMap(([verb = "", ...more], at) =>
    family(
      "tables",
      Object.fromEntries(
        Object.entries(broken)
          .filter((_, k) => at === 0 || k % 3 === at)
          .map(([name, content]) => [
            `${verb}: ${name}`,
            { files: { "a.csv": content }, args: [verb, ...more, "--data", "a.csv"] },
          ]),
      ),
    ),
  ),
  ...family(
    "tables",
    Object.fromEntries(
      Array.from({ length: 40 }, (_, seed) => [
        `changed bytes ${seed}`,
        {
          files: { "a.csv": changed(seed) },
          args: ["crosstab", "g", "--by", "h", "--data", "a.csv", "--weight", "w"],
        },
      ]),
    ),
  ),
];
