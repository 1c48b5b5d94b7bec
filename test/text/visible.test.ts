import { expect, test } from "vitest";
import { InputError } from "../../src/text/errors.ts";
import { usageError } from "../../src/text/messages/usage.ts";
import { plain } from "../../src/text/reader.ts";
import { message, shortened, visible, visibleJson, visibleLines } from "../../src/text/visible.ts";

const hidden = [
  ["\u001b[31m", "\\u001b[31m"],
  ["a\u0000b\u007f", "a\\u0000b\\u007f"],
  ["\u009b2J", "\\u009b2J"],
  ["\u202eabc\u2066\u200e\u200f\u061c", "\\u202eabc\\u2066\\u200e\\u200f\\u061c"],
  ["a\u2028b\u2029", "a\\u2028b\\u2029"],
  ["\ud800x\udc00", "\\ud800x\\udc00"],
  ["\ufffe\uffff\ufeff", "\\ufffe\\uffff\\ufeff"],
] as const;

test.each(hidden)("what cannot be seen is written out: %j", (given, shown) => {
  expect(visible(given)).toBe(shown);
  expect(visibleLines(given)).toBe(shown);
});

test("letters, signs and emoji stay; breaks and tabs stay in texts of several lines alone", () => {
  const text = "Élevé 1\u202f552 « œ » 漢字 עברית 👩‍⚕️ é";
  expect(visible(text)).toBe(text);
  expect(visible("a\tb\r\nc")).toBe("a\\u0009b\\u000d\\u000ac");
  expect(visibleLines("a\tb\r\nc")).toBe("a\tb\r\nc");
});

test("JSON is valid, is seen, and is read as it was", () => {
  const value = hidden.map(([given]) => ({ [given]: given }));
  const text = visibleJson(value);
  expect(text).toBe(visibleLines(text));
  expect(JSON.parse(text)).toEqual(value);
});

test("a text is shortened in its middle, and never between the halves of a character", () => {
  expect(shortened("abcdefghij", 10)).toBe("abcdefghij");
  expect(shortened("abcdefghijk", 10)).toBe("abcdef…ijk");
  expect(shortened("😀".repeat(20), 10)).not.toMatch(/\p{Cs}/u);
});

test("an input error shows what was given, on one line that can be read", () => {
  const fault = {
    what: plain("no column \u001b]0;x\u0007"),
    advice: plain("Take another"),
  };
  const given = "\u202e\n".repeat(5000);
  const { told } = new InputError(fault, { file: given, column: "a\nb" }, { value: given });
  expect(told.en).toBe(message(told.en));
  expect(told.en.length).toBeLessThan(600);
  expect(told.en).toContain("a\\u000ab: no column \\u001b]0;x\\u0007; found");
  expect(told.en).toMatch(/Take another$/);
});

test("wrong usage shows the argument, and its line breaks add no line", () => {
  const { fr, en } = usageError(
    "commander.unknownOption",
    "error: unknown option '--lag\u001b[2J\npanel: ok'\n(Did you mean --lang?)",
  );
  expect(en).toBe("error: unknown option '--lag\\u001b[2J\\u000apanel: ok'\n(Did you mean --lang?)");
  expect(fr).toBe(
    "erreur : option inconnue « --lag\\u001b[2J\\u000apanel: ok »\n(Vouliez-vous dire --lang ?)",
  );
  expect(
    usageError("commander.unknownOption", `error: unknown option '--${"x".repeat(9999)}'`).en.length,
  ).toBeLessThan(600);
});
