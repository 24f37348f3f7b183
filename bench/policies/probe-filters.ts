/**
 * Measures two filters, warm, in a fresh process: `node probe-filters.ts arcjet`, or for a baked
 * module `node probe-filters.ts MODULE`. Prints milliseconds per request.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { createGuard } from "@snapwall/core";
import { botRequest, browserRequest, userAgents } from "../src/requests.ts";
import { median } from "../src/statistics.ts";
import { imports } from "../src/subjects/arcjet-imports.ts";
import { expressions } from "./filters.ts";

const ip = "203.0.113.7";
const batches = 9;
const batchMs = 50;
const data = [botRequest, ...userAgents(64).map(browserRequest)];

/** Returns whether request `index` is denied; its parts are prepared in advance. */
type Judge = (index: number) => boolean;

function startSnapwall(path: string): Judge {
  const guard = createGuard(new WebAssembly.Module(readFileSync(path)));
  const requests = data.map(({ url, headers }) => {
    return new Request(url, { headers: Object.fromEntries(headers) });
  });
  return (index) => guard.check(requests[index] as Request, { ip }).denied;
}

/**
 * Uses its component glue with one reused instance; of its SDK's work, only `JSON.stringify`
 * counts.
 */
async function startArcjet(): Promise<Judge> {
  const folder = new URL("./wasm/", import.meta.resolve("@arcjet/analyze-wasm"));
  const { instantiate }: typeof import("arcjet-component") = await import(
    new URL("arcjet_analyze_js_req.component.js", folder).href
  );
  const component = instantiate(
    (path) => new WebAssembly.Module(readFileSync(new URL(path, folder))),
    imports,
    (module, coreImports) => new WebAssembly.Instance(module, coreImports),
  );
  const requests = data.map(({ method, url, headers }) => {
    const { protocol, host, pathname: path, search: query } = new URL(url);
    const fields = Object.fromEntries(headers);
    const cookies = fields.cookie ?? "";
    return { ip, method, protocol, host, path, headers: fields, cookies, query, extra: {} };
  });
  return (index) => {
    const request = JSON.stringify(requests[index]);
    return !component.matchFilters(request, "{}", [...expressions], false).allowed;
  };
}

/** Mean time per request over a batch of a few milliseconds. */
function timeBatch(judge: Judge): number {
  const start = performance.now();
  let judged = 0;
  for (;;) {
    for (let index = 1; index < data.length; index++) {
      if (judge(index)) throw new Error("A browser is denied once warm");
    }
    judged += data.length - 1;
    const elapsedMs = performance.now() - start;
    if (elapsedMs >= batchMs) return elapsedMs / judged;
  }
}

const [, , subject = ""] = process.argv;
const judge = subject === "arcjet" ? await startArcjet() : startSnapwall(subject);
if (!judge(0)) throw new Error("curl is not denied");
const times = Array.from({ length: batches + 2 }, () => timeBatch(judge));
// The first two warm up.
console.log(median(times.slice(2)));
