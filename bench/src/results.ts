import type { ProcessSample } from "./runtimes/runtime.ts";

export const runtimeNames = ["node", "deno", "workerd"] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** Subjects by file name in `subjects/`, in the order of the tables, with their name for people. */
export const subjectNames = {
  empty: "empty module",
  snapwall: "Snapwall",
  "snapwall-plain": "Snapwall, plain object",
  "snapwall-everything": "Snapwall, everything",
  "snapwall-unsnapshotted": "Snapwall, unsnapshotted",
  arcjet: "Arcjet",
  "arcjet-request": "Arcjet, Request",
  isbot: "isbot",
} as const;
export type SubjectName = keyof typeof subjectNames;

export interface Size {
  readonly name: string;
  readonly rawBytes: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
}

export interface MemoryReading {
  readonly requests: number;
  readonly beforeBytes: number;
  readonly afterBytes: number;
}

/** Milliseconds from before a package is loaded to its first decision, one a round. */
export type WholeStarts = Record<"node" | "deno", Record<"snapwall" | "arcjet", number[]>>;

/** What a run was measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly system: string;
}

/** One run of the benchmark, as it is kept. Everything that is published is computed from it. */
export interface Results {
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly rounds: number;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  /** One sample a round, in the order of the rounds. */
  readonly samples: Readonly<
    Record<RuntimeName, Readonly<Partial<Record<SubjectName, ProcessSample[]>>>>
  >;
  readonly memory: Readonly<
    Record<RuntimeName, Readonly<Partial<Record<SubjectName, MemoryReading>>>>
  >;
  /** Older runs have none. */
  readonly wholeStarts?: WholeStarts;
  readonly sizes: {
    readonly snapshot: Size;
    /** Of a policy that asks everything of a request; older runs have none. */
    readonly everything?: Size;
    readonly compiler: Size;
    readonly arcjetModule: Size;
    readonly bundle: Size;
    readonly arcjetBundle: Size;
  };
}

export type Measure = "compileMs" | "firstDecisionMs" | "instantiateUs" | "warmNs";

/** The subjects of a run, in the order of the tables: older runs lack newer subjects. */
export function listSubjects(results: Results): SubjectName[] {
  const names = Object.keys(subjectNames) as SubjectName[];
  return names.filter((name) => Object.values(results.samples).every((of) => name in of));
}

/** @throws {Error} When a subject does not have that measure: nothing is made up for it. */
export function pickSamples(
  results: Results,
  runtime: RuntimeName,
  subject: SubjectName,
  measure: Measure,
): number[] {
  return (results.samples[runtime][subject] ?? []).map((sample) => {
    const value = sample[measure];
    if (value === undefined) throw new Error(`${subject} has no ${measure} in ${runtime}`);
    return value;
  });
}
