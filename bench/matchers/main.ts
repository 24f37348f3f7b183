/**
 * `npm run bench:matchers`: builds every matcher, checks each against the oracle, and measures them
 * side by side.
 *
 * Writes `bench/results/<date>-matchers.json`, the table in `docs/matchers.md` and its chart;
 * `--quick` takes fewer rounds and writes nothing. Needs a Rust, as `npm run build:wasm` does.
 *
 * @module
 */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { readDataSegments } from "../../packages/cli/src/binary/index.ts";
import { hashSources } from "../../wasm/pipeline/source-hash.ts";
import { describeMachine } from "../src/environment.ts";
import { build } from "./build.ts";
import { type Found, Host } from "./host.ts";
import { findWorst } from "./hostile.ts";
import { findNaively, readPatterns } from "./oracle.ts";
import { root, workFolder } from "./paths.ts";
import type { Sample } from "./probe.ts";
import { publish, writeTable } from "./publish.ts";
import type { MatcherResults, SubjectResults } from "./results.ts";
import { type SubjectName, subjects } from "./subjects.ts";
import { firstText, placePatterns, readBots, readBrowsers } from "./texts.ts";
import { countTouched } from "./touched.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" } } });
const rounds = options.quick ? 3 : 15;
const started = new Date();

const patterns = readPatterns();
const browsers = readBrowsers();
const bots = readBots();
const expected = new Map<Uint8Array | string, Found>();

/** The oracle's result for a text. */
function expect(text: Uint8Array): Found {
  const key = Buffer.from(text).toString("latin1");
  const known = expected.get(key) ?? findNaively(patterns, text);
  expected.set(key, known);
  return known;
}

function check(name: SubjectName, text: Uint8Array, found: Found): void {
  const { count, checksum } = expect(text);
  if (found.count === count && found.checksum === checksum) return;
  const said = `${name} found ${found.count} (${found.checksum}), expected ${count} (${checksum})`;
  throw new Error(`${said} in ${JSON.stringify(Buffer.from(text).toString("latin1"))}`);
}

/** Real-time priority, if permitted, which keeps other processes out of a sample. */
function findScheduling(): string[] {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return [];
  const asked = ["chrt", "-f", "20"];
  return spawnSync("chrt", ["-f", "20", "true"]).status === 0 ? asked : [];
}

function probe(name: SubjectName, scheduling: readonly string[]): Sample {
  const probePath = join(import.meta.dirname, "probe.ts");
  const [program = "", ...args] = [
    ...scheduling,
    process.execPath,
    probePath,
    join(workFolder, `${name}.wasm`),
  ];
  return JSON.parse(execFileSync(program, args, { encoding: "utf8" }));
}

const { modules, tools } = await build();
// An instrumented search by the matcher that tries each pattern separately takes a tenth of a
// second.
const everyFourth = browsers.filter((_, index) => index % 4 === 0);
const texts = [firstText, ...browsers, ...bots, ...placePatterns()];
const fixed = new Map<SubjectName, Omit<SubjectResults, "samples">>();
for (const [name, bytes] of modules) {
  const module = new WebAssembly.Module(bytes);
  const host = new Host(module);
  for (const text of texts) check(name, text, host.find(text));
  fixed.set(name, {
    rawBytes: bytes.length,
    gzipBytes: gzipSync(bytes, { level: 9 }).length,
    tableBytes: readDataSegments(bytes).reduce((sum, segment) => sum + segment.bytes.length, 0),
    touched: countTouched(name, bytes, everyFourth),
    worst: findWorst(module, (text, found) => check(name, text, found)),
  });
  console.error(`${name}: finds what the oracle finds`);
}

const scheduling = findScheduling();
const samples = new Map<SubjectName, Sample[]>(subjects.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round++) {
  console.error(`round ${round + 1} of ${rounds}`);
  // Alternately forwards and backwards, so that no subject always follows the same one.
  for (const { name } of round % 2 === 0 ? subjects : subjects.toReversed()) {
    samples.get(name)?.push(probe(name, scheduling));
  }
}

const measured = subjects.map(({ name }) => [
  name,
  { ...fixed.get(name), samples: samples.get(name) },
]);
const results: MatcherResults = {
  startedAt: started.toISOString(),
  durationSeconds: Math.round((Date.now() - started.getTime()) / 1000),
  rounds,
  machine: describeMachine(),
  scheduling: scheduling.join(" "),
  versions: { node: process.versions.node, ...tools, sources: hashSources().slice(0, 16) },
  texts: {
    patterns: patterns.length,
    browsers: browsers.length,
    bots: bots.length,
    verified: expected.size,
  },
  subjects: Object.fromEntries(measured),
};
console.log(writeTable(results));
if (!options.quick) {
  const file = `${results.startedAt.slice(0, 10)}-matchers.json`;
  writeFileSync(join(root, "bench", "results", file), `${JSON.stringify(results, null, 2)}\n`);
  publish(results, file);
}
