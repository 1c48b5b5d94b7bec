import fc from "fast-check";
import { expect, test } from "vitest";
import { XmlReader } from "../../../src/sources/xlsx/xml.ts";

/** What a document says when it is read in pieces of some length. */
function read(document: string, length = document.length) {
  const told: string[] = [];
  const reader = new XmlReader({
    open: (name, attributes) => told.push(`<${name} ${attributes.get("a") ?? ""}>`),
    text: (piece) => told.push(piece),
    close: (name) => told.push(`</${name}>`),
  });
  for (let at = 0; at < document.length; at += length) reader.write(document.slice(at, at + length));
  reader.end();
  return told.join("");
}

test("tags, attributes and texts are told of without prefixes and with what entities stand for", () => {
  expect(
    read(
      `<?xml version="1.0"?><!-- <no> --><x:s a='1 > "0"'>é&lt;&#65;&#x42;<b x:a = "&amp;"/><![CDATA[<&]]></x:s>`,
    ),
  ).toBe('<s 1 > "0">é<AB<b &></b><&</s>');
});

test("an attribute's name is its whole name", () => {
  expect(read('<s ba="1" xmlns:a="2" ab="3" data="4"/>')).toBe("<s ></s>");
});

test("a document says the same in whatever pieces it comes", () => {
  const parts = [
    '<c r="A1" a="x>y">',
    "<v>",
    "12&amp;3",
    "</v>",
    "</c>",
    "<!-- a > b -->",
    "<![CDATA[]] >]]>",
    " ",
  ];
  const inner = fc
    .array(fc.constantFrom(parts[2]!, parts[5]!, parts[6]!, parts[7]!, "<v a='1'/>", "<v>1</v >"), {
      maxLength: 8,
    })
    .map((pieces) => `<s>${pieces.join("")}</s>`);
  fc.assert(
    fc.property(inner, fc.integer({ min: 1, max: 9 }), (document, length) => {
      expect(read(document, length)).toBe(read(document));
    }),
  );
});

test.each([
  ["<s><t></s></t>", "do not match"],
  ["<s>", "breaks off"],
  ["", "breaks off"],
  ["<s/><s/>", "two documents"],
  ['<s a="1>', "breaks off"],
  ["<s a=1/>", "without quotes"],
  ["<s <t/>", "a tag in a tag"],
  ["<s a<t/>", "without value"],
  ["</s>", "do not match"],
  ['<!DOCTYPE s [<!ENTITY a "b">]><s/>', "document type"],
])("%s is no document", (document, message) => {
  expect(() => read(document)).toThrow(message);
});
