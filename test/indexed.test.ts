import { join } from "node:path";
import { expect, test } from "vitest";
import { declaredDataset, factorColumn, InputErrors } from "../src/index.ts";
import { plain } from "../src/text/reader.ts";
import { folderWith } from "./support/files.ts";

// What the library's page does not show.

test("what is wrong in several places of a declaration is thrown together", () => {
  const folder = folderWith({ "dataset.yaml": "id: a\ntitle: A\nwaves: {}\nvariables: 3\n" });
  try {
    declaredDataset(join(folder, "dataset.yaml"));
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(InputErrors);
    expect((error as InputErrors).errors.length).toBeGreaterThan(1);
  }
});

test("a column of codes that are no levels is refused", () => {
  const levels = ["a", "b", "c"].map((name) => ({ name, label: plain(name) }));
  const variable = { name: "g", type: "categorical", label: plain("g"), levels } as const;
  expect(factorColumn(variable, Int8Array.of(0, 2, -1)).length).toBe(3);
  expect(() => factorColumn(variable, Int8Array.of(0, 7, 1))).toThrow(
    "variable g, row 2: a code is from 0 to 2, or −1 for a missing answer; found 7",
  );
});
