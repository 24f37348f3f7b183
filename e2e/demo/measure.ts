/** Measures what the demo Worker's guard decides, and how long it takes. */
import type { DecisionJson } from "@snapwall/core";
import { type Received, send } from "../client.ts";
import type { Sample } from "./requests.ts";

const path = "/";
/** Number of decisions over which the time is averaged. */
export const repeats = 20_000;
const runs = 3;

export interface Measured {
  /** Status that the guarded Worker answered with. */
  readonly status: number;
  readonly decision: DecisionJson;
  /** Microseconds per decision. */
  readonly checkUs: number;
}

/**
 * Sends a sample to the guarded Worker, then requests its decision.
 *
 * workerd's clock stands still while a request is served, so time is measured outside: the
 * difference between a request with 20,000 decisions and one with a single decision, divided by
 * their number; the median of three such runs.
 */
export async function measure(port: number, sample: Sample): Promise<Measured> {
  const { status } = await send(port, { path, headers: sample.headers });
  const once = await judge(port, sample, 1);
  const timesUs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const often = await judge(port, sample, repeats);
    timesUs.push(((often.firstByteMs - once.firstByteMs) * 1_000) / (repeats - 1));
  }
  timesUs.sort((a, b) => a - b);
  return {
    status,
    decision: JSON.parse(once.body.toString()) as DecisionJson,
    checkUs: Math.max(0, timesUs[(runs - 1) / 2] ?? 0),
  };
}

function judge(port: number, sample: Sample, repeat: number): Promise<Received> {
  return send(port, { path, headers: [...sample.headers, ["X-Demo-Judge", String(repeat)]] });
}
