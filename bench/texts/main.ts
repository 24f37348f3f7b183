/**
 * `npm run bench:texts`: how fast `guard.sensitive` searches texts of many kinds, warm, in fresh
 * processes; medians.
 *
 * Writes the tables of `docs/sensitive.md`; `--quick` takes fewer processes and writes nothing.
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
import { median } from "../src/statistics.ts";
import { formatTable } from "../src/table.ts";
import { writeBetween } from "../src/write-between.ts";
import { messages, type Text, texts } from "./kinds.ts";
import type { Measured } from "./probe.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean" } } });
const rounds = options.quick ? 3 : 11;
const policy = { sensitive: { deny: ["creditCard", "secret"] } } as const;

function probe(module: string): Measured {
  const script = fileURLToPath(new URL("probe.ts", import.meta.url));
  const output = execFileSync(process.execPath, ["--no-warnings", script, module]);
  return JSON.parse(output.toString());
}

function writeTables(samples: readonly Measured[]): string {
  const nsOf = ({ name }: Text) => median(samples.map((sample) => sample[name]?.ns as number));
  const findingsIn = ({ name }: Text) => String(samples[0]?.[name]?.findings);
  const speeds = texts.map((text) => {
    const speed = (text.text.length / nsOf(text)) * 1e3;
    return [text.name, findingsIn(text), `${speed.toFixed(0)} MB/s`];
  });
  const times = messages.map((text) => [
    text.name,
    findingsIn(text),
    formatTime(nsOf(text) * 1e-6),
  ]);
  return [
    formatTable(["64 KiB of", "findings", "speed"], speeds),
    formatTable(["266 characters with", "findings", "time"], times),
  ].join("\n\n");
}

function publish(tables: string): void {
  const { processor, cores } = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const note = `Medians of ${rounds} processes, warm, through \`guard.sensitive\`, on ${date}, Node ${process.versions.node}, ${cores} cores of ${processor}.`;
  writeBetween("sensitive.md", "npm run bench:texts", `${tables}\n\n${note}`);
}

const folder = mkdtempSync(join(tmpdir(), "snapwall-texts-"));
try {
  const module = join(folder, "policy.wasm");
  writeFileSync(module, (await bakeDetailed(policy)).module);
  const samples: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    console.error(`process ${round + 1} of ${rounds}`);
    samples.push(probe(module));
  }
  const tables = writeTables(samples);
  console.log(tables);
  if (!options.quick) publish(tables);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
