import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { decompress } from "./decompress.ts";
import { splitElements } from "./split-elements.ts";

async function* stream(...chunks: (string | Buffer)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk as string);
}

async function split(input: AsyncIterable<Buffer>, path: string[] = [], max = 1000) {
  const elements: (string | null)[] = [];
  for await (const batch of splitElements(input, path, max)) {
    for (const { number, bytes } of batch) {
      elements.push(bytes?.toString() ?? null);
      expect(number).toBe(elements.length);
    }
  }
  return elements;
}

const HAR = `{"log": {"pages": [{"entries": [1]}, [{}]], "creator": {"entries": [{"no": 1}]},
  "x": "entries", "entries": [ {"a": "}]\\"{"}, 7, {"b": [{"log": {"entries": [{}]}}]} ], "y": [{}]},
  "entries": [{"no": 2}]}`;
const ENTRIES = [String.raw`{"a": "}]\"{"}`, '{"b": [{"log": {"entries": [{}]}}]}'];

test("every way to cut a HAR file into two chunks gives the same entries", async () => {
  for (let cut = 0; cut <= HAR.length; cut++) {
    const input = stream(HAR.slice(0, cut), HAR.slice(cut));
    expect(await split(input, ["log", "entries"])).toEqual(ENTRIES);
  }
});

test("the elements of an array at the root", async () => {
  expect(await split(stream('[{"a":1}, [ {} ], {"b":{}}]'))).toEqual(['{"a":1}', '{"b":{}}']);
});

test("an element over the limit is passed over, and the next one is whole again", async () => {
  const long = `{"a":"${"x".repeat(100)}"}`;
  expect(await split(stream(`[${long},`, `${long},{}]`), [], 50)).toEqual([null, null, "{}"]);
});

test("an element that is cut off is handed on as it is", async () => {
  expect(await split(stream('[{"a":1},{"b"'))).toEqual(['{"a":1}', '{"b"']);
});

test.each(["", "{}", "]]]}}}", '{"log":[]}', '{"log":{"entries":{}}}', '"', "[[[[", "nothing"])(
  "%j has no entries",
  async (text) => {
    expect(await split(stream(text), ["log", "entries"])).toEqual([]);
  },
);

const TEXT = "a line of text\n".repeat(10_000);

test.each([
  ["none", Buffer.from(TEXT)],
  ["gzip", gzipSync(TEXT)],
  ["gzip", Buffer.concat([gzipSync(TEXT.slice(0, 5000)), gzipSync(TEXT.slice(5000))])],
  ["brotli", brotliCompressSync(TEXT)],
  ...(zstdCompressSync === undefined ? [] : [["zstd", zstdCompressSync(TEXT)] as const]),
] as const)("undoes %s by its content, in chunks of one byte too", async (compression, bytes) => {
  for (const size of [bytes.length, 1]) {
    const chunks = Array.from({ length: Math.min(200, bytes.length / size) }, (_, index) => {
      return bytes.subarray(index * size, (index + 1) * size);
    });
    chunks.push(bytes.subarray(chunks.length * size));
    const { content, ...found } = await decompress(stream(...chunks));
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    expect(Buffer.concat(parts).toString() === TEXT).toBe(true);
    expect(found.compression).toBe(compression);
  }
});

test.each(["", "a", '\x16\x03\x01 "GET', "\u0000\u0001\u0002", "é\n"])(
  "%j is not compressed",
  async (text) => {
    const { compression } = await decompress(stream(text));
    expect(compression).toBe("none");
  },
);

test("what is compressed and cut off is an error", async () => {
  const { content } = await decompress(stream(gzipSync(TEXT).subarray(0, -10)));
  await expect(async () => {
    for await (const _ of content);
  }).rejects.toThrow("unexpected end of file");
});
