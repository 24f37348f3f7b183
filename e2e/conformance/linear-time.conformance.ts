import { createGuard } from "@snapwall/core";
import { bake } from "snapwall";
import { expect, test } from "vitest";

/** The ABI's body limit, halved repeatedly: a fit over a single doubling would measure noise. */
const lengths = [2048, 4096, 8192, 16_384, 32_768];

/** Linear, with room for noise on a busy machine; quadratic growth is far above. */
const exponentMax = 1.1;

/**
 * How often a fit is retried: other processes can slow down some lengths, but nothing speeds them
 * up.
 */
const fits = 12;

const form = "application/x-www-form-urlencoded";
const multipart = "multipart/form-data; boundary=x";

/** Units to repeat in a body, each making some part of the shield look far ahead or back. */
const attacks: readonly { readonly name: string; readonly type: string; readonly unit: string }[] =
  [
    { name: "nested JSON", type: "application/json", unit: '{"a":[' },
    { name: "keys without values", type: "application/json", unit: '"a":' },
    { name: "quotes of JSON", type: "application/json", unit: '"' },
    { name: "escapes of JSON", type: "application/json", unit: "\\" },
    { name: "escaped percent signs", type: form, unit: "%25" },
    { name: "percent signs", type: form, unit: "a=%" },
    { name: "pairs", type: form, unit: "a=b&" },
    { name: "single quotes", type: "text/plain", unit: "'" },
    { name: "double quotes", type: "text/plain", unit: 'a"' },
    { name: "comments", type: "text/plain", unit: "/*" },
    { name: "comments that MySQL executes", type: "text/plain", unit: "/*!" },
    { name: "angle brackets", type: "text/plain", unit: "<" },
    { name: "tags", type: "text/plain", unit: '<a b="' },
    { name: "comments of markup", type: "text/plain", unit: "<!--" },
    { name: "character references", type: "text/plain", unit: "&#" },
    { name: "ampersands", type: "text/plain", unit: "&amp;" },
    { name: "steps up", type: "text/plain", unit: "../" },
    { name: "conditions", type: "text/plain", unit: " or 1=1" },
    { name: "prose", type: "text/plain", unit: "and where it is by the " },
    { name: "boundaries", type: multipart, unit: "--x\r\n\r\n" },
    { name: "halves of boundaries", type: multipart, unit: "\r\n--" },
  ];

const guard = createGuard(new WebAssembly.Module(await bake({ shield: { mode: "report" } })));

/**
 * The shortest of several times, in milliseconds, each over many judgements if the body is short.
 */
function time(type: string, body: Uint8Array): number {
  const request = { method: "POST", url: "https://a.example/", headers: { "content-type": type } };
  const calls = (2 * (lengths.at(-1) as number)) / body.length;
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) guard.check(request, { body });
    best = Math.min(best, (performance.now() - start) / calls);
  }
  return best;
}

/** The slope of log time over log length, by least squares. */
function fitExponent(times: readonly number[]): number {
  const points = times.map(
    (ms, index) => [Math.log(lengths[index] as number), Math.log(ms)] as const,
  );
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return slope / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

test.each(attacks)("$name take time in proportion to their number", ({ type, unit }) => {
  const bodies = lengths.map((length) => {
    return new TextEncoder().encode(unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
  });
  let least = Number.POSITIVE_INFINITY;
  for (let fit = 0; fit < fits && least > exponentMax; fit++) {
    least = Math.min(least, fitExponent(bodies.map((body) => time(type, body))));
  }
  expect(least).toBeLessThanOrEqual(exponentMax);
});
