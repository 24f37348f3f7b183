/**
 * `npm run bench:policies`: bakes policies that use more and more features, and measures what each
 * ships and how long its first decision takes, in fresh processes, interleaved.
 *
 * Writes the table and the picture in `docs/snapshot.md`; `--quick` runs fewer rounds and writes
 * nothing. Policies that this version does not accept are skipped and listed.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { type Baked, PolicyError } from "../../packages/cli/src/bake/index.ts";
import { bakeDetailed } from "../../packages/cli/src/bake-policy.ts";
import { describeModule } from "../../packages/cli/src/binary/index.ts";
import { countTouchedPages, hostPageBytes } from "../../packages/cli/src/touched-pages.ts";
import { describeMachine } from "../src/environment.ts";
import { formatTime } from "../src/format.ts";
import { median } from "../src/statistics.ts";
import { formatTable } from "../src/table.ts";
import { writeBetween } from "../src/write-between.ts";
import { expressions } from "./filters.ts";
import { drawSnapshot } from "./picture.ts";
import { policies } from "./policies.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" } } });
const rounds = options.quick ? 3 : 21;
const filterRounds = options.quick ? 1 : 7;
const compilerPath = fileURLToPath(
  new URL("../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url),
);
const docs = new URL("../../docs/", import.meta.url);

interface Row {
  readonly name: string;
  readonly module: Uint8Array;
  readonly files: { readonly module: string; readonly policy: string };
  readonly firstMs: number[];
  readonly compileMs: number[];
}

const number = new Intl.NumberFormat("en-US");
const compressed = (module: Uint8Array) => gzipSync(module, { level: 9 }).length;

async function bakeAll(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, { name, policy }] of policies.entries()) {
    let baked: Baked;
    try {
      baked = await bakeDetailed(policy);
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      console.error(`left out: ${name} (${error.message})`);
      continue;
    }
    const files = {
      module: join(folder, `${index}.wasm`),
      policy: join(folder, `${index}.json`),
    };
    writeFileSync(files.module, baked.module);
    writeFileSync(files.policy, JSON.stringify(policy));
    rows.push({ name, module: baked.module, files, firstMs: [], compileMs: [] });
  }
  return rows;
}

function probe(...args: string[]): number {
  return runProbe("probe.ts", ...args);
}

function runProbe(name: string, ...args: string[]): number {
  const script = fileURLToPath(new URL(name, import.meta.url));
  return Number(
    execFileSync(process.execPath, ["--no-warnings", script, ...args], { encoding: "utf8" }),
  );
}

/** Every other round runs backwards, so that no policy always follows the same one. */
function measure(rows: readonly Row[]): void {
  for (let round = 0; round < rounds; round++) {
    for (const row of round % 2 === 0 ? rows : rows.toReversed()) {
      row.firstMs.push(probe(row.files.module));
      row.compileMs.push(probe(compilerPath, row.files.policy));
    }
  }
}

/** Measures two filters, warm: milliseconds per request for Snapwall and Arcjet, alternating. */
async function measureFilters(folder: string): Promise<{ ours: number; theirs: number }> {
  const { module } = await bakeDetailed({ filters: { deny: expressions } });
  const path = join(folder, "filters.wasm");
  writeFileSync(path, module);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < filterRounds; round++) {
    ours.push(runProbe("probe-filters.ts", path));
    theirs.push(runProbe("probe-filters.ts", "arcjet"));
  }
  return { ours: median(ours), theirs: median(theirs) };
}

/** Compares the largest policy and the filters with their targets. */
function writeVerdicts(
  rows: readonly Row[],
  filters: { readonly ours: number; readonly theirs: number },
): string {
  const row = rows.at(-1) as Row;
  const [first, compile] = [median(row.firstMs), median(row.compileMs)];
  const compiler = readFileSync(compilerPath).length;
  const ratio = (times: number) => `1/${times.toFixed(1)}`;
  return formatTable(
    ["measure", "bar", "measured", "ratio"],
    [
      [
        `first decision: ${row.name}, against compiling it at start`,
        "1/20",
        `${formatTime(first)}, ${formatTime(compile)}`,
        ratio(compile / first),
      ],
      [
        "two filters, one with a regex, warm, against Arcjet's",
        "1/100",
        `${formatTime(filters.ours)}, ${formatTime(filters.theirs)}`,
        ratio(filters.theirs / filters.ours),
      ],
      [
        "its size against the module that keeps the compiler half",
        "smaller",
        `${number.format(row.module.length)}, ${number.format(compiler)}`,
        ratio(compiler / row.module.length),
      ],
    ],
  );
}

function writeTable(rows: readonly Row[]): string {
  const head = [
    "policy",
    "raw",
    "gzip",
    "code",
    "data",
    "pages",
    "first decision",
    "compiled at start",
  ];
  const cells = rows.map(({ name, module, firstMs, compileMs }) => {
    const { functions, data } = describeModule(module);
    const sizes = [module.length, compressed(module), functions.bytes, data.bytes];
    const times = [median(firstMs), median(compileMs)].map(formatTime);
    const pages = countTouchedPages(module, hostPageBytes);
    return [name, ...sizes.map((bytes) => number.format(bytes)), String(pages), ...times];
  });
  return formatTable(head, cells);
}

function publish(table: string): void {
  const { processor, cores } = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const compiler = readFileSync(compilerPath);
  const note = `Bytes; pages are those of 4 KiB that hold data at a start. Medians of ${rounds} processes each (${filterRounds} for the warm filters), on ${date}, Node ${process.versions.node}, ${cores} cores of ${processor}. The module that keeps the compiler half has ${number.format(compiler.length)} bytes, ${number.format(compressed(compiler))} gzipped.`;
  writeBetween("snapshot.md", "npm run bench:policies", `${table}\n\n${note}`);
}

const folder = mkdtempSync(join(tmpdir(), "snapwall-policies-"));
try {
  const rows = await bakeAll(folder);
  measure(rows);
  const table = `${writeTable(rows)}\n\n${writeVerdicts(rows, await measureFilters(folder))}`;
  console.log(table);
  if (!options.quick) {
    publish(table);
    const compiler = new Uint8Array(readFileSync(compilerPath));
    const picture = drawSnapshot(compiler, await bakeDetailed("", { compiler }));
    writeFileSync(new URL("img/snapshot.svg", docs), picture);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
