import { expect, test } from "vitest";
import { inPrint, readerOf } from "../../src/text/reader.ts";
import { typeset, typesetInPrint } from "../../src/text/typography.ts";

test("French: no line breaks before : ; ! ? % and inside « », and digits are grouped by narrow spaces", () => {
  expect(typeset("Lecture : « oui » ; vrai ? 84 % des 45 000 médecins !", "fr")).toBe(
    "Lecture\u00a0: «\u00a0oui\u00a0»\u00a0; vrai\u00a0? 84\u202f% des 45\u202f000 médecins\u00a0!",
  );
});

test("years, dates and addresses stay as they are", () => {
  const text = "en 2019, au 1er janvier 2018 : 5 janvier-22 avril 2022, https://a.fr/b";
  expect(typeset(text, "fr")).toBe(text.replace(" :", "\u00a0:"));
});

test("English has no such spaces", () => {
  expect(typeset("Reading: 84% of 45,000 doctors", "en")).toBe("Reading: 84% of 45,000 doctors");
  expect(readerOf("en").percent(83.7)).toBe("84%");
  expect(readerOf("fr").percent(83.7, 1)).toBe("83,7\u202f%");
});

test("print: curly apostrophes and quotes, true minus signs, and a number that stays with its n°", () => {
  expect(typesetInPrint('L\'enquête n° 1245 : [0,12 ; 0,34], "autre"', "fr")).toBe(
    "L’enquête n°\u00a01245\u00a0: [0,12\u00a0;\u00a00,34], «\u00a0autre\u00a0»",
  );
  expect(typesetInPrint("the patients' \"other\" doctor's", "en")).toBe("the patients’ “other” doctor’s");
  expect(typesetInPrint("Condition : strate == 'Rural' et l'âge", "fr")).toBe(
    "Condition\u00a0: strate == 'Rural' et l’âge",
  );
  expect(inPrint(readerOf("fr")).number(-1.25, 1)).toBe("−1,3");
});
