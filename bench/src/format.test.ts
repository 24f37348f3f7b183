import { expect, it } from "vitest";
import { formatSpread, formatTime } from "./format.ts";

it.each([
  [0.0000071, "7.10 ns"],
  [0.00123, "1.23 µs"],
  [0.2, "200 µs"],
  [14.1, "14.1 ms"],
  [486.3, "486 ms"],
  [1650, "1.65 s"],
  [-0.0009, "-900 ns"],
])("writes %d ms as %s", (milliseconds, text) => {
  expect(formatTime(milliseconds)).toBe(text);
});

it("writes where the middle half lies behind the median", () => {
  const summary = { samples: 5, median: 3, q1: 2, q3: 4, min: 1, max: 5 };
  expect(formatSpread(summary, String)).toBe("3 (2–4)");
});
