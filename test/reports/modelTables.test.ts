import { expect, test } from "vitest";
import { renderText } from "../../src/reports/formats/text.ts";
import { modelBlocks } from "../../src/reports/modelSection.ts";
import { readerOf } from "../../src/text/reader.ts";
import { reproduceEmbedded } from "../support/panel.ts";

test("variables of models side by side have their labels, whichever of the models has them", async () => {
  const text = renderText(modelBlocks(await reproduceEmbedded("collaboration-2022"), readerOf("en")), {
    width: 200,
    colour: false,
  });
  expect(text).toContain("Supply of pharmacies");
  expect(text).not.toContain("offre_");
});
