import { expect, test } from "vitest";
import { notesIn } from "../../../src/sources/layout/notes.ts";

test.each([
  ["Note de lecture : 36 % des médecins ont un secrétariat.", "reading"],
  ["Lecture > 36 % des médecins ont un secrétariat.", "reading"],
  ["Note : 36 % des médecins ont un secrétariat.", "note"],
])("%s is a %s", (text, kind) => {
  expect(notesIn([{ row: 9, text }])).toEqual([
    { kind, mark: "", text: "36 % des médecins ont un secrétariat." },
  ]);
});
