import fc from "fast-check";
import { expect, test } from "vitest";
import { writeShortAscii, writeText } from "./write-text.ts";

test("a short text of ASCII is written as an encoder writes it, and no other text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const [room, encoded] = [new Uint8Array(300), new Uint8Array(300)];
      const written = writeShortAscii(room, 3, text);
      writeText(encoded, 3, 300, text);
      const isShortAscii = text.length <= 64 && /^[\0-\x7f]*$/.test(text);
      expect(written).toBe(isShortAscii ? text.length : -1);
      if (isShortAscii) expect(room).toEqual(encoded);
    }),
  );
});
