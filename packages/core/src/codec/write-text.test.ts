import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { writeShortText, writeText } from "./write-text.ts";

test("the first texts are written as all others are, also where there is little room", async () => {
  const texts = [
    "curl/8.5.0",
    "",
    "\u00e9t\u00e9 \u20ac",
    "a\ud83d\ude00b",
    "\ud800",
    "long ".repeat(80),
  ];
  for (const text of texts) {
    for (const bytes of [12, 3000]) {
      vi.resetModules();
      const { encodeText } = await import("./write-text.ts");
      for (let nth = 1; nth <= 3; nth++) {
        const [room, expected] = [new Uint8Array(bytes), new Uint8Array(bytes)];
        expect(encodeText(text, room)).toEqual(new TextEncoder().encodeInto(text, expected));
        expect(room).toEqual(expected);
      }
    }
  }
});

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
