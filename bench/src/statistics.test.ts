import { describe, expect, it } from "vitest";
import { median, quantile, summarize, summarizeRatio } from "./statistics.ts";

describe("quantile", () => {
  it("agrees with NumPy's default on published examples", () => {
    // numpy.percentile([15, 20, 35, 40, 50], [5, 30, 40, 50, 100])
    const samples = [15, 20, 35, 40, 50];
    expect([0.05, 0.3, 0.4, 0.5, 1].map((p) => quantile(samples, p))).toEqual([
      16,
      expect.closeTo(23),
      expect.closeTo(29),
      35,
      50,
    ]);
  });

  it("does not care about the order and leaves the samples as they are", () => {
    const samples = [9, 1, 10];
    expect(quantile(samples, 0.5)).toBe(9);
    expect(samples).toEqual([9, 1, 10]);
  });

  it("sorts numbers as numbers", () => {
    expect(quantile([10, 9, 100], 1)).toBe(100);
  });

  it.each([
    [[], 0.5],
    [[1], -0.1],
    [[1], 1.1],
    [[1], Number.NaN],
    [[1, Number.NaN], 0.5],
  ])("rejects %j at %d", (samples, p) => {
    expect(() => quantile(samples, p)).toThrow(RangeError);
  });
});

describe("median", () => {
  it("is the mean of the two in the middle of an even number", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it("is not moved by one slow process", () => {
    expect(median([1, 1, 1, 1, 1000])).toBe(1);
  });
});

describe("summarize", () => {
  it("keeps the extremes and the number of samples", () => {
    expect(summarize([5, 1, 2, 4, 3])).toEqual({
      samples: 5,
      median: 3,
      q1: 2,
      q3: 4,
      min: 1,
      max: 5,
    });
  });
});

describe("summarizeRatio", () => {
  it("compares within a round, so that a machine that slows down changes nothing", () => {
    expect(summarizeRatio([10, 20, 40], [1, 2, 4])).toMatchObject({ min: 10, median: 10, max: 10 });
  });

  it("refuses rounds that do not belong together", () => {
    expect(() => summarizeRatio([1, 2], [1])).toThrow(RangeError);
  });
});
