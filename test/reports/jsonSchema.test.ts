import { expect, test } from "vitest";
import * as z from "zod";
import { reproductionSchema } from "../../src/reports/jsonSchema.ts";

test("data/schemas/reproduce.json is the schema of what the program prints (vitest -u writes it anew)", async () => {
  const schema = z.toJSONSchema(reproductionSchema);
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../data/schemas/reproduce.json",
  );
});
