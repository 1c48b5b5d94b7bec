// The workbook of bench/run.js as exceljs reads it: node bench/exceljs.js FILE
import exceljs from "exceljs";

const workbook = new exceljs.Workbook();
await workbook.xlsx.readFile(process.argv[2]);
process.stdout.write(`${workbook.worksheets[0].rowCount}\n`);
