/**
 * Measures one policy in a fresh process: `node probe.ts MODULE`, or for a policy compiled at start
 * `node probe.ts COMPILER POLICY`. Prints milliseconds.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { createGuard } from "@snapwall/core";
import { initialiserInput } from "../../packages/cli/src/bake/initialiser-input.ts";
import { standardStreams } from "../../packages/cli/src/bake/wasi.ts";

const [, , modulePath = "", policyPath] = process.argv;
const bytes = readFileSync(modulePath);
const module = new WebAssembly.Module(bytes);

/** Time from the compiled module to the first decision, about a request from curl. */
function decide(): number {
  const request = new Request("https://www.example/", { headers: { "user-agent": "curl/8.5.0" } });
  const start = performance.now();
  createGuard(module).check(request, { ip: "192.0.2.1" });
  return performance.now() - start;
}

/** Time from the compiled module to finished tables, without a first decision. */
function compile(policy: string): number {
  const input = initialiserInput(bytes, policy);
  const start = performance.now();
  const streams = standardStreams(input);
  const { exports } = new WebAssembly.Instance(module, streams.imports);
  streams.attach(exports.memory as WebAssembly.Memory);
  (exports["wizer-initialize"] as () => void)();
  return performance.now() - start;
}

console.log(policyPath === undefined ? decide() : compile(readFileSync(policyPath, "utf8")));
