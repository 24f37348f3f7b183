import type { Summary } from "./statistics.ts";

/** A time in the unit that leaves a number between 1 and 1000, to three digits. */
export function formatTime(milliseconds: number): string {
  if (milliseconds < 0) return `-${formatTime(-milliseconds)}`;
  if (milliseconds >= 1e3) return `${toDigits(milliseconds / 1e3)} s`;
  if (milliseconds >= 1) return `${toDigits(milliseconds)} ms`;
  if (milliseconds >= 1e-3) return `${toDigits(milliseconds * 1e3)} µs`;
  return `${toDigits(milliseconds * 1e6)} ns`;
}

/** The median, then in brackets where the middle half of the samples lies. */
export function formatSpread(summary: Summary, format: (value: number) => string): string {
  return `${format(summary.median)} (${format(summary.q1)}–${format(summary.q3)})`;
}

function toDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
