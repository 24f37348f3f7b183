import {
  dropCustomSections,
  keepExports,
  repack,
  setCustomSection,
  trimMemory,
} from "../binary/index.ts";
import { descriptionSection, optionalExports, shippedExports } from "./contract.ts";
import { deferTables } from "./defer-tables.ts";
import { describeSnapshot, type SnapshotDescription, sha256 } from "./describe-snapshot.ts";
import { type Initialised, initialise } from "./initialise.ts";
import { dropUnusedRules } from "./rule-parts.ts";
import { scrub } from "./scrub.ts";
import type { BakeTools } from "./tools.ts";

/** A module as one step of a bake left it. */
export interface BakeStep {
  readonly name: string;
  readonly module: Uint8Array;
  /** Time since the previous step. */
  readonly milliseconds: number;
}

/** The result of a bake. */
export interface Baked {
  /** The snapshot, ready to ship. */
  readonly module: Uint8Array<ArrayBuffer>;
  /** The same module with its `name` section, for profilers. */
  readonly named: Uint8Array<ArrayBuffer>;
  readonly description: SnapshotDescription;
  /** Rules, and parts of rules, whose code was dropped because the policy does not use them. */
  readonly droppedRules: readonly string[];
  /** Bytes of memory in use; the rest of the last page is free. */
  readonly memoryInUse: number;
  /** The module after each step, in order, for a report of sizes. */
  readonly steps: readonly BakeStep[];
}

/** Sections that the optimiser needs to read. */
const optimiserSections = ["name", "target_features"];

/**
 * Compiles a policy into a snapshot: runs the compiler half of the guest, keeps the resulting
 * memory, and deletes the compiler half and the rules that the policy does not use.
 *
 * The same compiler module, policy and tools produce the same bytes.
 *
 * @param compiler the bytes of `snapwall-compiler.wasm`
 * @param policy the policy's text, JSON with comments; empty for the default policy
 * @param tools Wizer and wasm-opt, as found by {@link import("./node-tools.ts").findTools}
 * @param onStep called after each step
 * @throws {PolicyError} when the policy has a mistake; says where, and the nearest valid spelling
 * @throws {BakeError} when the module is not a compiler module, or a tool is missing or fails
 * @throws {BinaryError} when the bytes are not a WebAssembly module
 *
 * @example
 * ```ts
 * const { module } = await bakeModule(compiler, '{ "bots": { "deny": ["category:ai"] } }', await findTools());
 * await writeFile("guard.wasm", module);
 * ```
 */
export async function bakeModule(
  compiler: Uint8Array,
  policy: string,
  tools: BakeTools,
  onStep: (step: BakeStep) => void = () => {},
): Promise<Baked> {
  const steps: BakeStep[] = [];
  let before = performance.now();
  const step = <T extends Uint8Array>(name: string, module: T): T => {
    const now = performance.now();
    const done = { name, module, milliseconds: now - before };
    before = now;
    steps.push(done);
    onStep(done);
    return module;
  };

  const { state, taken } = await takeSnapshot(compiler, policy, tools);
  step("snapshot", taken);
  const { uses, described } = await describeSnapshot(compiler, state, tools.versions);
  const { module: used, dropped } = dropUnusedRules(taken, uses);
  const kept = optionalExports.filter((name) => uses.includes(name));
  const unused = [...dropped, ...optionalExports.filter((name) => !uses.includes(name))];
  const scrubbed = step("scrub", scrub(compiler, used, unused));
  const deferred = step("defer", deferTables(compiler, scrubbed, state, uses));
  const exports = [...shippedExports, ...kept];
  const reduced = keepExports(dropCustomSections(deferred, optimiserSections), exports);
  const optimised = step("optimise", await tools.optimise(reduced));
  const packed = repack(trimMemory(dropCustomSections(optimised, ["name"]), state.memoryInUse));
  const bare = step("trim and repack", dropCustomSections(packed));
  const description = { ...described, contentHash: await sha256(bare) };
  const text = new TextEncoder().encode(JSON.stringify(description));
  // Placed before the data, which begins with the text of the names, so that a compressor finds the
  // section's ids again there.
  const module = step("describe", setCustomSection(bare, descriptionSection, text, true));
  return {
    module,
    named: setCustomSection(packed, descriptionSection, text, true),
    description,
    droppedRules: dropped,
    memoryInUse: state.memoryInUse,
    steps,
  };
}

/**
 * Runs the initialiser twice, concurrently: in this process, which reports mistakes in the policy
 * and yields the guest's description of it, and in Wizer, which makes the memory part of the
 * module.
 */
async function takeSnapshot(
  compiler: Uint8Array,
  policy: string,
  tools: BakeTools,
): Promise<{ state: Initialised; taken: Uint8Array }> {
  const stop = new AbortController();
  const here = initialise(compiler, policy);
  const there = tools.snapshot(compiler, policy, here, stop.signal);
  // Wizer fails on a mistake too, but does not say which.
  there.catch(() => {});
  try {
    const state = await here;
    return { state, taken: await there };
  } catch (error) {
    stop.abort();
    // Wait, so that nothing of it is left behind when the caller receives the error.
    await there.catch(() => {});
    throw error;
  }
}
