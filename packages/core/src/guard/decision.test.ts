import { describe, expect, test } from "vitest";
import { ADDRESS, answerWith, buildGuest } from "../../test/build-guest.ts";
import { encodeAnswer, type RawReason } from "../../test/write-answer.ts";
import { ABSENT, ACTIONS, EFFECTS, RULES } from "../abi.ts";
import type { GuardOptions } from "../options/guard-options.ts";
import type { Action, Effect } from "../types/decision.ts";
import { createGuard } from "./guard.ts";

const REQUEST = { headers: { "user-agent": "x GPTBot/1.0" } };

function reason(effect: Effect, rule = "bots"): RawReason {
  return {
    rule: RULES.indexOf(rule as (typeof RULES)[number]),
    effect: EFFECTS.indexOf(effect),
    id: "GPTBOT",
    category: "ai",
    slot: 3,
    start: 2,
    end: 8,
  };
}

function guardThatAnswers(
  action: Action,
  reasons: RawReason[],
  options?: GuardOptions,
  status = 403,
) {
  const decidedBy = action === "deny" ? 0 : ABSENT;
  const answer = encodeAnswer(
    { action: ACTIONS.indexOf(action), status, decidedBy, reasons },
    ADDRESS.output,
  );
  return createGuard(buildGuest({ answer, check: answerWith(answer.length) }), options);
}

describe("a denial", () => {
  const decision = guardThatAnswers("deny", [reason("deny")]).check(REQUEST, { ip: "192.0.2.1" });

  test("says what was found and where", () => {
    expect(decision).toMatchObject({ action: "deny", denied: true, rule: "bots", status: 403 });
    expect(decision.reasons).toEqual([
      {
        rule: "bots",
        id: "GPTBOT",
        category: "ai",
        effect: "deny",
        where: { part: "header", name: "user-agent", start: 2, end: 8 },
        matched: "GPTBot",
      },
    ]);
  });

  test("is JSON", () => {
    expect(JSON.stringify(decision)).toBe(
      '{"action":"deny","rule":"bots","reasons":[{"rule":"bots","id":"GPTBOT","category":"ai",' +
        '"effect":"deny","where":{"part":"header","name":"user-agent","start":2,"end":8},' +
        '"matched":"GPTBot"}],"wouldDeny":true,"status":403,"ip":"192.0.2.1"}',
    );
  });

  test("is answered with Problem Details that tell nothing of the rule", async () => {
    const response = decision.toResponse();
    expect(response.status).toBe(403);
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
    });
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Forbidden",
      status: 403,
      detail: "The request was denied.",
    });
  });

  test("may be answered as often as one likes", async () => {
    const [first, second] = [decision.toResponse(), decision.toResponse()];
    expect(await first.text()).toBe(await second.text());
  });

  test("takes another status and more headers", async () => {
    const headers = { "x-robots-tag": "noindex", "cache-control": "no-cache" };
    const response = decision.toResponse({ status: 404, headers });
    expect(response.status).toBe(404);
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(await response.json()).toMatchObject({ status: 404, title: "Request Denied" });
  });

  test("has no body for HEAD", async () => {
    const head = guardThatAnswers("deny", [reason("deny")]).check({ ...REQUEST, method: "HEAD" });
    const response = head.toResponse();
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.body).toBeNull();
  });

  test.each([
    [400, "Bad Request"],
    [429, "Too Many Requests"],
    [431, "Request Header Fields Too Large"],
  ])("with status %i is titled by its phrase", async (status, title) => {
    const denial = guardThatAnswers("deny", [reason("deny")], undefined, status).check(REQUEST);
    expect(await denial.toResponse().json()).toMatchObject({ title, status });
  });
});

describe("an allowed request", () => {
  test("with nothing to say costs no array", () => {
    const guard = createGuard(buildGuest());
    const [first, second] = [guard.check(REQUEST), guard.check(REQUEST)];
    expect(first.reasons).toBe(second.reasons);
    expect(Object.isFrozen(first.reasons)).toBe(true);
    expect(first.toJSON()).toEqual({
      action: "allow",
      rule: null,
      reasons: [],
      wouldDeny: false,
      status: null,
      ip: null,
    });
  });

  test("that allow let through has no rule, and the reason tells", () => {
    const decision = guardThatAnswers("allow", [reason("allow")]).check(REQUEST);
    expect(decision).toMatchObject({ denied: false, rule: null, reasons: [{ effect: "allow" }] });
  });

  test("has no response", () => {
    const decision = createGuard(buildGuest()).check(REQUEST);
    expect(() => decision.toResponse()).toThrow(TypeError);
  });

  test("would have been denied when a rule in report mode says so", () => {
    const decision = guardThatAnswers("allow", [reason("note"), reason("report")]).check(REQUEST);
    expect(decision).toMatchObject({ action: "allow", denied: false, wouldDeny: true, rule: null });
    expect(guardThatAnswers("allow", [reason("note")]).check(REQUEST).wouldDeny).toBe(false);
  });
});

describe("the address", () => {
  test("is the one given, and clientAddress is not asked", () => {
    const clientAddress = () => expect.unreachable();
    const guard = createGuard(buildGuest(), { clientAddress });
    expect(guard.check(REQUEST, { ip: "192.0.2.1" }).ip).toBe("192.0.2.1");
  });

  test("is null where the one given is none, and clientAddress is not asked", () => {
    const clientAddress = () => expect.unreachable();
    const invalid = { ...reason("note", "request"), id: "INVALID_ADDRESS" };
    const guard = guardThatAnswers("allow", [invalid], { clientAddress });
    expect(guard.check(REQUEST, { ip: "nowhere" }).ip).toBeNull();
  });

  test("is else found when it is first read, once, from the request and the context", () => {
    const asked: unknown[][] = [];
    const clientAddress = (...args: unknown[]) => {
      asked.push(args);
      return null;
    };
    const decision = createGuard(buildGuest(), { clientAddress }).check(REQUEST, { context: 7 });
    expect(asked).toEqual([]);
    expect([decision.ip, decision.ip]).toEqual([null, null]);
    expect(asked).toEqual([[REQUEST, 7]]);
  });

  test("is null when nobody knows it", () => {
    expect(createGuard(buildGuest()).check(REQUEST).ip).toBeNull();
  });
});
