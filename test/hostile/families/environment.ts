import { type Case, family, good } from "../case.ts";

const crosstab = "$PANEL crosstab g --data a.csv --weight w";

const scripts: Readonly<Record<string, string>> = {
  "a full disk": `${crosstab} > /dev/full`,
  "standard output closed": `${crosstab} >&-`,
  "standard error closed": `${crosstab} 2>&-`,
  "standard error full": `${crosstab} --out out/a.csv 2> /dev/full`,
  "a wrong name, standard error full": "$PANEL crosstab zzz --data a.csv 2> /dev/full",
  "a wrong name, standard error closed":
    "$PANEL crosstab zzz --data a.csv 2>&-; status=$?; echo refused >&2; exit $status",
  "a reader that leaves": `${crosstab} --format json | head -c 10`,
  "a language that is none": `LC_ALL=xx_YY.weird LANG=@@@ ${crosstab}`,
  "a language of controls": `LC_ALL=$(printf '\\033[31m') $PANEL crosstab zzz --data a.csv`,
  "no environment": `env -i ${crosstab}`,
  "no home": `HOME=/nonexistent TMPDIR=/nonexistent ${crosstab}`,
  "no time zone": `TZ=Nowhere/None ${crosstab}`,
  "a pipe as data": "mkfifo out/p.csv; $PANEL describe --data out/p.csv",
  "zeros as data": "$PANEL describe --data /dev/zero",
  "nothing as data": "$PANEL describe --data /dev/null",
  "random bytes as data": "head -c 100000 /dev/urandom > out/r.csv; $PANEL describe --data out/r.csv",
  "a hole as data": "truncate -s 8G out/h.csv; $PANEL describe --data out/h.csv",
  "a hole as workbook": "truncate -s 8G out/h.xlsx; $PANEL describe --data out/h.xlsx",
  "few files": `ulimit -n 30; ${crosstab}`,
  "a small limit of files": `ulimit -f 0; ${crosstab} --out out/a.csv`,
  "a folder that is gone": `mkdir out/d; cd out/d; rmdir ../d; $PANEL describe --data a.csv`,
  "a narrow terminal": `COLUMNS=1 ${crosstab}`,
};

export const environment: readonly Case[] = family(
  "environment",
  Object.fromEntries(
    Object.entries(scripts).map(([name, script]) => [name, { files: { "a.csv": good }, script }]),
  ),
);
