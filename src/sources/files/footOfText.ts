import { unguard } from "../../text/formulaGuard.ts";
import { FootRows } from "./footRows.ts";
import { openInput } from "./input.ts";

/** The last bytes of a text, which have its last record. */
const footSize = 1 << 16;

/** Whether a word of totals may begin the last record of a text; where that cannot be told, it may. */
export async function hasTotalAtFoot(
  file: string,
  header: readonly string[],
  delimiter: string,
): Promise<boolean> {
  const handle = await openInput(file);
  try {
    const { size } = await handle.stat();
    const foot = Buffer.alloc(Math.min(footSize, size));
    await handle.read(foot, 0, foot.length, size - foot.length);
    const [, ...lines] = foot.toString("utf8").split("\n");
    const last = lines.findLast((line) => line.trim() !== "");
    if (last === undefined || last.split('"').length % 2 === 0) return true;
    const fields = last.split(delimiter).map((field) => unguard(field.replaceAll('"', "")).trim());
    const rows = new FootRows(header);
    rows.see((at) => fields[at] ?? "", 0);
    return rows.totals.length > 0;
  } finally {
    await handle.close();
  }
}
