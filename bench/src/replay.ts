import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describeMachine } from "./environment.ts";
import {
  type MadeRequest,
  makeRequests,
  toCloudflare,
  toCombined,
  toCommon,
} from "./replay-log.ts";
import { median } from "./statistics.ts";
import { formatTable } from "./table.ts";

// `npm run bench:replay`: measures how many lines per second `snapwall replay` judges. The time is
// that of the whole process, including its start, on one core; GC threads may help.

const LINES = 1_000_000;
const ROUNDS = 3;
const WEEK_SECONDS = 7 * 86_400;

const folder = fileURLToPath(new URL("../.work/replay/", import.meta.url));
const binary = fileURLToPath(new URL("../../packages/cli/bin/snapwall.js", import.meta.url));
mkdirSync(folder, { recursive: true });

async function writeLog(name: string, format: (request: MadeRequest) => string): Promise<string> {
  const path = `${folder}${name}`;
  const file = createWriteStream(path);
  let text = "";
  for (const request of makeRequests(LINES, WEEK_SECONDS)) {
    text += `${format(request)}\n`;
    if (text.length < 2 ** 20) continue;
    if (!file.write(text)) await once(file, "drain");
    text = "";
  }
  file.end(text);
  await once(file, "close");
  return path;
}

/** Runs the command on a log, and returns how long it took and its peak memory. */
async function replay(path: string): Promise<{ ms: number; peakMib: number }> {
  const report =
    'process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [`--import=data:text/javascript,${encodeURIComponent(report)}`, binary, "replay", path],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let peakKib = "";
  child.stderr.on("data", (chunk) => {
    peakKib += chunk;
  });
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`replay of ${path} ended with ${status}: ${peakKib}`);
  return { ms: performance.now() - started, peakMib: Number(peakKib) / 1024 };
}

const combined = await writeLog("combined.log", toCombined);
writeFileSync(`${combined}.gz`, gzipSync(readFileSync(combined)));
const logs = {
  combined,
  "combined, gzip": `${combined}.gz`,
  common: await writeLog("common.log", toCommon),
  "Cloudflare Logpush": await writeLog("cloudflare.json", toCloudflare),
};

const rows: string[][] = [];
for (const [name, path] of Object.entries(logs)) {
  const runs = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await replay(path));
  const ms = median(runs.map((run) => run.ms));
  rows.push([
    name,
    `${(statSync(path).size / 2 ** 20).toFixed(0)} MiB`,
    `${(ms / 1000).toFixed(1)} s`,
    Math.round((LINES / ms) * 1000).toLocaleString("en"),
    `${Math.max(...runs.map((run) => run.peakMib)).toFixed(0)} MiB`,
  ]);
}
const { processor, cores } = describeMachine();
console.log(
  `${LINES.toLocaleString("en")} lines, median of ${ROUNDS} runs; ${processor}, ${cores} cores\n`,
);
console.log(formatTable(["log", "size", "time", "lines a second", "peak memory"], rows));
