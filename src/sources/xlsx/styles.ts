import type { Parts } from "./parts.ts";

/** How a cell is shown, as far as it carries meaning. */
export interface CellStyle {
  /** The code of its number format; `General` where it has none. */
  readonly format: string;
  readonly shows: Shows;
  readonly indent: number;
}

/** What a number format shows a number as; hours that go on after a day are `elapsed`. */
export type Shows = "number" | "day" | "time" | "elapsed";

/** The formats that have a number in the standard and no code in the file (ECMA-376, part 1, section 18.8.30). */
const builtIn: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "dd/mm/yyyy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "dd/mm/yyyy h:mm",
  37: "#,##0 ;(#,##0)",
  38: "#,##0 ;[Red](#,##0)",
  39: "#,##0.00;(#,##0.00)",
  40: "#,##0.00;[Red](#,##0.00)",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
};

const isDateInEastAsia = (id: number) => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** What a format code shows a positive number as: letters of days and times outside quotes, escapes, colours and currencies. */
function showsOf(code: string): Shows {
  const [positive = ""] = code.replace(/"[^"]*"|\\.|[_*]./gs, "").split(";");
  if (/\[(h+|m+|s+)\]/i.test(positive)) return "elapsed";
  const letters = positive.replace(/\[[^\]]*]/g, "").replace(/General|Standard/gi, "");
  if (/[yd]|m{3,}/i.test(letters)) return "day";
  if (/[hs]/i.test(letters)) return "time";
  return /m/i.test(letters) ? "day" : "number";
}

/** The styles that cells refer to by number; where the workbook tells none, cells have `plain`. */
export async function readStyles(parts: Parts, part: string | undefined): Promise<CellStyle[]> {
  const formats = new Map<number, string>();
  const styles: { -readonly [K in keyof CellStyle]: CellStyle[K] }[] = [];
  const within: string[] = [];
  if (part !== undefined)
    await parts.read(part, {
      open: (name, attributes) => {
        const [parent] = within.slice(-1);
        within.push(name);
        const number = (key: string) => Number(attributes.get(key) ?? 0);
        if (name === "numFmt" && parent === "numFmts")
          formats.set(number("numFmtId"), attributes.get("formatCode") ?? "");
        else if (name === "xf" && parent === "cellXfs") {
          const id = number("numFmtId");
          const format = formats.get(id) ?? builtIn[id] ?? (isDateInEastAsia(id) ? "yyyy/mm/dd" : "General");
          styles.push({ format, shows: showsOf(format), indent: 0 });
        } else if (name === "alignment" && parent === "xf" && within.includes("cellXfs"))
          styles.at(-1)!.indent = number("indent");
      },
      close: () => within.pop(),
    });
  return styles;
}

/** The style of a cell that names none. */
export const plain: CellStyle = {
  format: "General",
  shows: "number",
  indent: 0,
};
