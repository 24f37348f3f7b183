import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  countTouchedPages,
  hostPageBytes as pageBytes,
} from "../../packages/cli/src/touched-pages.ts";
import { median } from "../src/statistics.ts";
import { Host } from "./host.ts";
import { workFolder } from "./paths.ts";
import type { SubjectName } from "./subjects.ts";

const lineBytes = 64;

/** Memory that is read or written, including the text and the stack. */
export interface Touched {
  /** Pages of 4 KiB that instantiation writes. */
  readonly startPages: number;
  /** Median over the texts: pages of 4 KiB, and cache lines of 64 bytes, for one text. */
  readonly pages: number;
  readonly lines: number;
}

/** Has Binaryen instrument a module to report the address of every load and store to an import. */
function instrument(name: SubjectName): WebAssembly.Module {
  const optimiser = createRequire(import.meta.url).resolve("binaryen/bin/wasm-opt");
  const [input, output] = [`${name}.wasm`, `${name}.watched.wasm`];
  // The features that the toolchain targets; Binaryen knows more than engines support.
  const features = ["bulk-memory", "sign-ext", "nontrapping-float-to-int", "multivalue"];
  const flags = features.map((feature) => `--enable-${feature}`);
  const args = [optimiser, ...flags, "--instrument-memory", input, "-o", output];
  execFileSync(process.execPath, args, { cwd: workFolder });
  return new WebAssembly.Module(readFileSync(join(workFolder, output)));
}

/** Counts the memory that a subject touches, exactly, using an instrumented copy of it. */
export function countTouched(
  name: SubjectName,
  module: Uint8Array,
  texts: readonly Uint8Array[],
): Touched {
  const twin = instrument(name);
  const lines = new Set<number>();
  const note = (_id: number, bytes: number, offset: number, address: number) => {
    const start = (address >>> 0) + (offset >>> 0);
    for (let at = start; at < start + bytes; at += lineBytes) lines.add(Math.floor(at / lineBytes));
    lines.add(Math.floor((start + bytes - 1) / lineBytes));
    return address;
  };
  const imports: Record<string, Record<string, unknown>> = {};
  for (const { module: from, name: to } of WebAssembly.Module.imports(twin)) {
    imports[from] ??= {};
    imports[from][to] = /_ptr$/.test(to) ? note : (_id: number, value: unknown) => value;
  }
  const host = new Host(twin, imports as WebAssembly.Imports);
  const counts = texts.map((text) => {
    lines.clear();
    host.find(text);
    const pages = new Set([...lines].map((line) => Math.floor((line * lineBytes) / pageBytes)));
    return { pages: pages.size, lines: lines.size };
  });
  return {
    startPages: countTouchedPages(module, pageBytes),
    pages: median(counts.map(({ pages }) => pages)),
    lines: median(counts.map((count) => count.lines)),
  };
}
