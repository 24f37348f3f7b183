import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildExports,
  descriptionSection,
  optionalExports,
  rulePrefix,
  rulesSection,
  shippedExports,
} from "../../packages/cli/src/bake/contract.ts";
import {
  bakeModule,
  type CompilerDescription,
  findTools,
} from "../../packages/cli/src/bake/index.ts";
import { optimiserArguments } from "../../packages/cli/src/bake/node-tools.ts";
import { partName } from "../../packages/cli/src/bake/rule-parts.ts";
import {
  dropCustomSections,
  readExports,
  setCustomSection,
} from "../../packages/cli/src/binary/index.ts";
import { arrangeData } from "./arrange-data.ts";
import { compileGuest } from "./compile.ts";
import { findDataByReaders, findDeadData, type ReadData } from "./dead-data.ts";
import { workspace } from "./paths.ts";
import type { Step } from "./report.ts";
import { hashSources } from "./source-hash.ts";
import type { Toolchain } from "./toolchain.ts";

/**
 * The rule data in the form that a compiler module contains: compact JSON texts, each terminated by
 * a NUL.
 */
function readRules(): Uint8Array {
  const texts = ["bots.json", "signs.json", "email.json", "secrets.json"].map((file) => {
    const data: unknown = JSON.parse(readFileSync(join(workspace, "data", file), "utf8"));
    return `${JSON.stringify(data)}\0`;
  });
  return new TextEncoder().encode(texts.join(""));
}

/** A module, and its twin with names, for profilers. */
export interface NamedModule {
  readonly module: Uint8Array;
  /** The same module with its `name` section. */
  readonly named: Uint8Array;
}

/** The result of a build. */
export interface Made {
  readonly compiler: NamedModule;
  readonly snapshot: NamedModule;
  readonly sourceHash: string;
  readonly tools: Readonly<Record<string, string>>;
  readonly memoryInUse: number;
}

/** Sections that the optimiser reads; the others would be outdated after it. */
const optimiserSections = ["name", "target_features"];

/**
 * Constants of a rule or part up to this total size are placed in the page of those that every
 * policy uses.
 */
const smallBytesMax = 512;

const countBytes = ({ ranges }: ReadData) =>
  ranges.reduce((bytes, { start, end }) => bytes + end - start, 0);

const toPair = ({ start, end }: { start: number; end: number }) => [start, end] as const;

/**
 * Lists the functions that a bake may empty, by the rule, part of a rule or optional export they
 * belong to.
 */
function listReaders(linked: Uint8Array): Map<string, string[]> {
  const readers = new Map<string, string[]>(optionalExports.map((name) => [name, [name]]));
  for (const { name } of readExports(linked)) {
    if (!name.startsWith(rulePrefix)) continue;
    const part = partName(name);
    readers.set(part, [...(readers.get(part) ?? []), name]);
  }
  return readers;
}

function encode(description: CompilerDescription): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(description));
}

/**
 * Compiles the guest, turns it into the compiler module, and bakes the default policy into a
 * snapshot.
 *
 * @param onStep called after each step with the resulting module
 */
export async function make(
  toolchain: Toolchain,
  targetFolder: string,
  abi: number,
  onStep: (step: Step) => void,
): Promise<Made> {
  const tools = await findTools();
  // A bake gives these functions their bodies, so their current empty bodies must not be inlined
  // into callers.
  const keepLoaders = [buildExports.loadPatterns, buildExports.loadDeferred].map(
    (name) => `--no-inline=${name}`,
  );
  const keepingLoaders = await findTools({
    optimiserArguments: [...keepLoaders, ...optimiserArguments],
  });
  const { rustcVersion: rustc, cargoVersion: cargo, linker, std } = toolchain;
  const rust = { rustc, cargo, linker: linker.version, std };
  const sourceHash = hashSources();

  const linked = compileGuest(toolchain, targetFolder);
  const exports = [...shippedExports, ...optionalExports];
  const dead = findDeadData(linked, exports);
  const ruleData = findDataByReaders(linked, shippedExports, listReaders(linked)).sort(
    (a, b) => countBytes(b) - countBytes(a),
  );
  const large = ruleData.filter((part) => countBytes(part) > smallBytesMax).length;
  const { module: arranged, place } = arrangeData(
    linked,
    [dead, ...ruleData.map(({ ranges }) => ranges)],
    1 + large,
  );
  const raw = dropCustomSections(arranged, optimiserSections);
  onStep({ name: "cargo", module: raw });
  const bare = dropCustomSections(await keepingLoaders.optimise(raw), optimiserSections);
  const description: CompilerDescription = {
    abi,
    provenance: { sourceHash, tools: { ...rust, binaryen: tools.versions.binaryen ?? "" } },
    initialiserData: place(dead).map(toPair),
    ruleData: ruleData.map(({ readers, ranges }) => {
      return { readers, ranges: place(ranges).map(toPair) };
    }),
  };
  const named = setCustomSection(
    setCustomSection(bare, rulesSection, readRules()),
    descriptionSection,
    encode(description),
  );
  const module = dropCustomSections(named, ["target_features", descriptionSection, rulesSection]);
  onStep({ name: "compiler module", module });

  // The named module first: if the initialiser traps, the trap's stack trace has function names.
  const twin = await bakeModule(named, "", tools);
  const baked = await bakeModule(module, "", tools, onStep);
  if (Buffer.compare(twin.module, baked.module) !== 0) {
    throw new Error("the named build of the snapshot has other code than the snapshot");
  }
  return {
    compiler: { module, named },
    snapshot: { module: baked.module, named: twin.named },
    sourceHash,
    tools: { ...rust, ...tools.versions },
    memoryInUse: baked.memoryInUse,
  };
}
