/**
 * Properties that hold for any input: nothing fails, no state is kept, and what is reported is
 * really there.
 */
import assert from "node:assert/strict";
import { createGuard, type Guard, type Reason, type SnapwallError } from "@snapwall/core";
import fc, { type Arbitrary, type IProperty } from "fast-check";
import { bake } from "snapwall";
import { type HostileRequest, hostileRequest, hostileText } from "./hostile.ts";

/** Every rule, in report mode, so that none keeps another from running. */
const policy = {
  bots: { mode: "report", verified: { GOOGLEBOT: ["66.249.64.0/19"] }, impersonation: {} },
  shield: { mode: "report", sensitivity: "strict" },
  client: { trustedProxies: ["10.0.0.0/8"], header: "forwarded" },
  filters: {
    mode: "report",
    deny: [
      'http.request.headers["x-probe"] matches "^(scan|probe)-[0-9a-f]+(x|y)*$"',
      'http.request.uri.args["admin"] == "true"',
      'http.request.cookies["role"] == "root"',
      'lower(http.request.uri.query) matches "a.*b.*c"',
    ],
  },
  fingerprint: {
    characteristics: ["ip", "header:user-agent", "cookie:session", "query:a", "path"],
  },
  email: { profile: "rfc5322", deny: ["invalid", "disposable", "typo"] },
  sensitive: { deny: [], custom: { employeeId: "\\bEMP-[0-9]{6}\\b", run: "x[ab]{1,40}y" } },
} as const;

type Where = NonNullable<Reason["where"]>;

/** Longest matched text in a decision, in UTF-16 code units. */
const MAX_MATCHED_UNITS = 256;

/** Properties of a guard with every rule, by description. */
export async function makeProperties(): Promise<ReadonlyMap<string, IProperty<unknown>>> {
  const faults: SnapwallError[] = [];
  const module = new WebAssembly.Module(await bake(policy));
  const guard = createGuard(module, { onFault: (fault) => faults.push(fault) });
  const holds = <Input>(arbitrary: Arbitrary<Input>, check: (input: Input) => void) =>
    fc.property(arbitrary, (input) => {
      check(input);
      const fault = faults.pop();
      if (fault !== undefined) throw fault;
    }) as IProperty<unknown>;
  return new Map([
    ["a request is judged, twice the same", holds(hostileRequest, (input) => judge(guard, input))],
    ["an address is judged", holds(hostileText, (text) => void guard.email(text))],
    ["what a text holds is in it, and put back", holds(hostileText, (text) => scan(guard, text))],
  ]);
}

function judge(guard: Guard, { request, options }: HostileRequest): void {
  const decision = guard.check(request, options);
  for (const { where, matched } of decision.reasons) {
    if (where === undefined || matched === undefined) continue;
    const text = partOf({ request, options }, where);
    if (typeof text !== "string") continue;
    assert.equal(
      matched,
      text.slice(where.start, Math.min(where.end, where.start + MAX_MATCHED_UNITS)),
    );
  }
  assert.deepEqual(guard.check(request, options).toJSON(), decision.toJSON());
  assert.match(guard.fingerprint(request, options), /^[0-9a-f]{64}$/);
}

function partOf({ request, options }: HostileRequest, where: Where): unknown {
  switch (where.part) {
    case "header":
      return request.headers[where.name as string];
    case "body":
      return options.body;
    case "ip":
      return options.ip;
    case "method":
    case "url":
      return request[where.part];
    default:
      throw new Error(`A request has no part "${where.part}"`);
  }
}

function scan(guard: Guard, text: string): void {
  let behind = 0;
  for (const { start, end } of guard.sensitive(text).findings) {
    assert.ok(behind <= start && start < end && end <= text.length, `${start} to ${end}`);
    behind = end;
  }
  const redaction = guard.redact(text);
  assert.equal(redaction.restore(redaction.text), text);
}
