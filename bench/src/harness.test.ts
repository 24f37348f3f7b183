import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildSubject } from "./bundle.ts";
import type { ProbeSettings } from "./probe/probe.ts";
import { botRequest, browserRequest, userAgents } from "./requests.ts";
import { measureRounds } from "./run.ts";
import { runtimes } from "./runtimes/index.ts";

const folder = mkdtempSync(join(tmpdir(), "snapwall-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));

const settings: ProbeSettings = {
  bot: botRequest,
  browsers: userAgents(4).map(browserRequest),
  instantiateMs: 1,
  warmUpMs: 1,
  batchMs: 1,
  batches: 1,
  memoryRequests: 0,
};

/** Builds a subject whose `start` has that body. */
async function buildFrom(name: string, body: string) {
  const source = join(folder, `${name}.ts`);
  writeFileSync(
    source,
    `export const subject = { modules: [], judges: true, start() { ${body} } };`,
  );
  return buildSubject(name, source, join(folder, name));
}

const isCurl = `exchange.request.headers.get("user-agent").startsWith("curl/")`;

describe.each(runtimes)("in $name", (runtime) => {
  it("times a subject that answers rightly", async () => {
    const subject = await buildFrom(`right-${runtime.name}`, `return (exchange) => ${isCurl};`);
    // Where the clock is coarse and the machine busy, an attempt may end without a figure.
    await expect
      .poll(async () => (await runtime.measure(subject, settings)).firstDecisionMs, {
        timeout: 20_000,
      })
      .toBeGreaterThanOrEqual(0);
    expect((await runtime.measure(subject, settings)).warmNs).toBeGreaterThan(0);
  });

  it.each([
    ["lets the bot through", "return () => false;"],
    ["denies a browser", "return () => true;"],
    ["has no opinion", "return () => undefined;"],
    ["throws", `throw new Error("no module");`],
    [
      "answers wrongly once it is warm",
      `let calls = 0; return (exchange) => ++calls > 100 || ${isCurl};`,
    ],
  ])("fails when a subject %s", async (what, body) => {
    const subject = await buildFrom(`${what.replaceAll(" ", "-")}-${runtime.name}`, body);
    const run = measureRounds([runtime], [subject], settings, 1, () => {});
    await expect(run).rejects.toThrow(`${subject.name} in ${runtime.name} failed`);
  });

  it("measures a pause of five milliseconds as about that", async () => {
    const pause = `const end = performance.now() + 5; while (performance.now() < end);`;
    const subject = await buildFrom(
      `pause-${runtime.name}`,
      `${pause} return (exchange) => ${isCurl};`,
    );
    // A busy machine only ever adds to a pause: the best of three is near it. Clocks that workerd makes coarse may take a
    // millisecond off.
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const { firstDecisionMs } = await runtime.measure(subject, settings);
      if (firstDecisionMs !== null) pauses.push(firstDecisionMs);
    }
    expect(Math.min(...pauses)).toBeGreaterThan(3);
    expect(Math.min(...pauses)).toBeLessThan(15);
  });
});
