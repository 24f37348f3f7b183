import type { Baked, BakeTools } from "../bake/index.ts";
import { describeModule, pageBytes } from "../binary/index.ts";
import { countTouchedPages, hostPageBytes } from "../touched-pages.ts";
import type { Sizes } from "./measure-sizes.ts";
import { type PolicySummary, summarizePolicy } from "./summarize-policy.ts";

/** The report of a bake, as printed by `snapwall bake --json`. */
export interface BakeReport {
  /** Name of the input that the policy was read from. */
  readonly policy: string;
  readonly policyHash: string;
  readonly contents: PolicySummary;
  /** The compiler module, then the module after each step. */
  readonly steps: readonly ({ readonly name: string; readonly milliseconds: number } & Sizes)[];
  /** What the compiler module contains and the snapshot does not. */
  readonly stripped: {
    readonly functions: number;
    readonly codeBytes: number;
    readonly imports: readonly string[];
    /** Rules, and parts of rules, that the policy does not use. */
    readonly rules: readonly string[];
  };
  /** The pages that instantiating the module writes to, and the size of its memory. */
  readonly start: {
    readonly dataBytes: number;
    readonly segments: number;
    readonly pages4KiB: number;
    readonly pages64KiB: number;
    readonly memoryBytes: number;
  };
  readonly functions: number;
  readonly codeBytes: number;
  readonly snapshotter: BakeTools["snapshotter"];
  readonly tools: Readonly<Record<string, string>>;
}

/** The inputs, results and timing of a bake. */
export interface BakeRecord {
  readonly policy: string;
  readonly compiler: Uint8Array;
  readonly tools: BakeTools;
  readonly baked: Baked;
  /** The sizes of the compiler module and of the module after each step, still being measured. */
  readonly sizes: readonly Promise<Sizes>[];
}

/** Assembles the report of a bake. */
export async function reportBake(record: BakeRecord): Promise<BakeReport> {
  const { policy, compiler, tools, baked } = record;
  const before = describeModule(compiler);
  const after = describeModule(baked.module);
  const sizes = await Promise.all(record.sizes);
  const names = [{ name: "compiler module", milliseconds: 0 }, ...baked.steps];
  return {
    policy,
    policyHash: baked.description.policyHash,
    contents: summarizePolicy(baked.description),
    steps: sizes.map((size, index) => {
      const { name = "", milliseconds = 0 } = names[index] ?? {};
      return { name, milliseconds: Math.round(milliseconds), ...size };
    }),
    stripped: {
      functions: before.functions.count - after.functions.count,
      codeBytes: before.functions.bytes - after.functions.bytes,
      imports: before.imports.map(({ module, name }) => `${module}.${name}`),
      rules: baked.droppedRules,
    },
    start: {
      dataBytes: after.data.bytes,
      segments: after.data.segments,
      pages4KiB: countTouchedPages(baked.module, hostPageBytes),
      pages64KiB: countTouchedPages(baked.module, pageBytes),
      memoryBytes: (after.memory?.minimum ?? 0) * pageBytes,
    },
    functions: after.functions.count,
    codeBytes: after.functions.bytes,
    snapshotter: tools.snapshotter,
    tools: baked.description.provenance.tools,
  };
}
