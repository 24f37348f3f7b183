// Takes one sample of one subject, in a fresh process, as a first match requires.
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { median } from "../src/statistics.ts";
import { type Batch, Host, packTexts } from "./host.ts";
import { firstText, readBots, readBrowsers } from "./texts.ts";

/** What a probe prints. */
export interface Sample {
  readonly compileMs: number;
  readonly firstMatchMs: number;
  readonly instantiateUs: number;
  readonly browserNs: number;
  readonly botNs: number;
}

const batches = 5;

function pass(host: Host, packed: readonly Batch[]): number {
  let found = 0;
  for (const { bytes, places } of packed) {
    host.load(bytes);
    for (const { start, bytes: length } of places) found += host.scan(start, length);
  }
  return found;
}

/** Nanoseconds for one text, warm. */
function measureWarmNs(host: Host, texts: readonly Uint8Array[]): number {
  const packed = packTexts(texts);
  const passes = (leastMs: number) => {
    const start = performance.now();
    let times = 0;
    do {
      pass(host, packed);
      times++;
    } while (performance.now() - start < leastMs);
    return ((performance.now() - start) * 1e6) / (times * texts.length);
  };
  passes(250);
  return median(Array.from({ length: batches }, () => passes(40)));
}

function measureInstantiateUs(module: WebAssembly.Module): number {
  const until = performance.now() + 150;
  const samples: number[] = [];
  while (samples.length < 400 && (samples.length < 20 || performance.now() < until)) {
    const start = performance.now();
    new WebAssembly.Instance(module);
    samples.push(performance.now() - start);
  }
  return median(samples) * 1e3;
}

const bytes = readFileSync(argv[2] as string);
const first = packTexts([firstText])[0] as Batch;
const place = first.places[0] as Batch["places"][number];
const started = performance.now();
const module = new WebAssembly.Module(bytes);
const compiled = performance.now();
const host = new Host(module);
host.load(first.bytes.subarray(0, place.bytes + 2));
const count = host.scan(place.start, place.bytes);
const matched = performance.now();
if (count === 0) throw new Error("nothing was found in the first text");

const sample: Sample = {
  compileMs: compiled - started,
  firstMatchMs: matched - compiled,
  instantiateUs: measureInstantiateUs(module),
  browserNs: measureWarmNs(host, readBrowsers()),
  botNs: measureWarmNs(host, readBots()),
};
console.log(JSON.stringify(sample));
