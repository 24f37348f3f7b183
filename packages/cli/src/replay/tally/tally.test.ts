import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeText } from "./escape-text.ts";
import { FrequentItems } from "./frequent-items.ts";
import { Timeline } from "./timeline.ts";

test("counts are exact while there is room", () => {
  const items = new FrequentItems<string>(10);
  for (const key of ["a", "b", "a", "c", "a", "b"]) items.add(key, () => `first ${key}`);
  expect(items.top(2)).toEqual([
    { key: "a", count: 3, sample: "first a" },
    { key: "b", count: 2, sample: "first b" },
  ]);
  expect(items.maxError).toBe(0);
});

test("no count is too high, none too low by more than the error, and that stays small", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 500 }),
      fc.integer({ min: 2, max: 20 }),
      (keys, capacity) => {
        const items = new FrequentItems<null>(capacity);
        const exact = new Map<string, number>();
        for (const key of keys.map((key) => `k${Math.floor(key ** 1.5)}`)) {
          items.add(key, () => null);
          exact.set(key, (exact.get(key) ?? 0) + 1);
        }
        const found = new Map(items.top(keys.length).map(({ key, count }) => [key, count]));
        expect(found.size).toBeLessThanOrEqual(capacity);
        for (const [key, count] of exact) {
          const estimate = found.get(key) ?? 0;
          expect(estimate).toBeLessThanOrEqual(count);
          expect(estimate).toBeGreaterThanOrEqual(count - items.maxError);
        }
        expect(items.maxError).toBeLessThanOrEqual((2 * keys.length) / capacity);
      },
    ),
  );
});

test("a million different keys stay in bounds, and the frequent one among them is found", () => {
  const items = new FrequentItems<null>(1000);
  for (let index = 0; index < 1_000_000; index++) {
    items.add(index % 50 === 0 ? "often" : `once ${index} ${"x".repeat(20)}`, () => null);
  }
  expect(items.top(1)[0]?.key).toBe("often");
  expect(items.top(Number.POSITIVE_INFINITY).length).toBeLessThanOrEqual(1000);
});

test.each([1, 1.5, Number.NaN])("refuses a capacity of %d", (capacity) => {
  expect(() => new FrequentItems(capacity)).toThrow(RangeError);
});

test("a timeline counts in buckets of one width, the empty ones too", () => {
  const timeline = new Timeline();
  const start = Date.UTC(2026, 10, 22, 8);
  for (const [second, denied] of [
    [0, true],
    [0, false],
    [3, true],
  ] as const) {
    timeline.add(start + second * 1000, denied);
  }
  timeline.add(Number.NaN, true);
  expect(timeline.report()).toEqual({
    bucketMs: 1000,
    buckets: [
      { start: "2026-11-22T08:00:00.000Z", requests: 2, denied: 1 },
      { start: "2026-11-22T08:00:01.000Z", requests: 0, denied: 0 },
      { start: "2026-11-22T08:00:02.000Z", requests: 0, denied: 0 },
      { start: "2026-11-22T08:00:03.000Z", requests: 1, denied: 1 },
    ],
  });
  expect(new Timeline().report()).toBeNull();
});

test("whatever the times and their order, nothing is lost and a chart has few columns", () => {
  const time = fc.oneof(
    fc.integer({ min: 0, max: 100_000_000 }),
    fc.integer({ min: 1.7e12, max: 1.8e12 }),
    fc.double({ min: 0, max: 2.5e14, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(time, fc.boolean()), { minLength: 1 }), (requests) => {
      const timeline = new Timeline(8);
      for (const [timeMs, denied] of requests) timeline.add(timeMs, denied);
      const buckets = timeline.report()?.buckets ?? [];
      const sum = (key: "requests" | "denied") => buckets.reduce((sum, item) => sum + item[key], 0);
      expect(buckets.length).toBeLessThanOrEqual(96);
      expect(sum("requests")).toBe(requests.length);
      expect(sum("denied")).toBe(requests.filter(([, denied]) => denied).length);
    }),
  );
});

test.each([
  ["plain text, é, 漢字, 🙂", "plain text, é, 漢字, 🙂"],
  ["\x1b[2J\x07\r\n\t", "\\x1b[2J\\x07\\x0d\\x0a\\x09"],
  ["\u009b31m\u007f", "\\x9b31m\\x7f"],
  ["\u202egnp.exe\u2066", "\\u{202e}gnp.exe\\u{2066}"],
  ["a\u200bb\ufeff\u2028", "a\\u{200b}b\\u{feff}\\u{2028}"],
  ["\ud800x", "\\u{d800}x"],
])("text from a log is made fit to print: %j", (text, escaped) => {
  expect(escapeText(text, 100)).toBe(escaped);
});

test("text is cut to its limit, also within a character of two units", () => {
  expect(escapeText("abcdef", 3)).toBe("abc…");
  expect(escapeText("a🙂", 2)).toBe("a\\u{d83d}…");
});
