import { expect, test } from "vitest";
import { type Line, splitLines } from "./split-lines.ts";

async function split(chunks: readonly string[], maxLineBytes = 100): Promise<(string | null)[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const lines: Line[] = [];
  for await (const batch of splitLines(stream(), maxLineBytes)) lines.push(...batch);
  expect(lines.map((line) => line.number)).toEqual(lines.map((_, index) => index + 1));
  return lines.map((line) => line.bytes?.toString() ?? null);
}

test.each([
  ["a whole chunk", ["one\ntwo\n"], ["one", "two"]],
  ["a line in several chunks", ["o", "n", "e\ntw", "o\n"], ["one", "two"]],
  ["no line feed at the end", ["one\ntwo"], ["one", "two"]],
  ["empty lines", ["\n\none\n\n"], ["", "", "one", ""]],
  ["nothing", [], []],
  ["empty chunks", ["", "one", "", "\n"], ["one"]],
])("splits %s", async (_, chunks, lines) => {
  expect(await split(chunks)).toEqual(lines);
});

test("every way to cut a text into two chunks gives the same lines", async () => {
  const text = "α\n\nbeta\ngamma";
  const bytes = Buffer.from(text);
  for (let cut = 0; cut <= bytes.length; cut++) {
    async function* stream() {
      yield bytes.subarray(0, cut);
      yield bytes.subarray(cut);
    }
    const lines: string[] = [];
    for await (const batch of splitLines(stream(), 100)) {
      lines.push(...batch.map((line) => String(line.bytes)));
    }
    expect(lines).toEqual(text.split("\n"));
  }
});

test("a line over the limit is passed over, and the next one is whole again", async () => {
  expect(await split(["12345\n123456\n1234", "5678", "9\nok\n"], 5)).toEqual([
    "12345",
    null,
    null,
    "ok",
  ]);
  expect(await split(["1234567"], 5)).toEqual([null]);
});
