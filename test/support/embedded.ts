import ExcelJS from "exceljs";
import { dataFolder } from "./oracle.ts";

export type Row = (string | number | null)[];

/** The rows of the embedded workbook's waves, headers first. */
export async function embeddedWaves(): Promise<Record<"2019" | "2022", Row[]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(`${dataFolder}/panel4/panel4.xlsx`);
  const rowsOf = (name: string) => {
    const rows: Row[] = [];
    workbook.getWorksheet(name)!.eachRow((row) => rows.push((row.values as Row).slice(1)));
    return rows;
  };
  return { "2019": rowsOf("2019"), "2022": rowsOf("2022") };
}

/** The rows with one column's cells changed. */
export function changeColumn(
  rows: readonly Row[],
  column: string,
  change: (cell: Row[number], row: number) => Row[number],
): Row[] {
  const at = rows[0]!.indexOf(column);
  return rows.map((row, index) =>
    index === 0 ? [...row] : row.map((cell, k) => (k === at ? change(cell, index) : cell)),
  );
}
