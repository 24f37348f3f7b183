/** Asks the demo's Worker what its guard decides and how long that takes. */
import type { DecisionJson } from "@snapwall/core";
import { type Received, send } from "../client.ts";
import type { Sample } from "./requests.ts";

const path = "/";
/** Decisions that the time of one is the average of. */
export const repeats = 20_000;
const runs = 3;

export interface Measured {
  /** What the guarded Worker answered. */
  readonly status: number;
  readonly decision: DecisionJson;
  /** Microseconds a decision. */
  readonly checkUs: number;
}

/**
 * Sends a sample to the guarded Worker, then asks for its decision.
 *
 * The clock inside workerd stands still while a request is served, so the time is taken outside:
 * what 20,000 decisions in one request take longer than one decision, divided by their number; the
 * median of three such runs.
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
