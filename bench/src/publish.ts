import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { argv } from "node:process";
import { drawColdStart } from "./chart.ts";
import { writeTables } from "./report.ts";
import type { Results } from "./results.ts";
import { formatTable } from "./table.ts";

const docs = new URL("../../docs/", import.meta.url);

/** Writes `docs/benchmarks.md` and its chart, from a stored run alone. */
export function publishResults(results: Results, source: string): void {
  mkdirSync(new URL("img/", docs), { recursive: true });
  writeFileSync(new URL("img/cold-start.svg", docs), drawColdStart(results));
  writeFileSync(new URL("benchmarks.md", docs), writePage(results, source));
}

function writePage(results: Results, source: string): string {
  const { machine } = results;
  return `# Benchmarks

<!-- Written by \`npm run bench:cold\` from bench/results/${source}. Do not edit. -->

![Time from a compiled module to the first bot decision in a fresh process](img/cold-start.svg)

Measured on ${results.startedAt.slice(0, 10)} in ${results.rounds} rounds (${Math.round(results.durationSeconds / 60)} minutes) on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGib} GiB, ${machine.system}.
Every cell is the median, with the middle half of the samples in brackets. "Arcjet / it" is how many times a subject's time goes into Arcjet's, taken round by round. Machines differ and are noisy: compare the ratios, not the times. \`npm run bench:cold\` repeats all of it in about ten minutes, \`npm run bench:cold -- --quick\` roughly in two; [the samples](../bench/results/${source}) are kept.

${writeTables(results)}
## How it is measured

- Every sample is a process of its own, and in it one subject. A round runs every subject in every runtime; every other round runs backwards.
- **First decision**: from a compiled \`WebAssembly.Module\` to the decision on a request of \`curl\`, within the process: glue, instance, options and every function that V8 compiles lazily. Loading the JavaScript is not in it, compiling the module is a table of its own.
- **Whole start**: from before \`import("@snapwall/node")\`, or \`@snapwall/deno\`, to the decision: reading files, decoding, compiling the module and what comes then. Arcjet's is \`@arcjet/analyze\`, which its SDK loads. Deno keeps compiled code from one run to the next. workerd loads modules before any clock runs in it.
- **Instantiate**: the same again and again in one process, when the code is compiled.
- **Warm**: requests with 15 headers and 256 real browsers' user agents, made beforehand. Snapwall gets a \`Request\` and reads the headers from it. Arcjet gets a plain object, so that reading headers costs it nothing, and keeps one instance, while its SDK makes a new one for every call. isbot gets the user agent alone.
- **Every decision is checked**; a subject that answers wrongly ends the benchmark.
- **empty module**: as much memory as Snapwall's, no data, one function that returns 0. It is the floor.
- **Snapwall, plain object**: given the headers as Arcjet is, in a plain object; **Snapwall** reads a Fetch request, as an application would, and the targets are held against that.
- **Arcjet, Request**: given a Fetch request as Snapwall is, and putting its headers into a plain object first, as its SDK does: like against like.
- **Snapwall, everything**: a policy that asks all that there is of a request (bots, ten filters, attacks, header truth, verified crawlers,
  the client behind proxies), given an address; Arcjet beside it asks about bots alone.
- **Snapwall, unsnapshotted**: the same engine without the snapshot: the policy and the rule data are compiled when it starts.
- workerd rounds its clock to a millisecond. There an action starts on a tick and reads of the clock are counted until the next (\`bench/src/probe/clock.ts\`); it is good to some ten microseconds for a single action.
- Sizes of Workers are what \`wrangler deploy --dry-run\` would upload, compressed file by file.

${formatTable(["what", "version"], Object.entries(results.versions))}
`;
}

if (import.meta.main) {
  const path = argv[2];
  if (path === undefined)
    throw new TypeError("Usage: node src/publish.ts results/<date>-cold.json");
  publishResults(JSON.parse(readFileSync(path, "utf8")), basename(path));
}
