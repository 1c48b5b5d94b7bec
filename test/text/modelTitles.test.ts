import { expect, test } from "vitest";
import { forestCaption } from "../../src/text/messages/modelTitles.ts";
import { plain } from "../../src/text/reader.ts";

test("the rows of models side by side are apart, and those that are alike stand once", () => {
  const { fr, en } = forestCaption(plain("odds ratio"), plain("CI"), [1481, 1474, 1481]);
  expect(en).toBe("Odds ratio, CI; n = 1,481 and 1,474.");
  expect(fr).toBe("Odds ratio, CI ; n = 1\u202f481 et 1\u202f474.");
});
