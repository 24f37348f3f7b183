import { mkdirSync, writeFileSync } from "node:fs";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { buildSubject } from "./bundle.ts";
import { describeMachine, readVersions } from "./environment.ts";
import { locateModule } from "./modules.ts";
import type { ProbeSettings } from "./probe/probe.ts";
import { publishResults } from "./publish.ts";
import { writeTables } from "./report.ts";
import { botRequest, browserRequest, userAgents } from "./requests.ts";
import { type Results, type SubjectName, subjectNames } from "./results.ts";
import { measureMemories, measureRounds } from "./run.ts";
import { runtimes } from "./runtimes/index.ts";
import { measureSizes } from "./sizes.ts";
import { bakeWholeRequest } from "./whole-request.ts";
import { measureWholeStarts } from "./whole-start/measure.ts";

const quick = argv.includes("--quick");
const unknown = argv.slice(2).find((argument) => argument !== "--quick");
if (unknown !== undefined) {
  console.error(
    `Unknown argument ${JSON.stringify(unknown)}. Usage: npm run bench:cold -- [--quick]`,
  );
  exit(2);
}

const rounds = quick ? 5 : 21;
const memoryRequests = quick ? 20_000 : 1_000_000;
const settings: ProbeSettings = {
  bot: botRequest,
  browsers: userAgents(256).map(browserRequest),
  instantiateMs: quick ? 40 : 60,
  warmUpMs: quick ? 60 : 100,
  batchMs: 25,
  batches: quick ? 3 : 5,
  memoryRequests: 0,
};

/** Subjects whose memory is meaningless, or the same as another's. */
const withoutMemory = ["empty", "arcjet-request"];

const started = new Date();
const work = fileURLToPath(new URL("../.work/", import.meta.url));
const showProgress = (text: string): void => {
  const seconds = String(Math.round((Date.now() - started.getTime()) / 1000)).padStart(4);
  stderr.write(stderr.isTTY ? `\r\u001b[K${seconds} s  ${text}` : `${seconds} s  ${text}\n`);
};

showProgress("baking a policy that asks everything");
const compiler = locateModule("snapwall-compiler.wasm") as string;
await bakeWholeRequest(compiler, locateModule("whole-request.wasm") as string);
showProgress("bundling the subjects");
const names = Object.keys(subjectNames) as SubjectName[];
const subjects = await Promise.all(
  names.map((name) =>
    buildSubject(
      name,
      fileURLToPath(new URL(`./subjects/${name}.ts`, import.meta.url)),
      `${work}subjects/${name}`,
    ),
  ),
);
// Read now, because a build may replace the modules while this runs on copies of them.
const versions = await readVersions(runtimes);
showProgress("bundling the Workers");
const sizes = await measureSizes(work);
const samples = await measureRounds(runtimes, subjects, settings, rounds, showProgress);
const wholeStarts = await measureWholeStarts(rounds, showProgress);
const memory = await measureMemories(
  runtimes,
  subjects.filter(({ name, modules }) => modules.length > 0 && !withoutMemory.includes(name)),
  { ...settings, instantiateMs: 1, warmUpMs: 1, batches: 1, batchMs: 1, memoryRequests },
  showProgress,
);

const results = {
  startedAt: started.toISOString(),
  durationSeconds: Math.round((Date.now() - started.getTime()) / 1000),
  rounds,
  machine: describeMachine(),
  versions,
  samples,
  wholeStarts,
  memory,
  sizes,
} as Results;
showProgress("done\n");
console.log(writeTables(results));

const file = `${started.toISOString().slice(0, 10)}-cold.json`;
const folder = quick ? work : fileURLToPath(new URL("../results/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}${file}`, `${JSON.stringify(results, undefined, 1)}\n`);
console.log(`Samples: ${folder}${file}`);
if (quick) console.log("A quick run is not published: docs/benchmarks.md is left as it is.");
else publishResults(results, file);
