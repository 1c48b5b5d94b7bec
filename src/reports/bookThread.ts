// A thread that writes workbooks of published data: it takes one at a time, and gives its bytes. It writes a sample first, while
// there is nothing to write: what writes is loaded and compiled by then.
import { parentPort } from "node:worker_threads";
import { type BookRow, type DataBook, dataBook } from "./formats/dataBook.ts";

/** All that sheets are made of. */
const rows: readonly BookRow[] = [
  { label: "A", cells: [] },
  { label: "B", isSetIn: true, cells: [{ value: 1.5, format: "0.0" }, "B", null] },
];
const columns = [["A", "B"], ["A", "C"], ["D"]].map((labels) => ({ labels, width: 9 }));
const sheet = { name: "A", title: "A", subtitle: "B", unit: "C", columns, rows, notes: ["D"] };
const sample: DataBook = { contents: "E", lines: ["F", "G"], sheets: [sheet] };

dataBook(sample).then(() => {
  parentPort!.on("message", async (book) => parentPort!.postMessage(await dataBook(book)));
});
