import {
  dropCustomSections,
  keepExports,
  repack,
  setCustomSection,
  trimMemory,
} from "../binary/index.ts";
import { descriptionSection, shippedExports } from "./contract.ts";
import { describeSnapshot, type SnapshotDescription } from "./describe-snapshot.ts";
import { initialise } from "./initialise.ts";
import { scrub } from "./scrub.ts";
import type { BakeTools } from "./tools.ts";

/** A module as one step of a bake left it. */
export interface BakeStep {
  readonly name: string;
  readonly module: Uint8Array;
}

/** What a bake made. */
export interface Baked {
  /** The snapshot, ready to ship. */
  readonly module: Uint8Array<ArrayBuffer>;
  /** The same module with its `name` section, for profilers. */
  readonly named: Uint8Array<ArrayBuffer>;
  readonly description: SnapshotDescription;
  /** Bytes of memory in use; the rest of its last page is free. */
  readonly memoryInUse: number;
  /** The module after each step, in order, for a report of sizes. */
  readonly steps: readonly BakeStep[];
}

/** Sections that the optimiser needs to read. */
const optimiserSections = ["name", "target_features"];

/**
 * Compiles a policy into a snapshot: runs the compiler half of the guest, keeps the memory that it
 * leaves, and deletes the compiler half.
 *
 * The same compiler module, policy and tools give the same bytes.
 *
 * @param compiler the bytes of `snapwall-compiler.wasm`
 * @param policy the policy's text, JSON with comments; empty for the default policy
 * @param tools Wizer and wasm-opt, as {@link import("./node-tools.ts").findTools} finds them
 * @param onStep is told each step as it is done
 * @throws {PolicyError} when the policy has a mistake; says where, and the nearest right spelling
 * @throws {BakeError} when the module is no compiler module, or a tool is missing or fails
 * @throws {BinaryError} when the bytes are no WebAssembly module
 *
 * @example
 * ```ts
 * const { module } = await bake(compiler, '{ "bots": { "deny": ["category:ai"] } }', await findTools());
 * await writeFile("guard.wasm", module);
 * ```
 */
export async function bake(
  compiler: Uint8Array,
  policy: string,
  tools: BakeTools,
  onStep: (step: BakeStep) => void = () => {},
): Promise<Baked> {
  const steps: BakeStep[] = [];
  const step = <T extends Uint8Array>(name: string, module: T): T => {
    steps.push({ name, module });
    onStep({ name, module });
    return module;
  };

  const state = await initialise(compiler, policy);
  const description = await describeSnapshot(compiler, state, tools.versions);
  const taken = step("snapshot", await tools.snapshot(compiler, policy, state));
  const scrubbed = step("scrub", scrub(compiler, taken));
  const reduced = keepExports(dropCustomSections(scrubbed, optimiserSections), shippedExports);
  const optimised = step("optimise", await tools.optimise(reduced));
  const packed = repack(trimMemory(dropCustomSections(optimised, ["name"]), state.memoryInUse));
  const bare = step("trim and repack", dropCustomSections(packed));
  const text = new TextEncoder().encode(JSON.stringify(description));
  const module = step("describe", setCustomSection(bare, descriptionSection, text));
  return {
    module,
    named: setCustomSection(packed, descriptionSection, text),
    description,
    memoryInUse: state.memoryInUse,
    steps,
  };
}
