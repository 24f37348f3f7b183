import fc from "fast-check";
import { expect, test } from "vitest";
import { maskAllButLastFour } from "./mask.ts";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[\w @.+-]*$/),
);

test("all letters and digits but the last four of nine or more are hidden, and nothing else", () => {
  fc.assert(
    fc.property(text, fc.boolean(), (short, isLong) => {
      const value = isLong ? short + "x1 ".repeat(400) : short;
      const signs = Array.from(value.matchAll(/[\p{L}\p{N}]/gu));
      const hidden = new Set(
        signs.slice(0, signs.length < 9 ? undefined : -4).map((sign) => sign.index),
      );
      let [expected, at] = ["", 0];
      for (const character of value) {
        expected += hidden.has(at) ? "*" : character;
        at += character.length;
      }
      expect(maskAllButLastFour(value)).toBe(expected);
    }),
  );
});

test.each([
  ["4111 1111 1111 1111", "**** **** **** 1111"],
  ["a@b.example", "*@*.***mple"],
  ["12345678", "********"],
  ["", ""],
])("%s becomes %s", (value, masked) => {
  expect(maskAllButLastFour(value)).toBe(masked);
});
