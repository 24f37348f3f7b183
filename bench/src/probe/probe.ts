import type { RequestData } from "../requests.ts";
import { median } from "../statistics.ts";
import type { Exchange, Judge, Modules, Subject } from "../subjects/subject.ts";
import { type Clock, openClock } from "./clock.ts";
import { countMemoryBytes, observeMemories } from "./memory.ts";

/** Settings that the harness passes to a probe. */
export interface ProbeSettings {
  readonly bot: RequestData;
  readonly browsers: readonly RequestData[];
  /** Minimum time for each of: instantiating again, warming up, each warm batch. */
  readonly instantiateMs: number;
  readonly warmUpMs: number;
  readonly batchMs: number;
  readonly batches: number;
  /** Requests to judge between the two memory readings; 0 skips them. */
  readonly memoryRequests: number;
}

/** One fresh process's measurements of one subject. */
export interface Sample {
  readonly clock: string;
  /** Whether the clock could not time the first decision, so that the sample must be repeated. */
  readonly disturbed: boolean;
  readonly firstDecisionMs: number;
  readonly instantiateUs?: number;
  readonly warmNs: number;
  readonly memoryRequests?: number;
  readonly memoryBytesBefore?: number;
  readonly memoryBytesAfter?: number;
}

/**
 * Measures a subject in this process, which must be fresh: first the cold decision, then what
 * remains once code is warm.
 *
 * @throws {Error} When a decision is wrong: a subject that does not do its job is not timed.
 */
export function probe(subject: Subject, modules: Modules, settings: ProbeSettings): Sample {
  const clock = openClock();
  const bot = prepare(settings.bot);
  const browsers = settings.browsers.map(prepare);

  let judge: Judge | undefined;
  let denied: boolean | undefined;
  const firstDecisionMs = clock.measureMs(() => {
    judge = subject.start(modules);
    denied = judge(bot);
  });
  const decide = judge as unknown as Judge;
  expectDecision(subject, denied, true, bot);
  for (const browser of browsers) expectDecision(subject, decide(browser), false, browser);

  const instantiate = subject.instantiate?.bind(subject, modules);
  const instantiateUs = instantiate && 1e3 * repeatMs(clock, instantiate, settings.instantiateMs);
  return {
    clock: clock.kind,
    disturbed: Number.isNaN(firstDecisionMs),
    firstDecisionMs,
    ...(instantiateUs !== undefined && { instantiateUs }),
    warmNs: measureWarmNs(clock, subject, decide, browsers, settings),
    ...measureMemory(subject, modules, browsers, settings.memoryRequests),
  };
}

function prepare(data: RequestData): Exchange {
  const url = new URL(data.url);
  const headers = Object.fromEntries(data.headers);
  const request = new Request(data.url, { method: data.method, headers });
  const arrived = [...request.headers].length;
  if (arrived !== data.headers.length) {
    throw new Error(`This runtime keeps ${arrived} of ${data.headers.length} headers`);
  }
  return {
    request,
    plain: {
      ip: "203.0.113.7",
      method: data.method,
      protocol: url.protocol,
      host: url.host,
      path: url.pathname,
      headers,
      cookies: headers.cookie ?? "",
      query: url.search,
      extra: {},
    },
    userAgent: headers["user-agent"] ?? "",
  };
}

function expectDecision(
  subject: Subject,
  got: boolean | undefined,
  wanted: boolean,
  exchange: Exchange,
): void {
  if (got === (subject.judges ? wanted : undefined)) return;
  throw new Error(
    `Wrong decision for ${JSON.stringify(exchange.userAgent)}: expected denied = ${wanted}, got ${got}`,
  );
}

/** Mean time of one action, repeated for about `leastMs`. */
function repeatMs(clock: Clock, action: () => void, leastMs: number): number {
  let times = 1;
  for (;;) {
    const elapsedMs = clock.measureMs(() => {
      for (let done = 0; done < times; done++) action();
    });
    if (elapsedMs >= leastMs) return elapsedMs / times;
    // A first, short attempt estimates how many are needed; a tenth more makes the next one
    // sufficient.
    times = Math.ceil(
      Math.min(times * 100, (1.1 * times * leastMs) / Math.max(elapsedMs || 0, 1e-3)),
    );
  }
}

/** The median of several batches' means, which one batch that shared its core cannot change. */
function measureWarmNs(
  clock: Clock,
  subject: Subject,
  judge: Judge,
  browsers: readonly Exchange[],
  settings: ProbeSettings,
): number {
  const round = (): void => {
    let denials = 0;
    for (let index = 0; index < browsers.length; index++) {
      if (judge(browsers[index] as Exchange) === true) denials++;
    }
    if (subject.judges && denials > 0) throw new Error(`${denials} browsers denied once warm`);
  };
  repeatMs(clock, round, settings.warmUpMs);
  const batchesMs = Array.from({ length: settings.batches }, () =>
    repeatMs(clock, round, settings.batchMs),
  );
  return (median(batchesMs) * 1e6) / browsers.length;
}

/** Measures the linear memory of a new instance after its first decision, and after many more. */
function measureMemory(
  subject: Subject,
  modules: Modules,
  browsers: readonly Exchange[],
  requests: number,
): Partial<Sample> {
  if (requests === 0 || subject.modules.length === 0) return {};
  const memories = observeMemories();
  const judge = subject.start(modules);
  judge(browsers[0] as Exchange);
  const memoryBytesBefore = countMemoryBytes(memories);
  for (let done = 1; done < requests; done++) judge(browsers[done % browsers.length] as Exchange);
  return {
    memoryRequests: requests,
    memoryBytesBefore,
    memoryBytesAfter: countMemoryBytes(memories),
  };
}
