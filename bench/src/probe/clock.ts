import { median } from "../statistics.ts";

/** Measures how long one synchronous action takes. */
export interface Clock {
  readonly kind: "direct" | "vernier";
  /**
   * In milliseconds; `NaN` if another process interrupted it and the time cannot be determined.
   */
  measureMs(action: () => void): number;
}

/** The resolution of `performance.now()` here, in milliseconds. */
export function clockStepMs(): number {
  let step = Number.POSITIVE_INFINITY;
  for (let seen = 0, last = performance.now(); seen < 8; ) {
    const now = performance.now();
    if (now === last) continue;
    step = Math.min(step, now - last);
    last = now;
    seen++;
  }
  return step;
}

/**
 * Opens a clock for this runtime.
 *
 * workerd rounds `performance.now()` to whole milliseconds, which is coarser than what is measured.
 * A vernier is used there: the action starts on a tick; after it, a loop counts clock reads until
 * the next tick, and whole ticks after that show how many reads fit into one. This gives the time
 * to the next tick to within a few microseconds.
 */
export function openClock(): Clock {
  const stepMs = clockStepMs();
  return stepMs < 0.01 ? { kind: "direct", measureMs: measureDirectly } : openVernier(stepMs);
}

function measureDirectly(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function openVernier(stepMs: number): Clock {
  // Warm up the counting loop before using it as a ruler.
  for (let ticks = 0; ticks < 20; ticks++) countReadsToTick();
  return {
    kind: "vernier",
    measureMs(action) {
      countReadsToTick();
      const start = performance.now();
      action();
      const rest = countReadsToTick();
      const end = performance.now();
      const whole = median(Array.from({ length: 5 }, countReadsToTick));
      const elapsed = end - start - (stepMs * rest) / whole;
      return elapsed > 0 ? elapsed : Number.NaN;
    },
  };
}

function countReadsToTick(): number {
  const start = performance.now();
  let reads = 0;
  while (performance.now() === start) reads++;
  return reads;
}
