import { formatCount } from "../../format-count.ts";

/** Formats a share as a percentage: `12.3 %`; 0 and 100 only if exact. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0 %";
  if (part === whole) return "100 %";
  const percent = (part / whole) * 100;
  if (percent < 0.1) return "<0.1 %";
  return `${Math.min(percent, 99.9).toFixed(1)} %`;
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
] as const;

/** Formats a duration in the largest unit that divides it: `15 min`. */
export function formatDuration(ms: number): string {
  const [size, unit] = UNITS.find(([size]) => ms % size === 0) ?? [1, "ms"];
  return `${ms / size} ${unit}`;
}

/** Describes the error bound of a ranking's counts. */
export function formatMaxError(maxError: number): string {
  return maxError === 0 ? "" : `counts may be up to ${formatCount(maxError)} too low`;
}
