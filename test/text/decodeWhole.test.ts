import { expect, test } from "vitest";
import { decodeWhole } from "../../src/text/decodeWhole.ts";

test("the euro sign, the ligature and the apostrophe of Windows are read, and nothing stays for the next text", () => {
  const decoder = new TextDecoder("windows-1252");
  expect(decodeWhole(decoder, Uint8Array.of(0x80, 0x9c, 0x92))).toBe("€œ’");
  expect(decodeWhole(decoder, Uint8Array.of(0xe9))).toBe("é");
});

test("a character that is cut is none of a strict decoder's", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  expect(() => decodeWhole(decoder, Uint8Array.of(0x61, 0xe2, 0x82))).toThrow(TypeError);
  expect(decodeWhole(new TextDecoder("utf-8", { fatal: true }), Buffer.from("€"))).toBe("€");
});
