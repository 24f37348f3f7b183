import fc from "fast-check";
import { expect, test } from "vitest";
import { locateIn } from "./text-chunk.ts";

const anyText = fc
  .array(fc.constantFrom("a", "é", "€", "😀", "\ud83d", "\ude00", "some words "), { maxLength: 40 })
  .map((parts) => parts.join(""));

test("offsets in bytes are places of the text, near its start and near its end", () => {
  fc.assert(
    fc.property(anyText, fc.array(fc.nat(40)), (text, picks) => {
      const places = placesOf(text);
      const end = places[places.length - 1] as (typeof places)[number];
      const chunk = { start: { units: 0, bytes: 0 }, units: end.units, bytes: end.bytes };
      const locate = locateIn(text, chunk);
      for (const pick of picks.sort((a, b) => a - b)) {
        const place = places[Math.min(pick, places.length - 1)] as (typeof places)[number];
        expect(locate(place.bytes)).toEqual(place);
      }
    }),
  );
});

/** Where each character begins, and the text's end. */
function placesOf(text: string): { units: number; bytes: number }[] {
  const places = [{ units: 0, bytes: 0 }];
  let [units, bytes] = [0, 0];
  for (const character of text) {
    units += character.length;
    bytes += new TextEncoder().encode(character).length;
    places.push({ units, bytes });
  }
  return places;
}
