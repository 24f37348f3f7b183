import type { BuiltSubject } from "./bundle.ts";
import { orderRound } from "./plan.ts";
import type { ProbeSettings } from "./probe/probe.ts";
import type { MemoryReading } from "./results.ts";
import type { ProcessSample, Runtime } from "./runtimes/runtime.ts";

type ByRuntime<Value> = Record<string, Record<string, Value>>;
type ShowProgress = (text: string) => void;

/** Runs one fresh process for every subject in every runtime in every round, one at a time. */
export async function measureRounds(
  runtimes: readonly Runtime[],
  subjects: readonly BuiltSubject[],
  settings: ProbeSettings,
  rounds: number,
  showProgress: ShowProgress,
): Promise<ByRuntime<ProcessSample[]>> {
  const samples: ByRuntime<ProcessSample[]> = Object.fromEntries(
    runtimes.map(({ name }) => [
      name,
      Object.fromEntries(subjects.map((subject) => [subject.name, []])),
    ]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const runtime of orderRound(runtimes, round)) {
      showProgress(`round ${round + 1} of ${rounds}, ${runtime.name}`);
      for (const subject of orderRound(subjects, round)) {
        const sample = await measureOne(runtime, subject, settings);
        samples[runtime.name]?.[subject.name]?.push(sample);
      }
    }
  }
  return samples;
}

/**
 * Runs one more process each, which reads the memory before and after many requests. Nothing is
 * timed, so the runtimes run in parallel.
 */
export async function measureMemories(
  runtimes: readonly Runtime[],
  subjects: readonly BuiltSubject[],
  settings: ProbeSettings,
  showProgress: ShowProgress,
): Promise<ByRuntime<MemoryReading>> {
  const readings: ByRuntime<MemoryReading> = Object.fromEntries(
    runtimes.map(({ name }) => [name, {}]),
  );
  for (const subject of subjects) {
    showProgress(`memory after ${settings.memoryRequests} requests, ${subject.name}`);
    await Promise.all(
      runtimes.map(async (runtime) => {
        const reading = readMemory(await measureOne(runtime, subject, settings));
        Object.assign(readings[runtime.name] ?? {}, { [subject.name]: reading });
      }),
    );
  }
  return readings;
}

/** @throws {Error} When the process was not asked to read its memory. */
function readMemory(sample: ProcessSample): MemoryReading {
  const { memoryRequests, memoryBytesBefore, memoryBytesAfter } = sample;
  if (
    memoryRequests === undefined ||
    memoryBytesBefore === undefined ||
    memoryBytesAfter === undefined
  ) {
    throw new Error("The process did not read its memory");
  }
  return { requests: memoryRequests, beforeBytes: memoryBytesBefore, afterBytes: memoryBytesAfter };
}

/**
 * Repeats a sample if the clock was disturbed, which does not depend on whether it was slow or
 * fast.
 */
async function measureOne(
  runtime: Runtime,
  subject: BuiltSubject,
  settings: ProbeSettings,
): Promise<ProcessSample> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    let sample: ProcessSample;
    try {
      sample = await runtime.measure(subject, settings);
    } catch (cause) {
      throw new Error(`${subject.name} in ${runtime.name} failed`, { cause });
    }
    if (!sample.disturbed) return sample;
  }
  throw new Error(`${subject.name} in ${runtime.name}: this machine is too busy to measure`);
}
