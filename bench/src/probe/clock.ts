import { median } from "../statistics.ts";

/** Measures how long one synchronous action takes. */
export interface Clock {
  readonly kind: "direct" | "vernier";
  /** In milliseconds; `NaN` when something else took the processor meanwhile and it cannot be told. */
  measureMs(action: () => void): number;
}

/** The smallest step that `performance.now()` makes here, in milliseconds. */
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
 * A clock for this runtime.
 *
 * workerd rounds `performance.now()` to whole milliseconds, coarser than what is measured. There a
 * vernier is used: the action starts on a tick, and after it a loop counts how often the clock can
 * be read until the next tick; whole ticks after that say how many reads fit into one. What is
 * missing to a whole tick is thus known to a few microseconds.
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
  // Lets the compiler settle on the counting loop before it is used as a ruler.
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
