import fc from "fast-check";
import { expect, test } from "vitest";
import { readAscii, readBotId, toUtf16Offset } from "./read-text.ts";

const anyText = fc
  .array(
    fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\ud83d", "\ude00", "é", "€", "a")),
  )
  .map((parts) => parts.join(""));

test("ASCII is read as it is", () => {
  const bytes = new TextEncoder().encode("--GPTBOT--");
  expect(readAscii(bytes, 2, 6)).toBe("GPTBOT");
  expect(readAscii(bytes, 2, 0)).toBe("");
});

test.each([
  ["GPTBOT", "GPTBOT"],
  ["/PYTHON-REQUESTS/2", "PYTHON_REQUESTS_2"],
  [" A - B. ", "A___B"],
  [" / ", ""],
  ["", ""],
])("the text %j makes the id %j", (text, id) => {
  const bytes = new TextEncoder().encode(`Z${text}Z`);
  expect(readBotId(bytes, 1, text.length)).toBe(id);
});

test("an offset between two characters is found", () => {
  fc.assert(
    fc.property(anyText, fc.nat(), (text, at) => {
      const characters = [...text];
      const before = characters.slice(0, at % (characters.length + 1)).join("");
      const byteOffset = new TextEncoder().encode(before).length;
      expect(toUtf16Offset(text, byteOffset, false)).toBe(before.length);
      expect(toUtf16Offset(text, byteOffset, true)).toBe(before.length);
    }),
  );
});

test("an offset inside a character goes to its start, or to its end", () => {
  expect(toUtf16Offset("a😀b", 3, false)).toBe(1);
  expect(toUtf16Offset("a😀b", 3, true)).toBe(3);
});

test("an offset beyond the text is its end", () => {
  expect(toUtf16Offset("é", 99, false)).toBe(1);
});
