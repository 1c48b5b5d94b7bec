import { type Case, family, good } from "../case.ts";

const head = "variable,level,total\n";

const files: Readonly<Record<string, string>> = {
  empty: "",
  "a header alone": head,
  "no such variable": `${head}zzz,a,1\n`,
  "no such level": `${head}g,a,10\ng,zzz,10\n`,
  "a level missing": `${head}g,a,10\n`,
  "the same level twice": `${head}g,a,10\ng,a,10\ng,b,10\n`,
  "nothing of a level": `${head}g,a,0\ng,b,10\n`,
  "below nothing": `${head}g,a,-5\ng,b,10\n`,
  "no number": `${head}g,a,x\ng,b,10\n`,
  "not a number": `${head}g,a,NaN\ng,b,Infinity\n`,
  "beyond numbers": `${head}g,a,1e309\ng,b,1\n`,
  "at the edge": `${head}g,a,1e308\ng,b,1e308\n`,
  "too small": `${head}g,a,1e-320\ng,b,1e-320\n`,
  "margins that contradict": `${head}g,a,10\ng,b,10\nh,u,1\nh,v,1\nh,w,1\n`,
  "shares of nothing": "variable,level,share\ng,a,0\ng,b,0\n",
  "shares of too much": "variable,level,share\ng,a,99\ng,b,99\n",
  "shares and totals": "variable,level,share,total\ng,a,50,10\ng,b,50,10\n",
  "ambiguous thousands": `${head}g,a,"1,234"\ng,b,"5,678"\n`,
  "a prototype": `${head}__proto__,a,1\nconstructor,b,1\n`,
  "a crossing of nothing": `${head}g:,a:,10\n`,
  "a crossing by itself": `${head}g:g,a:a,10\ng:g,b:b,10\n`,
  "many signs of crossing": `${head}${":".repeat(5000)},a,1\n`,
  "many levels": `${head}${Array.from({ length: 20_000 }, (_, at) => `g,l${at},1`).join("\n")}\n`,
  "a long level": `${head}g,${"x".repeat(200_000)},1\n`,
  controls: `${head}g\u001b[2J,\u202ea,1\n`,
  "an open quote": `${head}"g,a,1\n`,
  "other columns": "a,b,c\n1,2,3\n",
  formulas: `${head}g,=a,1\ng,=b,1\n`,
};

const verbs = ["calibrate", "rake", "post-stratify"];

export const margins: readonly Case[] = verbs.flatMap((verb, of) =>
  family(
    "margins",
    Object.fromEntries(
      Object.entries(files)
        .filter((_, at) => of === 0 || at % 2 === of - 1)
        .map(([name, content]) => [
          `${verb}: ${name}`,
          {
            files: { "a.csv": good, "m.csv": content },
            args: `weight ${verb} --data a.csv --weight w --margins m.csv --out out/a.csv`.split(" "),
          },
        ]),
    ),
  ),
);
