import type { ProcessSample } from "./runtimes/runtime.ts";

export const runtimeNames = ["node", "deno", "workerd"] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** Subjects by file name in `subjects/`, in the order of the tables, with their display names. */
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

/** Milliseconds from before a package is loaded to its first decision, one per round. */
export type WholeStarts = Record<"node" | "deno", Record<"snapwall" | "arcjet", number[]>>;

/** The machine that a run was measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly system: string;
}

/** One stored run of the benchmark, from which everything published is computed. */
export interface Results {
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly rounds: number;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  /** One sample per round, in order. */
  readonly samples: Readonly<
    Record<RuntimeName, Readonly<Partial<Record<SubjectName, ProcessSample[]>>>>
  >;
  readonly memory: Readonly<
    Record<RuntimeName, Readonly<Partial<Record<SubjectName, MemoryReading>>>>
  >;
  /** Absent in older runs. */
  readonly wholeStarts?: WholeStarts;
  readonly sizes: {
    readonly snapshot: Size;
    /** Size with a policy that uses every request rule; absent in older runs. */
    readonly everything?: Size;
    readonly compiler: Size;
    readonly arcjetModule: Size;
    readonly bundle: Size;
    readonly arcjetBundle: Size;
  };
}

export type Measure = "compileMs" | "firstDecisionMs" | "instantiateUs" | "warmNs";

/** The subjects of a run, in the order of the tables. Older runs lack newer subjects. */
export function listSubjects(results: Results): SubjectName[] {
  const names = Object.keys(subjectNames) as SubjectName[];
  return names.filter((name) => Object.values(results.samples).every((of) => name in of));
}

/** @throws {Error} When the subject does not have that measure. */
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
