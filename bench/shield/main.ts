/**
 * `npm run bench:shield`: measures how long a whole check takes, warm, as rules are added, and how
 * fast bodies are read with all of them. Fresh processes, interleaved; medians.
 *
 * Writes the tables of `docs/shield.md`; `--quick` runs fewer rounds and writes nothing.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bakeDetailed } from "../../packages/cli/src/bake-policy.ts";
import { describeMachine } from "../src/environment.ts";
import { formatTime } from "../src/format.ts";
import { orderRound } from "../src/plan.ts";
import { median } from "../src/statistics.ts";
import { formatTable } from "../src/table.ts";
import { writeBetween } from "../src/write-between.ts";
import { bodies } from "./bodies.ts";
import { policies } from "./policies.ts";
import type { Measured } from "./probe.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" } } });
const rounds = options.quick ? 3 : 11;

interface Row {
  readonly name: string;
  readonly module: string;
  /** Further arguments of the probe; with every rule, it measures bodies too. */
  readonly further: readonly string[];
  readonly samples: Measured[];
}

async function bakeAll(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, { name, policy }] of policies.entries()) {
    const module = join(folder, `${index}.wasm`);
    writeFileSync(module, (await bakeDetailed(policy)).module);
    const further = index === policies.length - 1 ? ["bodies"] : [];
    rows.push({ name, module, further, samples: [] });
  }
  return rows;
}

function probe({ module, further }: Row): Measured {
  const script = fileURLToPath(new URL("probe.ts", import.meta.url));
  const args = ["--no-warnings", script, module, ...further];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

function writeTables(rows: readonly Row[]): string {
  const checks = rows.map(({ name, samples }) => [
    name,
    formatTime(median(samples.map(({ getNs }) => getNs)) * 1e-6),
  ]);
  const { samples } = rows.at(-1) as Row;
  const speeds = bodies.map(({ name }) => {
    const speed = median(samples.map((sample) => sample.megabytesPerSecond[name] as number));
    return [name, `${speed.toFixed(0)} MB/s`];
  });
  return [
    formatTable(["policy", "a whole check"], checks),
    formatTable(["body of 16 KB", "with every rule"], speeds),
  ].join("\n\n");
}

function publish(tables: string): void {
  const { processor, cores } = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const note = `Medians of ${rounds} processes each, warm, of a GET with 15 headers and 6 parameters, on ${date}, Node ${process.versions.node}, ${cores} cores of ${processor}.`;
  writeBetween("shield.md", "npm run bench:shield", `${tables}\n\n${note}`);
}

const folder = mkdtempSync(join(tmpdir(), "snapwall-shield-"));
try {
  const rows = await bakeAll(folder);
  for (let round = 0; round < rounds; round++) {
    console.error(`round ${round + 1} of ${rounds}`);
    for (const row of orderRound(rows, round)) row.samples.push(probe(row));
  }
  const tables = writeTables(rows);
  console.log(tables);
  if (!options.quick) publish(tables);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
