import { type Found, Host, packTexts } from "./host.ts";
import { listHostileUnits, repeatTo } from "./texts.ts";

/**
 * The most expensive text for a matcher of all that were tried, and how time grows with its length.
 */
export interface Worst {
  readonly unit: string;
  readonly tried: number;
  /** For 60,000 bytes. */
  readonly ms: number;
  /** The exponent of growth from 15,000 to 60,000 bytes: 1 is linear, 2 is quadratic. */
  readonly exponent: number;
}

const searchBytes = 1_000;
const fullBytes = 60_000;
const candidates = 5;

/** Checking every short text with a naive search would take longer than everything else. */
const checkEvery = 7;

function timeMs(host: Host, text: Uint8Array, times: number): number {
  const { bytes, places } = packTexts([text])[0] as ReturnType<typeof packTexts>[number];
  const place = places[0] as (typeof places)[number];
  host.load(bytes);
  let best = Number.POSITIVE_INFINITY;
  for (let done = 0; done < times; done++) {
    const start = performance.now();
    host.scan(place.start, place.bytes);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/**
 * Tries every unit repeated to a short text, then the worst few at full length.
 *
 * @param check receives what was found in a short text
 */
export function findWorst(
  module: WebAssembly.Module,
  check: (text: Uint8Array, found: Found) => void,
): Worst {
  const host = new Host(module);
  const units = listHostileUnits();
  const short = units.map((unit) => ({ unit, text: repeatTo(unit, searchBytes), ms: 0 }));
  for (const one of short.slice(0, 500)) timeMs(host, one.text, 2);
  for (const one of short) one.ms = timeMs(host, one.text, 2);
  for (let at = 0; at < short.length; at += checkEvery) {
    const { text } = short[at] as (typeof short)[number];
    check(text, host.find(text));
  }
  const worst = short.sort((a, b) => b.ms - a.ms).slice(0, candidates);
  const measured = worst.map(({ unit }) => {
    const quarterMs = timeMs(host, repeatTo(unit, fullBytes / 4), 7);
    const ms = timeMs(host, repeatTo(unit, fullBytes), 5);
    return { unit, tried: units.length, ms, exponent: Math.log2(ms / quarterMs) / 2 };
  });
  return measured.reduce((a, b) => (b.ms > a.ms ? b : a));
}
