/**
 * Measures one baked policy in a fresh process: `node probe.ts MODULE [bodies]`. Prints JSON:
 * nanoseconds per whole check of a GET, and with `bodies` megabytes per second for each body.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { type CheckOptions, createGuard } from "@snapwall/core";
import { browserRequest, userAgents } from "../src/requests.ts";
import { median } from "../src/statistics.ts";
import { bodies } from "./bodies.ts";

/** What a probe prints. */
export interface Measured {
  readonly getNs: number;
  /** By the body's name. */
  readonly megabytesPerSecond: Readonly<Record<string, number>>;
}

const url =
  "https://shop.example/products/running-shoes?page=2&sort=price_asc&q=blue+suede%20shoes&utm_source=newsletter&ref=7f3a9c21&lang=en-GB";
const ip = "198.18.0.7";
const batches = 9;
const [, , path = "", withBodies] = process.argv;
const guard = createGuard(new WebAssembly.Module(readFileSync(path)));

/**
 * Fifteen headers each, from many browsers, so that nothing benefits from caching the last answer.
 */
const gets = userAgents(64).map((userAgent) => {
  return new Request(url, { headers: Object.fromEntries(browserRequest(userAgent).headers) });
});

function judge(request: Request, options: CheckOptions): void {
  const { denied, reasons } = guard.check(request, options);
  if (denied) throw new Error(`A harmless request is denied: ${JSON.stringify(reasons)}`);
}

/** Median time of one call, in nanoseconds. The first batches warm up. */
function time(calls: number, call: (index: number) => void): number {
  const times = Array.from({ length: batches + 4 }, () => {
    const start = performance.now();
    for (let index = 0; index < calls; index++) call(index);
    return ((performance.now() - start) / calls) * 1e6;
  });
  return median(times.slice(4));
}

const getNs = time(4096, (index) => judge(gets[index % gets.length] as Request, { ip }));
const speeds = withBodies === undefined ? [] : bodies.map(measureBody);
const measured: Measured = { getNs, megabytesPerSecond: Object.fromEntries(speeds) };
console.log(JSON.stringify(measured));

function measureBody({ name, contentType, text }: (typeof bodies)[number]): [string, number] {
  const headers = new Headers(gets[0]?.headers);
  headers.set("content-type", contentType);
  const request = new Request("https://shop.example/api/orders", { method: "POST", headers });
  const body = new TextEncoder().encode(text);
  const ns = time(64, () => judge(request, { ip, body }));
  return [name, (body.length / ns) * 1e3];
}
