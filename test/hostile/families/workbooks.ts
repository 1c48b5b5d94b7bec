import { strToU8, zipSync } from "fflate";
import { makeRandom } from "../../../src/numerics/random.ts";
import { type Case, family } from "../case.ts";

const xmlns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const cells = (rows: readonly (readonly string[])[]) =>
  rows
    .map((row) => `<row>${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`)
    .join("");
const sheetOf = (content: string) => `<worksheet ${xmlns}><sheetData>${content}</sheetData></worksheet>`;

type Parts = Readonly<Record<string, string>>;

const parts: Parts = {
  "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
  "xl/workbook.xml": `<workbook ${xmlns} xmlns:r="${relations}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  "xl/worksheets/sheet1.xml": sheetOf(
    cells([
      ["g", "h"],
      ["a", "u"],
      ["b", "v"],
    ]),
  ),
};

const zipped = (given: Parts) =>
  zipSync(Object.fromEntries(Object.entries(given).map(([name, text]) => [name, strToU8(text)])));
const sound = zipped(parts);
const withSheet = (content: string) => zipped({ ...parts, "xl/worksheets/sheet1.xml": content });
const without = (name: string) =>
  zipped(Object.fromEntries(Object.entries(parts).filter(([own]) => own !== name)));
const replaced = (name: string, from: string | RegExp, to: string) =>
  zipped({ ...parts, [name]: parts[name]!.replace(from, to) });

const entities = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${"bcdefghij"
  .split("")
  .map((name, at) => `<!ENTITY ${name} "${`&${"abcdefghij"[at]};`.repeat(10)}">`)
  .join("")}]>`;

/** A zip whose central directory says another size. */
function lying(): Uint8Array {
  const bytes = Uint8Array.from(sound);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 46; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
  return bytes;
}

function changed(seed: number): Uint8Array {
  const random = makeRandom(seed);
  const bytes = Uint8Array.from(sound);
  for (let k = 0; k <= seed % 4; k++) bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  return bytes;
}

const sheet = "xl/worksheets/sheet1.xml";
const book = "xl/workbook.xml";
const rels = "xl/_rels/workbook.xml.rels";

const files: Readonly<Record<string, Uint8Array>> = {
  sound,
  empty: new Uint8Array(),
  "an empty zip": zipSync({}),
  "text under another name": strToU8("g,h\na,u\n"),
  "no workbook": without(book),
  "no relations": without(rels),
  "no sheet": without(sheet),
  "no types": without("[Content_Types].xml"),
  "a relation to nowhere": replaced(rels, "sheet1.xml", "sheet9.xml"),
  "a relation above": replaced(rels, "worksheets/sheet1.xml", "../../../../etc/passwd"),
  "a relation to the web": replaced(rels, "worksheets/sheet1.xml", "http://example.org/"),
  "a relation to itself": replaced(rels, "worksheets/sheet1.xml", "workbook.xml"),
  "a relation without target": replaced(rels, /Target="[^"]*"/, ""),
  "a sheet without name": replaced(book, 'name="s"', ""),
  "a sheet of controls": replaced(book, 'name="s"', 'name="&#27;[31m"'),
  "no sheets": replaced(book, /<sheets>.*<\/sheets>/, ""),
  "broken XML": withSheet("<worksheet><sheetData><row>"),
  "no XML": withSheet("\u0000\u0001\u0002"),
  "an empty part": withSheet(""),
  "an empty sheet": withSheet(sheetOf("")),
  entities: withSheet(`${entities}${sheetOf(cells([["g"], ["&j;"]]))}`),
  "a foreign entity": withSheet(
    `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${sheetOf(cells([["g"], ["&x;"]]))}`,
  ),
  "an unknown entity": withSheet(sheetOf(cells([["g"], ["&nbsp;"]]))),
  "a code of a control": withSheet(
    sheetOf(
      cells([
        ["g", "h"],
        ["_x001B_[31m", "_x0000_"],
        ["b", "_x202E_"],
      ]),
    ),
  ),
  "deep elements": withSheet(sheetOf(`${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`)),
  "many attributes": withSheet(
    sheetOf(`<row ${Array.from({ length: 20_000 }, (_, at) => `a${at}="1"`).join(" ")}/>`),
  ),
  "a cell far away": withSheet(sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
  "a cell beyond": withSheet(sheetOf('<row r="99999999999"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>')),
  "a cell before": withSheet(sheetOf('<row r="-1"><c r="A-1"><v>1</v></c></row>')),
  "a cell of no name": withSheet(sheetOf('<row r="x"><c r="$$"><v>1</v></c></row>')),
  "a text that is not there": withSheet(
    sheetOf('<row><c t="s"><v>99999</v></c></row><row><c t="s"><v>-1</v></c></row>'),
  ),
  "a style that is not there": withSheet(
    sheetOf('<row><c s="99999"><v>1</v></c></row><row><c s="-1"><v>2</v></c></row>'),
  ),
  "numbers that are none": withSheet(
    sheetOf("<row><c><v>g</v></c></row><row><c><v>1e999</v></c></row><row><c><v>NaN</v></c></row>"),
  ),
  errors: withSheet(sheetOf('<row><c t="str"><v>g</v></c></row><row><c t="e"><v>#N/A</v></c></row>')),
  "a kind that is none": withSheet(sheetOf('<row><c t="zzz"><v>g</v></c></row>')),
  "a bomb": withSheet(sheetOf(`${cells([["g"], ["a"]])}${" ".repeat(200_000_000)}`)),
  "a bomb of text": withSheet(sheetOf(cells([["g"], ["x".repeat(50_000_000)]]))),
  "a bomb aside": zipped({ ...parts, "xl/media/image1.png": " ".repeat(100_000_000) }),
  "paths above": zipped({ ...parts, "../../evil.txt": "evil", "/etc/evil": "evil", "xl\\..\\evil": "evil" }),
  "a path of controls": zipped({ ...parts, "xl/\u001b[31m": "x" }),
  "a long path": zipped({ ...parts, [`xl/${"x".repeat(60_000)}`]: "x" }),
  "many parts": zipped({
    ...parts,
    ...Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`xl/x/${at}`, ""])),
  }),
  "a lie about sizes": lying(),
  "a comment at the end": Uint8Array.from([...sound, ...strToU8("more")]),
  "something before": Uint8Array.from([...strToU8("MZ"), ...sound]),
  "an old workbook": Uint8Array.from([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...new Uint8Array(600),
  ]),
};

const read = (content: Uint8Array) => ({
  files: { "a.xlsx": content },
  args: ["crosstab", "g", "--data", "a.xlsx"],
});

export const workbooks: readonly Case[] = [
  ...family(
    "workbooks",
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, read(content)])),
  ),
  ...family(
    "workbooks",
    Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `cut off ${at}`,
        read(sound.slice(0, Math.floor((sound.length * at) / 20))),
      ]),
    ),
  ),
  ...family(
    "workbooks",
    Object.fromEntries(
      Array.from({ length: 40 }, (_, seed) => [`changed bytes ${seed}`, read(changed(seed))]),
    ),
  ),
];
