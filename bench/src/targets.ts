import { type Measure, pickSamples, type Results, type RuntimeName } from "./results.ts";
import { summarizeRatio } from "./statistics.ts";

/** A target of the project, evaluated on one run. */
export interface Verdict {
  readonly measure: string;
  readonly target: string;
  readonly stretch: string;
  readonly where: string;
  readonly measured: string;
  readonly reached: "stretch" | "target" | "missed";
}

const kib = 1024;

/** Compares a run with the project's targets. Ratios are medians over the rounds. */
export function judgeTargets(results: Results): Verdict[] {
  const runtimes = Object.keys(results.samples) as RuntimeName[];
  return [
    ...runtimes.map((runtime) => judgeFirstDecision(results, runtime)),
    ...runtimes.map((runtime) => judgeInstantiation(results, runtime)),
    ...runtimes.map((runtime) => judgeWarm(results, runtime)),
    ...judgeEverything(results, runtimes),
    judgeSize("module, gzip", results.sizes.snapshot.gzipBytes, 64, 32),
    judgeSize("whole Worker bundle, gzip", results.sizes.bundle.gzipBytes, 80, 45),
    ...runtimes.map((runtime) => judgeMemory(results, runtime)),
  ];
}

function judgeFirstDecision(results: Results, runtime: RuntimeName): Verdict {
  const times = compare(results, runtime, "arcjet", "snapwall", "firstDecisionMs");
  return {
    measure: "`Module` → first bot decision, fresh process",
    target: "1/20 of Arcjet",
    stretch: "1/60",
    where: runtime,
    measured: `1/${times.toFixed(1)}`,
    reached: grade(times >= 20, times >= 60),
  };
}

/** Targets for a policy with every request rule. */
function judgeEverything(results: Results, runtimes: readonly RuntimeName[]): Verdict[] {
  const { everything } = results.sizes;
  if (everything === undefined) return [];
  return [
    ...runtimes.flatMap((runtime) => {
      const subject = "snapwall-everything";
      const times = compare(results, runtime, "arcjet", subject, "firstDecisionMs");
      const medianUs = compare(results, runtime, subject, undefined, "warmNs") / 1e3;
      return [
        {
          measure: "everything: `Module` → first decision, fresh process",
          target: "1/12 of Arcjet's bots alone",
          stretch: "1/30",
          where: runtime,
          measured: `1/${times.toFixed(1)}`,
          reached: grade(times >= 12, times >= 30),
        },
        {
          measure: "everything: warm decision, 15 headers",
          target: "12 µs",
          stretch: "5 µs",
          where: runtime,
          measured: `${medianUs.toFixed(2)} µs`,
          reached: grade(medianUs <= 12, medianUs <= 5),
        },
      ];
    }),
    judgeSize("everything: module, gzip", everything.gzipBytes, 110, 70),
  ];
}

function judgeInstantiation(results: Results, runtime: RuntimeName): Verdict {
  const times = compare(results, runtime, "arcjet", "snapwall", "instantiateUs");
  const overEmpty = compare(results, runtime, "snapwall", "empty", "instantiateUs");
  return {
    measure: "instantiate, code warm",
    target: "1/40 of Arcjet",
    stretch: "10 × an empty module of the same memory",
    where: runtime,
    measured: `1/${times.toFixed(1)}; ${overEmpty.toFixed(1)} × empty`,
    reached: grade(times >= 40, overEmpty <= 10),
  };
}

function judgeWarm(results: Results, runtime: RuntimeName): Verdict {
  const times = compare(results, runtime, "arcjet", "snapwall", "warmNs");
  const overIsbot = compare(results, runtime, "snapwall", "isbot", "warmNs");
  const medianNs = compare(results, runtime, "snapwall", undefined, "warmNs");
  const alike = compare(results, runtime, "arcjet-request", "snapwall", "warmNs");
  return {
    measure: "warm decision, 15 headers",
    target: "1/15 of Arcjet, no slower than isbot",
    stretch: "1 µs",
    where: runtime,
    measured: `1/${times.toFixed(1)} (1/${alike.toFixed(1)} of Arcjet given a Request, too); ${overIsbot.toFixed(2)} × isbot; ${(medianNs / 1e3).toFixed(2)} µs`,
    reached: grade(times >= 15 && overIsbot <= 1, medianNs <= 1e3),
  };
}

function judgeSize(measure: string, bytes: number, targetKb: number, stretchKb: number): Verdict {
  return {
    measure,
    target: `${targetKb} KB`,
    stretch: `${stretchKb} KB`,
    where: "",
    measured: `${(bytes / 1e3).toFixed(1)} KB`,
    reached: grade(bytes <= targetKb * 1e3, bytes <= stretchKb * 1e3),
  };
}

function judgeMemory(results: Results, runtime: RuntimeName): Verdict {
  const reading = results.memory[runtime].snapwall;
  if (reading === undefined) throw new Error(`No memory was read in ${runtime}`);
  const { requests, beforeBytes, afterBytes } = reading;
  const unchanged = beforeBytes === afterBytes;
  return {
    measure: `linear memory after ${requests.toLocaleString("en")} requests`,
    target: "512 KiB, unchanged from the first",
    stretch: "192 KiB",
    where: runtime,
    measured: `${afterBytes / kib} KiB, ${unchanged ? "unchanged" : `from ${beforeBytes / kib}`}`,
    reached: grade(unchanged && afterBytes <= 512 * kib, unchanged && afterBytes <= 192 * kib),
  };
}

/** Formats the ratio of the first to the second, or the first alone. */
function compare(
  results: Results,
  runtime: RuntimeName,
  first: Parameters<typeof pickSamples>[2],
  second: Parameters<typeof pickSamples>[2] | undefined,
  measure: Measure,
): number {
  const samples = pickSamples(results, runtime, first, measure);
  const others = second && pickSamples(results, runtime, second, measure);
  return summarizeRatio(samples, others ?? samples.map(() => 1)).median;
}

function grade(target: boolean, stretch: boolean): Verdict["reached"] {
  if (!target) return "missed";
  return stretch ? "stretch" : "target";
}
