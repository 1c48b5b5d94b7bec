import { expect, test } from "vitest";
import { runIn } from "../support/inProcess.ts";

const bound = async (...words: string[]) => {
  const { status, stdout } = await runIn(80, ["bound", "er1245", ...words]);
  expect(status).toBe(0);
  return stdout;
};

test("of one quantity the figures that bind are told with what they print, and from which side", async () => {
  const { bounds, binding } = JSON.parse(await bound("teleconsulte=Oui", "--format", "json"));
  expect(bounds).toHaveLength(1);
  // Between 41 and 18 % with an online tool, 36 % of all have one: the two parts bind both ends, the whole the lower one.
  const byFigure = new Map(binding.map((own: { figure: string; kind: string }) => [own.figure, own.kind]));
  expect(byFigure.get("er1245:en-ligne-teleconsulte")).toBe("both");
  expect(byFigure.get("er1245:en-ligne-sans-teleconsultation")).toBe("both");
  expect(byFigure.get("er1245:en-ligne-2022")).toBe("below");
  const [whole] = binding.filter(({ figure }: { figure: string }) => figure === "er1245:en-ligne-2022");
  expect(whole).toMatchObject({ published: 36, published_low: 35.5, published_high: 36.5, page: 2 });
});

test("readings stand on one line at 80 characters", async () => {
  const readings = ["free", "bounded", "implied"];
  const lines = (await bound("--held-out")).split("\n").filter((line) => line.startsWith("er1245:"));
  expect(lines.filter((line) => readings.some((reading) => line.includes(` ${reading} `)))).toHaveLength(22);
});
