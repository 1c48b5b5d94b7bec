// A thread that writes workbooks of published data: it takes one at a time, and gives its bytes.
import { parentPort } from "node:worker_threads";
import { dataBook } from "./formats/dataBook.ts";
import { newWorkbook } from "./formats/workbookBytes.ts";

// What writes workbooks takes long to load.
newWorkbook();
parentPort!.on("message", async (book) => parentPort!.postMessage(await dataBook(book)));
