import { type Case, family, good } from "../case.ts";

const numbers = [
  "NaN",
  "Infinity",
  "-Infinity",
  "1e309",
  "-1",
  "0",
  "",
  " ",
  "1e-320",
  "0x10",
  "1,5",
  "９",
  "9".repeat(400),
];

const places: Readonly<Record<string, string>> = {
  level: "crosstab g --data a.csv --weight w --level @",
  seed: "crosstab g --data a.csv --weight w --replicate-method bootstrap --replicate-count 5 --seed @",
  count: "crosstab g --data a.csv --weight w --replicate-method bootstrap --seed 1 --replicate-count @",
  bounds: "weight trim --data a.csv --weight w --out out/a.csv --bounds @",
  population: "weight diagnose --data a.csv --weight w --base-weight w --population @",
  fay: "crosstab g --data a.csv --weight w --replicate-method brr --strata stratum --fay @",
};

const lines: Readonly<Record<string, string>> = {
  "no command": "",
  "the same flag twice": "crosstab g --data a.csv --weight w --weight x",
  "a flag without value": "crosstab g --data",
  "a flag as value": "crosstab g --data --weight",
  "an unknown flag": "crosstab g --wieght w",
  "a flag of many letters": `crosstab g --${"x".repeat(10000)}`,
  "two dashes": "crosstab -- --data a.csv",
  "a lone dash": "crosstab - --data a.csv",
  "an empty name": "crosstab @ --data a.csv",
  "the weight as variable": "crosstab w --data a.csv --weight w",
  "text as weight": "crosstab g --data a.csv --weight h",
  "an identifier as stratum": "crosstab g --data a.csv --weight w --strata id",
  "the same variable by itself": "crosstab g --by g --data a.csv --weight w",
  "many variables": `crosstab g --by ${"h,".repeat(3000)}h --data a.csv`,
  "a list of commas": "crosstab g --by ,,,, --data a.csv",
  "a prototype as dataset": "crosstab g --dataset __proto__",
  "a path as dataset": "crosstab g --dataset ../../../etc",
  "a prototype as study": "reproduce __proto__ --out out/r",
  "a path as study": "reproduce ../../evil --out out/r",
  "a prototype as source": "claims __proto__ --out out/r",
  "a path as source": "claims ../../evil --out out/r",
  "a prototype as solution": "evidence --solution __proto__ --out out/r",
  "a language": "crosstab g --data a.csv --lang xx",
  "a language twice": "crosstab g --data a.csv --lang fr --lang en",
  "a format": "crosstab g --data a.csv --format exe",
  "a workbook on standard output": "crosstab g --data a.csv --format xlsx",
  "a family": "model x~g --data a.csv --family __proto__",
  "a link": "model x~g --data a.csv --family linear --link constructor",
  "a reference": "model x~g --data a.csv --family linear --reference g=@",
  "references without sign": "model x~g --data a.csv --family linear --reference ====",
  "a quantile": "estimate x --stat quantile:2 --data a.csv",
  "a statistic": "estimate x --stat constructor --data a.csv",
  "a ratio over nothing": "estimate x --stat ratio:stratum --data a.csv --where x==0",
  "a sheet of a text file": "crosstab g --data a.csv --sheet x",
  "no rows": "crosstab g --data a.csv --where x>1000",
  "a search": "figures er1245 --search (((((",
  "a seed of synth": "synth panel4 --seed 1e309 --out out/p.xlsx",
  "a prefix of all": "crosstab g --data a.csv --weight w --replicates @",
  "all at once":
    "crosstab g --data a.csv --weight w --strata stratum --cluster id --fpc x --replicates w --calibrated",
};

const given = (line: string, value = ""): Omit<Case, "id"> => ({
  files: { "a.csv": good },
  args:
    line === "" ? [] : line.split(" ").map((word) => (word.includes("@") ? word.replace("@", value) : word)),
});

export const flags: readonly Case[] = [
  ...Object.entries(places).flatMap(([place, line]) =>
    family(
      "flags",
      Object.fromEntries(
        numbers.map((value) => [`${place} ${JSON.stringify(value.slice(0, 20))}`, given(line, value)]),
      ),
    ),
  ),
  ...family("flags", Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, given(line)]))),
];
