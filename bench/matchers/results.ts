import type { Machine } from "../src/results.ts";
import type { Worst } from "./hostile.ts";
import type { Sample } from "./probe.ts";
import type { SubjectName } from "./subjects.ts";
import type { Touched } from "./touched.ts";

/** All that is kept of one matcher. */
export interface SubjectResults {
  readonly rawBytes: number;
  readonly gzipBytes: number;
  /** Bytes that an engine copies into memory when it instantiates the module: the tables. */
  readonly tableBytes: number;
  readonly touched: Touched;
  readonly worst: Worst;
  /** One for each round. */
  readonly samples: readonly Sample[];
}

/** What `bench/results/<date>-matchers.json` holds. */
export interface MatcherResults {
  readonly startedAt: string;
  readonly durationSeconds: number;
  readonly rounds: number;
  readonly machine: Machine;
  /** How the operating system was asked to schedule the probes; `""` when it was not. */
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

/** One figure of every round. */
export function pickSamples(of: SubjectResults, figure: keyof Sample): number[] {
  return of.samples.map((sample) => sample[figure]);
}
