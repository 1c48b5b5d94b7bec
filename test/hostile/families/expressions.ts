import { type Case, family, good } from "../case.ts";

const depth = 5000;
const variables = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);

const conditions: Readonly<Record<string, string>> = {
  nothing: "",
  spaces: "   ",
  "deep parentheses": `${"(".repeat(depth)}x > 1${")".repeat(depth)}`,
  "open parentheses": "(".repeat(depth),
  "closed parentheses": ")".repeat(depth),
  "many nots": `${"not ".repeat(depth)}x > 1`,
  "many minus signs": `x > ${"-".repeat(depth)}1`,
  "many ors": Array.from({ length: depth }, (_, at) => `x == ${at}`).join(" or "),
  "many ands": Array.from({ length: depth }, () => "x > 0").join(" and "),
  "a long list": `x in (${Array.from({ length: 20_000 }, (_, at) => at).join(", ")})`,
  "a long text": `g == "${"x".repeat(300_000)}"`,
  "a long name": `${"x".repeat(300_000)} == 1`,
  "a long number": `x == ${"1".repeat(200_000)}`,
  "a large number": "x == 1e99999",
  "numbers in a chain": "1 < x < 3",
  "no operator": "x x",
  "no right side": "x ==",
  "no left side": "== 1",
  "an assignment": "x = 1",
  code: "process.exit(7)",
  "a prototype": "__proto__ == 1",
  "a method": "constructor(x) == 1",
  "an open quote": 'g == "a',
  "a lone backslash": 'g == "a\\',
  "a bad escape": 'g == "\\ud800"',
  "odd signs": "x > 1 ; rm -rf @#$%^&*",
  "signs of other scripts": "x ≥ 1 ∧ g ≠ 2",
  "full width": "ｘ＝＝１",
  NUL: "x\u0000 == 1",
  "a regular expression": "g == /(a+)+$/",
  "0x": "x == 0x",
  "two points": "x == 1.2.3",
  "an exponent alone": "x == 1e",
};

const formulas: Readonly<Record<string, string>> = {
  nothing: "",
  "a tilde": "~",
  tildes: "x ~ g ~ h",
  "nothing explained": "~ g",
  "nothing explaining": "x ~",
  "a deep formula": `x ~ ${"(".repeat(depth)}g${")".repeat(depth)}`,
  "a product of many": `x ~ ${variables(22).join(" * ")}`,
  "a product of two by many": `x ~ ${Array.from({ length: 30 }, (_, at) => `I${at}(w)`).join("*")}`,
  "a power": "x ~ (g + h + w)^99999999",
  "a power of a power": "x ~ ((g + h)^9)^9",
  "a power of a fraction": "x ~ (g + h)^1.5",
  "a power below nothing": "x ~ (g + h)^-1",
  "many terms": `x ~ ${variables(3000).join(" + ")}`,
  "the same term often": `x ~ ${"g + ".repeat(5000)}g`,
  "the outcome on the right": "x ~ x",
  "only removed": "x ~ -g -1 -h",
  "no intercept twice": "x ~ 0 + 0 - 1",
  "an unknown function": "x ~ poly(g, 999999)",
  "a logarithm of nothing": "x ~ log(0 * w)",
  "a division by nothing": "x ~ I(w / 0)",
  "a prototype": "x ~ __proto__",
  "an open quote": "x ~ `g",
  "many signs": `x ~ ${"- ".repeat(depth)}g`,
  "an offset alone": "x ~ offset(w)",
  "a bar": "x ~ (1 | g)",
  "a dot": "x ~ .",
  "a factor of an identifier": "x ~ factor(id) * g",
};

const derivations: Readonly<Record<string, string>> = {
  nothing: "",
  "no name": "= x + 1",
  "no value": "z =",
  "a prototype": "__proto__ = x + 1",
  itself: "z = z + 1",
  "an existing name": "x = x + 1",
  "a division by nothing": "z = x / 0",
  "a logarithm of nothing": "z = log(0)",
  "a deep value": `z = ${"(".repeat(depth)}x${")".repeat(depth)}`,
  "a long sum": `z = ${"x + ".repeat(depth)}x`,
  "powers of powers": "z = 9^9^9^9^9",
  "many arguments": `z = max(${"x, ".repeat(depth)}x)`,
  "a control character": "z\u001b = x",
};

const made = (
  kind: string,
  texts: Readonly<Record<string, string>>,
  args: (text: string) => readonly string[],
): Case[] =>
  family(
    "expressions",
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        `${kind}: ${name}`,
        { files: { "a.csv": good }, args: args(text) },
      ]),
    ),
  );

export const expressions: readonly Case[] = [
  ...made("condition", conditions, (text) => ["crosstab", "g", "--data", "a.csv", "--where", text]),
  ...made("formula", formulas, (text) => [
    ..."model --data a.csv --weight w --family linear".split(" "),
    text,
  ]),
  ...made("derivation", derivations, (text) => ["estimate", "z", "--data", "a.csv", "--derive", text]),
];
