/** Measures how long one synchronous action takes, in milliseconds. */
export interface Clock {
  readonly kind: "direct" | "vernier";
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
 * be read until the next tick; the following whole tick says how many reads fit into one. What is
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
      const whole = countReadsToTick();
      return Math.max(0, end - start - stepMs * Math.min(1, rest / whole));
    },
  };
}

function countReadsToTick(): number {
  const start = performance.now();
  let reads = 0;
  while (performance.now() === start) reads++;
  return reads;
}
