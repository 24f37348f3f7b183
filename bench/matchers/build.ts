import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { descriptionSection, rulesSection } from "../../packages/cli/src/bake/contract.ts";
import { type BakeTools, findTools } from "../../packages/cli/src/bake/index.ts";
import { initialise } from "../../packages/cli/src/bake/initialise.ts";
import { scrub } from "../../packages/cli/src/bake/scrub.ts";
import {
  dropCustomSections,
  keepExports,
  repack,
  setCustomSection,
  trimMemory,
} from "../../packages/cli/src/binary/index.ts";
import { findDeadData } from "../../wasm/pipeline/dead-data.ts";
import { readManifest } from "../../wasm/pipeline/manifest.ts";
import {
  findToolchains,
  installAdvice,
  type Toolchain,
  target,
} from "../../wasm/pipeline/toolchain.ts";
import { benign, readPatterns } from "./oracle.ts";
import { root, workFolder, workspace } from "./paths.ts";
import { type SubjectName, subjects } from "./subjects.ts";

/** Exports of a subject's module. `layout` is the address of its text buffer. */
const exportNames = ["memory", "layout", "scan", "checksum"];

const optimiserSections = ["name", "target_features"];

/** The subjects' modules and the tools that made them. */
export interface Built {
  readonly modules: ReadonlyMap<SubjectName, Uint8Array<ArrayBuffer>>;
  readonly tools: Readonly<Record<string, string>>;
}

/** Chooses the toolchain that made the shipped module if available, else the first found. */
function chooseToolchain(): Toolchain {
  const shipped = readManifest()?.tools;
  const toolchains = [...findToolchains()];
  const same = toolchains.find(({ rustcVersion, std }) => {
    return rustcVersion === shipped?.rustc && std === shipped.std;
  });
  const toolchain = same ?? toolchains[0];
  if (toolchain === undefined) throw new Error(installAdvice);
  return toolchain;
}

/** Runs cargo as `wasm/pipeline/compile.ts` does, for all subjects at once. */
function compile(toolchain: Toolchain): string {
  const fromSource = toolchain.std === "source";
  const flags = fromSource ? ["-Zunstable-options", "-Cpanic=immediate-abort"] : [];
  const targetFolder = join(workFolder, "target");
  const args = [
    ...["build", "--release", "--examples", "--target", target, "--locked"],
    ...["--config", `target.${target}.rustflags=${JSON.stringify(flags)}`],
    ...(toolchain.linkerIsBundled
      ? []
      : ["--config", `target.${target}.linker=${JSON.stringify(toolchain.linker.path)}`]),
    ...(fromSource ? ["-Zbuild-std=std,panic_abort"] : []),
  ];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    RUSTC: toolchain.rustc,
    CARGO_TARGET_DIR: targetFolder,
  };
  // These would replace the configured flags instead of adding to them.
  for (const name of ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"]) delete env[name];
  if (fromSource) env.RUSTC_BOOTSTRAP = "1";
  const options = { cwd: workspace, env, stdio: "inherit" } as const;
  const { status, error } = spawnSync(toolchain.cargo, args, options);
  if (status !== 0) throw new Error(`cargo failed with status ${status}`, { cause: error });
  return join(targetFolder, target, "release", "examples");
}

/** The rule data as the shipped initialiser reads it: JSON texts, each terminated by a NUL. */
function readRules(): string {
  const files = ["bots.json", "signs.json"].map((file) => join(root, "wasm", "data", file));
  return files.map((file) => `${readFileSync(file, "utf8")}\0`).join("");
}

/** The patterns for all other subjects, in the order of the shipped tables. */
function listPatterns(): string {
  const patterns = readPatterns();
  const isFirst = patterns.map(({ owner }, index) => {
    return owner !== benign && owner !== patterns[index - 1]?.owner;
  });
  const ordered = [
    ...patterns.filter((_, index) => isFirst[index]),
    ...patterns.filter((_, index) => !isFirst[index]),
  ];
  return ordered
    .map(({ owner, anchors, literal }) => `${owner}\t${anchors.join(" ")}\t${literal}\n`)
    .join("");
}

/** The steps of a bake, without the description, which only a guard needs. */
async function bake(
  linked: Uint8Array,
  input: string,
  tools: BakeTools,
): Promise<Uint8Array<ArrayBuffer>> {
  const initialiserData = findDeadData(linked, exportNames).map(({ start, end }) => [start, end]);
  const description = { abi: 0, provenance: { sourceHash: "", tools: {} }, initialiserData };
  const encoder = new TextEncoder();
  const bare = dropCustomSections(linked, optimiserSections);
  const compiler = setCustomSection(
    setCustomSection(bare, rulesSection, encoder.encode(input)),
    descriptionSection,
    encoder.encode(JSON.stringify(description)),
  );
  const state = await initialise(compiler, "");
  const taken = await tools.snapshot(compiler, "", Promise.resolve(state));
  const scrubbed = dropCustomSections(scrub(compiler, taken), optimiserSections);
  const optimised = await tools.optimise(keepExports(scrubbed, exportNames));
  return dropCustomSections(repack(trimMemory(optimised, state.memoryInUse)));
}

/** Builds every subject like the shipped module, and keeps the modules in the work folder. */
export async function build(): Promise<Built> {
  const toolchain = chooseToolchain();
  const folder = compile(toolchain);
  const tools = await findTools();
  const modules = new Map<SubjectName, Uint8Array<ArrayBuffer>>();
  mkdirSync(workFolder, { recursive: true });
  for (const { name } of subjects) {
    const input = name === "gram_filter" ? readRules() : listPatterns();
    const module = await bake(readFileSync(join(folder, `${name}.wasm`)), input, tools);
    writeFileSync(join(workFolder, `${name}.wasm`), module);
    modules.set(name, module);
    console.error(`${name}: ${module.length} bytes`);
  }
  const { rustcVersion: rustc, std } = toolchain;
  return { modules, tools: { rustc, std, ...tools.versions } };
}
