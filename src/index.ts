export { readFileTable } from "./sources/files/fileTable.ts";
export { crosstab } from "./survey/crosstab.ts";
export { fitModel } from "./models/fit/model.ts";
