import type { BuiltSubject } from "./bundle.ts";
import { orderRound } from "./plan.ts";
import type { ProbeSettings } from "./probe/probe.ts";
import type { MemoryReading } from "./results.ts";
import type { ProcessSample, Runtime } from "./runtimes/runtime.ts";

type ByRuntime<Value> = Record<string, Record<string, Value>>;
type ShowProgress = (text: string) => void;

/** One fresh process for every subject in every runtime in every round, one at a time. */
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

/** One more process each, in which the memory is read before and after many requests. */
export async function measureMemories(
  runtimes: readonly Runtime[],
  subjects: readonly BuiltSubject[],
  settings: ProbeSettings,
  showProgress: ShowProgress,
): Promise<ByRuntime<MemoryReading>> {
  const readings: ByRuntime<MemoryReading> = {};
  for (const runtime of runtimes) {
    const ofRuntime: Record<string, MemoryReading> = {};
    readings[runtime.name] = ofRuntime;
    for (const subject of subjects) {
      const requests = settings.memoryRequests;
      showProgress(`memory after ${requests} requests, ${subject.name} in ${runtime.name}`);
      const sample = await measureOne(runtime, subject, settings);
      if (sample.memoryBytesBefore === undefined || sample.memoryBytesAfter === undefined) {
        throw new Error(`${subject.name} in ${runtime.name} did not read its memory`);
      }
      ofRuntime[subject.name] = {
        requests,
        beforeBytes: sample.memoryBytesBefore,
        afterBytes: sample.memoryBytesAfter,
      };
    }
  }
  return readings;
}

async function measureOne(
  runtime: Runtime,
  subject: BuiltSubject,
  settings: ProbeSettings,
): Promise<ProcessSample> {
  try {
    return await runtime.measure(subject, settings);
  } catch (cause) {
    throw new Error(`${subject.name} in ${runtime.name} failed`, { cause });
  }
}
