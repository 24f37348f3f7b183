/**
 * `npm run build:wasm`: Rust to the committed modules under `wasm/artifacts`, with their manifest.
 *
 * - `--out DIR` writes there instead.
 * - `--profile` also writes `*.named.wasm`, the same code with function names, for profilers.
 * - `--check` writes nothing: it builds twice, independently, and fails if the results differ
 *   from each other, or from the committed modules although the tools are the same.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { distribute } from "./distribute.ts";
import { type Made, make } from "./make.ts";
import { createManifest, listFunctions, type Manifest, readManifest } from "./manifest.ts";
import { artifacts, files, workspace } from "./paths.ts";
import { printSizes, type Step, say } from "./report.ts";
import { findToolchains, installAdvice, type Toolchain } from "./toolchain.ts";

const { values: options } = parseArgs({
  options: { out: { type: "string" }, profile: { type: "boolean" }, check: { type: "boolean" } },
});

/** Chooses the toolchain that made the committed modules if available, else the first found. */
function chooseToolchain(committed: Manifest | undefined): Toolchain | undefined {
  const toolchains = [...findToolchains()];
  const same = toolchains.find(({ rustcVersion, std }) => {
    return rustcVersion === committed?.tools.rustc && std === committed.tools.std;
  });
  return same ?? toolchains[0];
}

async function build(toolchain: Toolchain, targetFolder: string): Promise<Made> {
  const { version } = JSON.parse(readFileSync(join(workspace, "abi", "abi.json"), "utf8"));
  const steps: Step[] = [];
  say(`rustc ${toolchain.rustcVersion}, standard library: ${toolchain.std}`);
  const made = await make(toolchain, targetFolder, version, (step) => {
    say(`${step.name}: ${step.module.length} bytes`);
    steps.push(step);
  });
  printSizes(steps);
  return made;
}

function write(folder: string, made: Made): void {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, files.snapshot), made.snapshot.module);
  writeFileSync(join(folder, files.compiler), made.compiler.module);
  writeFileSync(join(folder, files.manifest), json(createManifest(made)));
  writeFileSync(join(folder, files.names), json(listFunctions(made)));
  if (options.profile) {
    const named = (file: string) => join(folder, file.replace(".wasm", ".named.wasm"));
    writeFileSync(named(files.snapshot), made.snapshot.named);
    writeFileSync(named(files.compiler), made.compiler.named);
  }
  say(`wrote ${folder}`);
}

function differences(a: Manifest, b: Manifest): string[] {
  const modules = [files.snapshot, files.compiler];
  return modules.filter((file) => a.modules[file]?.sha256 !== b.modules[file]?.sha256);
}

async function check(toolchain: Toolchain, committed: Manifest | undefined): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "snapwall-build-"));
  try {
    const first = createManifest(await build(toolchain, join(workspace, "target")));
    const second = createManifest(await build(toolchain, folder));
    const unstable = differences(first, second);
    if (unstable.length > 0) say(`two builds differ: ${unstable.join(", ")}`);
    else say("two independent builds give the same bytes");
    if (committed?.sourceHash !== first.sourceHash) {
      say("the committed modules are of other sources: run npm run build:wasm");
      return false;
    }
    const tools = Object.keys(first.tools).filter((name) => {
      return first.tools[name] !== committed.tools[name];
    });
    if (tools.length > 0) {
      const pairs = tools.map(
        (name) => `${name} ${first.tools[name]}, not ${committed.tools[name]}`,
      );
      say(
        `the committed modules are of other tools, so bytes are not compared: ${pairs.join("; ")}`,
      );
      return unstable.length === 0;
    }
    const stale = differences(first, committed);
    if (stale.length > 0) say(`the committed modules differ from the build: ${stale.join(", ")}`);
    else say("the committed modules are the build's, byte for byte");
    return unstable.length === 0 && stale.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const committed = readManifest();
const toolchain = chooseToolchain(committed);
if (toolchain === undefined) {
  console.error(installAdvice);
  process.exitCode = 1;
} else if (options.check) {
  process.exitCode = (await check(toolchain, committed)) ? 0 : 1;
} else {
  const folder = options.out === undefined ? artifacts : resolve(options.out);
  write(folder, await build(toolchain, join(workspace, "target")));
  if (folder === artifacts) distribute();
}
