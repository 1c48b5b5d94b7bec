import { expect, test } from "vitest";
import { loadDrawer } from "../../src/charts/png.ts";
import { chartFiles, chartNames, drawCharts } from "../../src/reports/charts.ts";
import { readerOf } from "../../src/text/reader.ts";
import { reproduceEmbedded } from "../support/panel.ts";

test("a study's charts are pictures and Vega-Lite with their data, and say what data they are of", async () => {
  const reproduction = await reproduceEmbedded("er1245");
  const draw = await loadDrawer();
  const files = await chartFiles(await drawCharts(reproduction, readerOf("fr"), async (svg) => draw(svg)));
  expect([...files.keys()]).toEqual(chartNames(reproduction.study));
  for (const [name, content] of files)
    if (name.endsWith(".png")) expect(Buffer.from(content).subarray(1, 4).toString(), name).toBe("PNG");
    else expect(content, name).toContain("SYNTHÉTIQUES");
  expect(files.get("graphique-1.svg")).toContain(">valeur publiée<");
});
