import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFields } from "./read-fields.ts";

const EVERY: ReadonlySet<string> = new Set(["*"]);
const FORM = "application/x-www-form-urlencoded";

async function pairsOf(form: string): Promise<[string, string][]> {
  const { fields } = await readFields(form, FORM, EVERY);
  return fields.map(({ name, text }) => [name, text]);
}

describe("urlencoded forms", () => {
  test("are read as URLSearchParams reads them, whatever their length", async () => {
    const piece = fc.constantFrom(
      "a",
      "=",
      "&",
      "&&",
      "+",
      "%41",
      "%",
      "%F0%9F%98%80",
      "%FF",
      "é",
      "😀",
      "?",
    );
    const form = fc.array(piece, { maxLength: 600 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(form, async (text) => {
        expect(await pairsOf(text)).toEqual([...new URLSearchParams(`&${text}`)]);
      }),
    );
  });

  test("keep a question mark that a name begins with", async () => {
    expect(await pairsOf("?a=1&?b=2")).toEqual([
      ["?a", "1"],
      ["?b", "2"],
    ]);
  });

  test("take time that grows with their length, not with its square", async () => {
    const time = async (length: number) => {
      const form = "😀&#1".repeat(length / 5);
      const start = performance.now();
      await readFields(form, FORM, EVERY);
      return performance.now() - start;
    };
    await time(20_000);
    // The square would take 256 times as long.
    const growth = async () => (await time(320_000)) / Math.max(await time(20_000), 0.5);
    const growths = [await growth(), await growth(), await growth()];
    expect(Math.min(...growths)).toBeLessThan(80);
  });
});
