import { readFileSync } from "node:fs";
import { createGuard, type GuardOptions, type Policy } from "@snapwall/core";
import { expect, test } from "vitest";
import { compilePolicy } from "./compile-policy.ts";

const compiler = new Uint8Array(
  readFileSync(new URL("../../wasm/snapwall-compiler.wasm", import.meta.url)),
);
const trace = { method: "TRACE", headers: { "user-agent": "curl/8.0" } };

async function judge(policy: Policy, options: GuardOptions) {
  const module = await compilePolicy(compiler, JSON.stringify(policy));
  const { action, rule, wouldDeny } = createGuard(module, options).check(trace);
  return { action, rule, wouldDeny };
}

const deny = ['http.request.method == "TRACE"'];

test.each([
  [{ filters: { deny } }, {}, "deny"],
  [{ filters: { deny } }, { filters: { mode: "report" } }, "allow"],
  [{ filters: { deny, mode: "report" } }, {}, "allow"],
  [{ filters: { deny, mode: "report" } }, { filters: { mode: "enforce" } }, "deny"],
  [{ filters: { deny } }, { mode: "report" }, "allow"],
  [{ mode: "report", filters: { deny } }, { filters: { mode: "enforce" } }, "deny"],
] as const)("a policy of %j with the options %j: %s", async (policy, options, action) => {
  expect(await judge(policy, options)).toEqual({
    action,
    rule: action === "deny" ? "filters" : null,
    wouldDeny: true,
  });
});

test("an option that changes a rule the policy does not have changes nothing", async () => {
  const decision = await judge({}, { filters: { mode: "enforce" }, bots: { deny: ["*"] } });
  expect(decision).toEqual({ action: "allow", rule: null, wouldDeny: false });
});
