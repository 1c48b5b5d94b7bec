// Writes the JSON Schemas of the commands' documents into data/schemas: npm run schemas
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "../bench/bundle.js";

const scratch = mkdtempSync(join(tmpdir(), "panel-schemas-"));
const { schemas, schemaText } = await load(["schemas/schemas"], scratch);
for (const name of Object.keys(schemas))
  writeFileSync(fileURLToPath(new URL(`../data/schemas/${name}.json`, import.meta.url)), schemaText(name));
rmSync(scratch, { recursive: true });
