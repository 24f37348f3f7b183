/**
 * What one fresh process measures of one baked policy: `node probe.ts MODULE`. Prints JSON: the
 * nanoseconds that `guard.sensitive` takes for each text, and how much it finds there.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { createGuard } from "@snapwall/core";
import { median } from "../src/statistics.ts";
import { messages, type Text, texts } from "./kinds.ts";

/** What a probe prints, by the text's name. */
export type Measured = Readonly<Record<string, { readonly ns: number; readonly findings: number }>>;

const batches = 15;
const [, , path = ""] = process.argv;
const guard = createGuard(new WebAssembly.Module(readFileSync(path)));

/** Median time of one call, in nanoseconds. */
function time({ text }: Text, calls: number): number {
  const times = Array.from({ length: batches }, () => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) guard.sensitive(text);
    return ((performance.now() - start) / calls) * 1e6;
  });
  return median(times);
}

const all = [
  ...texts.map((text) => ({ text, calls: 16 })),
  ...messages.map((text) => ({ text, calls: 4096 })),
];
// Everything is compiled by V8's best compiler before anything is timed.
for (let round = 0; round < 10; round++) for (const { text } of all) guard.sensitive(text.text);
const measured: Measured = Object.fromEntries(
  all.map(({ text, calls }) => {
    return [
      text.name,
      { ns: time(text, calls), findings: guard.sensitive(text.text).findings.length },
    ];
  }),
);
console.log(JSON.stringify(measured));
