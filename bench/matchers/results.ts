import type { Machine } from "../src/results.ts";
import type { Worst } from "./hostile.ts";
import type { Sample } from "./probe.ts";
import type { SubjectName } from "./subjects.ts";
import type { Touched } from "./touched.ts";

/** The stored results of one matcher. */
export interface SubjectResults {
  readonly rawBytes: number;
  readonly gzipBytes: number;
  /** Bytes that instantiation copies into memory: the tables. */
  readonly tableBytes: number;
  readonly touched: Touched;
  readonly worst: Worst;
  /** One per round. */
  readonly samples: readonly Sample[];
}

/** Content of `bench/results/<date>-matchers.json`. */
export interface MatcherResults {
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly rounds: number;
  readonly machine: Machine;
  /** How the operating system was asked to schedule the probes; `""` for the default. */
  readonly scheduling: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly texts: {
    readonly patterns: number;
    readonly browsers: number;
    readonly bots: number;
    readonly verified: number;
  };
  readonly subjects: Readonly<Record<SubjectName, SubjectResults>>;
}

/** One figure from every round. */
export function pickSamples(of: SubjectResults, figure: keyof Sample): number[] {
  return of.samples.map((sample) => sample[figure]);
}
