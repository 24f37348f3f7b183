import { afterEach, describe, expect, test } from "vitest";
import { snapshot } from "../../test/snapshot.ts";
import type { SnapwallError } from "../errors.ts";
import type { AnyHeaders } from "../types/request.ts";
import { createGuard } from "./guard.ts";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const browser = { headers: { "user-agent": CHROME } };

const faults: SnapwallError[] = [];
const guard = createGuard(snapshot, { onFault: (fault) => faults.push(fault) });

function judge(userAgent: string) {
  return guard.check({ headers: { "user-agent": userAgent } });
}

afterEach(() => {
  // Nothing that a client sends is a fault, and the next request is judged as ever.
  expect(faults).toEqual([]);
  expect(guard.check(browser).action).toBe("allow");
});

describe("headers", () => {
  test("of a megabyte are denied with 431", () => {
    const decision = judge(CHROME + "x".repeat(1 << 20));
    expect(decision).toMatchObject({ action: "deny", rule: "request", status: 431 });
    expect(decision.reasons[0]?.id).toBe("OVERSIZED");
  });

  test("of a megabyte that the policy does not read are not even looked at", () => {
    const decision = guard.check({
      headers: { ...browser.headers, "x-huge": "x".repeat(1 << 20) },
    });
    expect(decision.action).toBe("allow");
  });

  test("of a megabyte outside of ASCII are denied with 431", () => {
    expect(judge("€".repeat(1 << 20)).status).toBe(431);
    expect(judge("€".repeat(30_000)).status).toBe(431);
  });

  test("ten thousand of them are judged like few", () => {
    const filler = Array.from({ length: 10_000 }, (_, i): [string, string] => [`x-${i}`, "y"]);
    const pairs: AnyHeaders = [...filler, ["User-Agent", CHROME]];
    expect(guard.check({ headers: pairs }).action).toBe("allow");
    const record = { ...Object.fromEntries(filler), "user-agent": "GPTBot/1.0" };
    expect(guard.check({ headers: record }).reasons[0]?.id).toBe("GPTBOT");
  });

  test("repeated ten thousand times are judged as one", () => {
    const repeated = Array.from({ length: 10_000 }, (): [string, string] => ["user-agent", "y"]);
    expect(guard.check({ headers: [...repeated, ["user-agent", CHROME]] }).denied).toBe(true);
  });

  test("with a NUL hide nothing behind it", () => {
    const decision = judge(`${CHROME}\0 GPTBot/1.0`);
    expect(decision.reasons[0]).toMatchObject({ id: "GPTBOT", matched: "GPTBot" });
  });

  test("with lone surrogates are judged, and offsets stay true", () => {
    const decision = judge("\ud83d\udc7e \ud800 GPTBot/1.0 \udfff");
    expect(decision.reasons[0]).toMatchObject({
      id: "GPTBOT",
      where: { part: "header", name: "user-agent", start: 5, end: 11 },
      matched: "GPTBot",
    });
  });

  test("of invalid UTF-8, which platforms hand over as Latin-1, are judged", () => {
    const headers = new Headers({ "user-agent": "\xc3\x28 \xff\xfe GPTBot/1.0" });
    const decision = guard.check(new Request("https://a.example/", { headers }));
    expect(decision.reasons[0]).toMatchObject({ id: "GPTBOT", matched: "GPTBot" });
  });
});

describe("without a platform that has parsed it", () => {
  test.each(["", "GE T", "GET\0", "\u{1f47e}"])("the method %j is denied with 400", (method) => {
    const decision = guard.check({ ...browser, method, url: "/" });
    expect(decision).toMatchObject({ denied: true, rule: "request", status: 400 });
    expect(decision.reasons[0]).toMatchObject({ id: "INVALID_METHOD", where: { part: "method" } });
  });

  test.each(["", "http://[", "http://a b/", "ht!tp://a/", "nowhere"])(
    "the URL %j is denied with 400",
    (url) => {
      const decision = guard.check({ ...browser, method: "GET", url });
      expect(decision).toMatchObject({ denied: true, rule: "request", status: 400 });
      expect(decision.reasons[0]).toMatchObject({ id: "INVALID_URL", where: { part: "url" } });
    },
  );

  test.each(["/", "/a?b", "*", "https://example.com/", "https://[::1]:8080/"])(
    "the URL %j is fine",
    (url) => {
      expect(guard.check({ ...browser, method: "GET", url }).action).toBe("allow");
    },
  );

  test("a URL of a megabyte is denied with 431", () => {
    expect(guard.check({ ...browser, method: "GET", url: `/${"x".repeat(1 << 20)}` }).status).toBe(
      431,
    );
  });
});

test.each(["", "nowhere", "256.1.1.1", "192.0.2.1:80", "fe80::1%eth0"])(
  "the address %j is noted as none, is not used, and denies nothing",
  (ip) => {
    const decision = guard.check(browser, { ip });
    expect(decision.action).toBe("allow");
    expect(decision.reasons).toMatchObject([
      { rule: "request", id: "INVALID_ADDRESS", effect: "note", where: { part: "ip" } },
    ]);
    expect(decision.ip).toBeNull();
  },
);

test("an address of a megabyte is denied with 431 and not used", () => {
  expect(guard.check(browser, { ip: "1".repeat(1 << 20) })).toMatchObject({
    status: 431,
    ip: null,
  });
});

test("the longest address is one", () => {
  const ip = "2001:0db8:1234:5678:9abc:def0:192.100.102.101";
  expect(guard.check(browser, { ip })).toMatchObject({ action: "allow", reasons: [], ip });
});

test("what matched is cut short when it is long", () => {
  const [reason] = judge("x".repeat(60_000)).reasons;
  expect(reason?.where).toMatchObject({ start: 0, end: 60_000 });
  expect(reason?.matched).toHaveLength(256);
});
