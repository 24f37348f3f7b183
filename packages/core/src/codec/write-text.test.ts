import fc from "fast-check";
import { expect, test } from "vitest";
import { writeShortText, writeText } from "./write-text.ts";

test("a short text without surrogates is written as an encoder writes it, and no other text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const [room, encoded] = [new Uint8Array(300), new Uint8Array(300)];
      const written = writeShortText(room, 3, text);
      const expected = writeText(encoded, 3, 300, text);
      const isShort = text.length <= 64 && !/[\ud800-\udfff]/.test(text);
      expect(written).toBe(isShort ? expected : -1);
      if (isShort) expect(room).toEqual(encoded);
    }),
  );
});
