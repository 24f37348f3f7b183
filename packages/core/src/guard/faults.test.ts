import { describe, expect, test, vi } from "vitest";
import {
  ADDRESS,
  ALLOW,
  answerWith,
  buildGuest,
  setAndAnswer,
  TRAP,
  trapOn,
} from "../../test/build-guest.ts";
import { encodeAnswer } from "../../test/write-answer.ts";
import { ABSENT } from "../abi.ts";
import type { SnapwallError } from "../errors.ts";
import { createGuard } from "./guard.ts";

const GOOD = { headers: { "user-agent": "good" } };
const BAD = { headers: { "user-agent": "!bad" } };
/** Traps when the User-Agent begins with "!": after two words, four lengths, no other part. */
const trapsOnBad = trapOn(ADDRESS.input + 8 + 16, "!".charCodeAt(0));

describe("a trap", () => {
  test("is decided by what the snapshot's policy says", () => {
    const allowing = createGuard(buildGuest({ check: TRAP, onError: "allow" })).check(GOOD);
    expect(allowing).toMatchObject({ action: "allow", rule: "error", status: null });
    const denying = createGuard(buildGuest({ check: TRAP, onError: "deny" })).check(GOOD);
    expect(denying).toMatchObject({ action: "deny", rule: "error", status: 503 });
    expect(denying.reasons).toEqual([{ rule: "error", id: "TRAP", effect: "deny" }]);
  });

  test("is decided by the option where it is given", () => {
    const module = buildGuest({ check: TRAP, onError: "allow" });
    expect(createGuard(module, { onError: "deny" }).check(GOOD).denied).toBe(true);
  });

  test("costs the one request", () => {
    const guard = createGuard(buildGuest({ check: trapsOnBad }), { onError: "deny" });
    const actions = [GOOD, BAD, GOOD, BAD, BAD, GOOD].map((request) => guard.check(request).rule);
    expect(actions).toEqual([null, "error", null, "error", "error", null]);
  });

  test("is answered with 503 and no word of what failed", async () => {
    const response = createGuard(buildGuest({ check: TRAP }), { onError: "deny" })
      .check(GOOD)
      .toResponse();
    expect(response.status).toBe(503);
    expect(await response.text()).not.toMatch(/trap|guest|wasm|error/i);
  });

  test("is told to onFault, with its cause", () => {
    const faults: SnapwallError[] = [];
    const module = buildGuest({ check: TRAP });
    createGuard(module, { onFault: (fault) => faults.push(fault) }).check(GOOD);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code: "TRAP", cause: expect.any(WebAssembly.RuntimeError) });
  });

  test("does not throw because onFault does", () => {
    const onFault = () => {
      throw new Error("the log is full");
    };
    const guard = createGuard(buildGuest({ check: TRAP }), { onFault, onError: "deny" });
    expect(guard.check(GOOD).denied).toBe(true);
  });
});

describe("an answer that is malformed", () => {
  test("is a trap", () => {
    const answer = encodeAnswer(
      { action: 9, status: 0, decidedBy: ABSENT, reasons: [] },
      ADDRESS.output,
    );
    const module = buildGuest({ answer, check: answerWith(answer.length) });
    expect(createGuard(module, { onError: "deny" }).check(GOOD).reasons[0]?.id).toBe("TRAP");
  });
});

test("options are applied again to the instance that replaces one", () => {
  const flag = ADDRESS.answer;
  const module = buildGuest({
    // Traps when nobody has configured the instance, too.
    check: [...trapOn(flag, 0).slice(0, -ALLOW.length), ...trapsOnBad],
    configure: setAndAnswer(flag, 0),
  });
  const guard = createGuard(module, { mode: "report", onError: "deny" });
  expect([GOOD, BAD, GOOD].map((request) => guard.check(request).action)).toEqual([
    "allow",
    "deny",
    "allow",
  ]);
  expect(createGuard(module, { onError: "deny" }).check(GOOD).action).toBe("deny");
});

describe("an instance that cannot be made again", () => {
  test("is a fault of each request, and tried at each", () => {
    const guard = createGuard(buildGuest({ check: trapsOnBad }), { onError: "deny" });
    const instances = vi.spyOn(WebAssembly, "Instance");
    guard.check(BAD);
    instances.mockImplementation(function fail() {
      throw new RangeError("out of memory");
    });
    const ids = [GOOD, GOOD].map((request) => guard.check(request).reasons[0]?.id);
    expect(ids).toEqual(["INSTANTIATE", "INSTANTIATE"]);
    instances.mockRestore();
    expect(guard.check(GOOD).action).toBe("allow");
  });
});

describe("a request that cannot be read", () => {
  const unreadable = {
    headers: {
      get(): string {
        throw new Error("body was consumed");
      },
    },
  };

  test("is decided by onError, and the instance is kept", () => {
    const instances = vi.spyOn(WebAssembly, "Instance");
    const guard = createGuard(buildGuest(), { onError: "deny" });
    expect(guard.check(unreadable).reasons).toEqual([
      { rule: "error", id: "HOST", effect: "deny" },
    ]);
    expect(guard.check(GOOD).action).toBe("allow");
    expect(instances).toHaveBeenCalledTimes(1);
    instances.mockRestore();
  });

  test("may have a getter that throws", () => {
    const request = {
      get headers(): never {
        throw new Error("gone");
      },
    };
    expect(createGuard(buildGuest(), { onError: "deny" }).check(request).denied).toBe(true);
  });

  test("may call the guard while it is being read", () => {
    const guard = createGuard(buildGuest({ check: trapsOnBad }), { onError: "deny" });
    const nested = {
      headers: { get: () => (guard.check(BAD).denied ? "good" : "!not denied") },
    };
    expect(guard.check(nested).action).toBe("allow");
  });
});

test.each([
  [undefined, '"request" expected object, got undefined'],
  [null, '"request" expected object, got null'],
  ["GET /", '"request" expected object, got string'],
  [{}, '"request.headers" expected object, got undefined'],
  [{ headers: null }, '"request.headers" expected object, got null'],
  [{ headers: "user-agent: x" }, '"request.headers" expected object, got string'],
])("%j is no request", (request, message) => {
  const guard = createGuard(buildGuest());
  expect(() => guard.check(request as never)).toThrow(new TypeError(message));
});
