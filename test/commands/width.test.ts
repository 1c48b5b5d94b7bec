import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { terminal } from "../../src/commands/terminal.ts";
import { renderText } from "../../src/reports/formats/text.ts";
import { reproductionBlocks } from "../../src/reports/reproductionReport.ts";
import { displayWidth } from "../../src/text/lines.ts";
import { readerOf } from "../../src/text/reader.ts";
import { folderWith } from "../support/files.ts";
import { runIn, shellWords } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";
import { reproduceEmbedded } from "../support/panel.ts";

const survey = `${root}data/examples/survey.csv --weight w`;
const design = `${survey} --strata region --cluster town --fpc towns`;
const margins = `--margins ${root}data/examples/margins.csv`;

const commands = [
  "--help",
  "reproduce --help",
  "crosstab --help",
  "model --help",
  "weight --help",
  "help weight replicate",
  "help weight calibrate",
  "studies",
  "figures er1245",
  "figures collaboration-2022 --search infirm",
  `describe ${survey.split(" ")[0]}`,
  "describe --dataset panel4",
  "workbook data/panel4/panel4.xlsx --sheet codebook",
  "crosstab secretariat --by sexe --dataset panel4 --test",
  "crosstab secretariat --by sexe,tranche_age --dataset panel4 --deff",
  "crosstab secretariat --dataset panel4 --wave 2019,2022",
  `crosstab owns --by region,sex,age_class --percent total ${design}`,
  `crosstab owns,age_class,income --by sex --test ${design}`,
  `crosstab owns,income --by region,sex --subtotals --layout wide --show n,ci,total ${design}`,
  `crosstab region --by owns --ci beta --test wald ${design}`,
  "estimate age --stat mean --by sexe --test --dataset panel4",
  `estimate income --stat median --by region,sex --deff ${design}`,
  `estimate income --stat ratio=adults ${design}`,
  'model "secretariat ~ tranche_age3 + sexe + mode" --family logistic --margins sexe --contrast mode --dataset panel4',
  'model "nb_canaux ~ sexe * mode" --family poisson --contrast mode --adjust holm --dataset panel4',
  'model "~ sexe + mode" --outcome secretariat,rdv_en_ligne,teleconsultation,secretariat_physique --family logistic --dataset panel4',
  `model "income ~ sex + age_class * region" --family linear --vcov HC1 ${survey}`,
  `weight diagnose ${survey} ${margins}`,
  `weight diagnose ${survey} --base-weight towns ${margins}`,
  "crosstab sex",
];

/** Lines that are too long, but for those of a single word. */
const overlong = (text: string, width: number) =>
  text.split("\n").filter((line) => displayWidth(line) > width && line.trim().includes(" "));
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => !/^[-=]+$/.test(word));

/** Words that stand on no line of the same text where lines have no end: those that were split. */
const split = (text: string, endless: string) => {
  const whole = new Set(wordsIn(endless).flatMap((word) => [word, `${word}:`]));
  const ofLayout = new Set(["·", "/", "\\", ":"]);
  return wordsIn(text).filter((word) => !whole.has(word) && !ofLayout.has(word));
};

describe.each(["en", "fr"] as const)("in %s no line is too long, and no word is split", (lang) => {
  test.each(commands)("panel %s", async (line) => {
    const words = [...shellWords(line.replace("data/panel4/", `${root}data/panel4/`)), "--lang", lang];
    const { stdout: endless } = await runIn(10_000, words);
    for (const width of [80, 120]) {
      const { stdout } = await runIn(width, words);
      expect(overlong(stdout, width)).toEqual([]);
      expect(split(stdout, endless)).toEqual([]);
    }
  });

  test.each(["er1245", "collaboration-2022"])("panel reproduce %s", async (id) => {
    const blocks = reproductionBlocks(await reproduceEmbedded(id), readerOf(lang));
    const endless = renderText(blocks, { colour: false, width: 10_000 });
    for (const width of [80, 120]) {
      const text = renderText(blocks, { colour: false, width });
      expect(overlong(text, width)).toEqual([]);
      expect(split(text, endless)).toEqual([]);
    }
  });
});

test("text in a file is plain, and 80 columns wide, also where the command is typed in a terminal", async () => {
  const file = join(folderWith(), "described.txt");
  const before = process.stdout.isTTY;
  process.stdout.isTTY = true;
  await runIn(200, ["describe", "--dataset", "panel4", "--out", file]);
  process.stdout.isTTY = before;
  const text = readFileSync(file, "utf8");
  expect(text).not.toContain("\u001b");
  expect(overlong(text, 80)).toEqual([]);
});

test("text is as wide as COLUMNS says, or else as the terminal, or else 80 columns", () => {
  const widthWith = (asked: string, columns: number | undefined) => {
    vi.stubEnv("COLUMNS", asked);
    const before = process.stdout.columns;
    process.stdout.columns = columns as number;
    const { width } = terminal();
    process.stdout.columns = before;
    vi.unstubAllEnvs();
    return width;
  };
  expect(widthWith("100", 132)).toBe(100);
  expect(widthWith("", 132)).toBe(132);
  expect(widthWith("wide", undefined)).toBe(80);
});
