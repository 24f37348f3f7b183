import type { Summary } from "./statistics.ts";

/** Formats a time with three digits, in the unit that gives a number between 1 and 1000. */
export function formatTime(milliseconds: number): string {
  if (milliseconds < 0) return `-${formatTime(-milliseconds)}`;
  if (milliseconds >= 1e3) return `${toDigits(milliseconds / 1e3)} s`;
  if (milliseconds >= 1) return `${toDigits(milliseconds)} ms`;
  if (milliseconds >= 1e-3) return `${toDigits(milliseconds * 1e3)} µs`;
  return `${toDigits(milliseconds * 1e6)} ns`;
}

/** Formats the median, followed by the quartiles in brackets. */
export function formatSpread(summary: Summary, format: (value: number) => string): string {
  return `${format(summary.median)} (${format(summary.q1)}–${format(summary.q3)})`;
}

function toDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
