/**
 * `npm run fuzz`: searches for requests, texts and addresses on which a guard with every rule
 * fails, until it finds one or the time is up. `--seconds 60` sets the time; `--seed` repeats a
 * run.
 *
 * @module
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { makeProperties } from "./properties.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string" } },
});
const seconds = readNumber("seconds", values.seconds);
const runs = 500;

let seed = values.seed === undefined ? Date.now() % 2 ** 31 : readNumber("seed", values.seed);
let inputs = 0;
const properties = await makeProperties();
for (const until = Date.now() + seconds * 1_000; Date.now() < until; seed++) {
  for (const [name, property] of properties) {
    fc.assert(property, { seed, numRuns: runs, verbose: true });
    inputs += runs;
    process.stderr.write(
      `\rseed ${seed}: ${inputs.toLocaleString("en")} inputs, none that ends badly (${name})\x1b[K`,
    );
  }
}
console.error();
console.log(`${inputs} inputs, 0 failed`);

function readNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`"--${name}" expected integer >= 0, got ${text}`);
  return Number(text);
}
