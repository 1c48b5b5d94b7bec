import { expect, test } from "vitest";
import { languageOf } from "../../src/text/locale.ts";

test.each(["fr", "fr_FR", "fr_FR.UTF-8", "fr_CA@euro", "fr.UTF-8"])("%s is French", (locale) => {
  expect(languageOf({ LANG: locale })).toBe("fr");
});

test.each(["", "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "de_DE", "frp_FR", "fro", "french", "x_fr"])(
  "'%s' is English",
  (locale) => {
    expect(languageOf({ LANG: locale })).toBe("en");
  },
);

test("without a locale the language is English", () => {
  expect(languageOf({})).toBe("en");
});

test("LC_ALL comes before LC_MESSAGES, and LC_MESSAGES before LANG", () => {
  expect(languageOf({ LC_ALL: "fr_FR", LC_MESSAGES: "en_GB", LANG: "en_GB" })).toBe("fr");
  expect(languageOf({ LC_ALL: "C", LC_MESSAGES: "fr_FR", LANG: "fr_FR" })).toBe("en");
  expect(languageOf({ LC_MESSAGES: "fr_FR", LANG: "en_GB" })).toBe("fr");
  expect(languageOf({ LC_MESSAGES: "en_GB", LANG: "fr_FR" })).toBe("en");
});

test("an empty variable counts as one that is not set", () => {
  expect(languageOf({ LC_ALL: "", LC_MESSAGES: "", LANG: "fr_FR.UTF-8" })).toBe("fr");
  expect(languageOf({ LC_ALL: "", LC_MESSAGES: "fr_FR", LANG: "en_GB" })).toBe("fr");
});

test("other variables of the environment are of no matter", () => {
  expect(languageOf({ LANG: "en_GB", LANGUAGE: "fr", LC_NUMERIC: "fr_FR" } as object)).toBe("en");
});

test("the environment of a process can be given as it is", () => {
  expect(["fr", "en"]).toContain(languageOf(process.env));
});
