import { describe, expect, test } from "vitest";
import { resolveMxOverHttps } from "./resolve-mx-over-https.ts";

type Records = Readonly<Record<string, { status?: number; data?: readonly string[] }>>;

const numbers: Readonly<Record<string, number>> = { A: 1, MX: 15, AAAA: 28 };

/** Answers as a resolver does, from records by type; keeps the questions. */
function resolverOf(records: Records) {
  const questions: string[] = [];
  const send = async (input: string | URL | Request) => {
    const { searchParams } = new URL(String(input));
    const type = searchParams.get("type") ?? "";
    questions.push(`${searchParams.get("name")} ${type}`);
    const { status = 0, data = [] } = records[type] ?? {};
    return Response.json({
      Status: status,
      Answer: data.map((data) => ({ type: numbers[type], data })),
    });
  };
  return { questions, resolveMx: resolveMxOverHttps({ fetch: send as typeof fetch }) };
}

describe("whether a domain receives mail", () => {
  test.each<[string, Records, boolean]>([
    ["it has a mail exchanger", { MX: { data: ["10 mx.a.example."] } }, true],
    ["it says that it receives none", { MX: { data: ["0 ."] } }, false],
    ["it has an address alone", { A: { data: ["192.0.2.1"] } }, true],
    ["it has an IPv6 address alone", { AAAA: { data: ["2001:db8::1"] } }, true],
    ["it has nothing", {}, false],
    ["there is none", { MX: { status: 3 }, A: { status: 3 }, AAAA: { status: 3 } }, false],
  ])("%s: %j", async (_, records, expected) => {
    expect(await resolverOf(records).resolveMx("a.example")).toBe(expected);
  });

  test("takes one question where there is a mail exchanger", async () => {
    const { questions, resolveMx } = resolverOf({ MX: { data: ["10 mx.a.example."] } });
    await resolveMx("a.example");
    expect(questions).toEqual(["a.example MX"]);
  });

  test("is not known when the resolver cannot tell", async () => {
    await expect(resolverOf({ MX: { status: 2 } }).resolveMx("a.example")).rejects.toThrow(
      "Resolver answered with code 2",
    );
  });
});

test("a resolver that does not answer is given up on", async () => {
  const never = (_: unknown, { signal }: { signal: AbortSignal }) => {
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  };
  const resolveMx = resolveMxOverHttps({ timeoutMs: 5, fetch: never as unknown as typeof fetch });
  await expect(resolveMx("a.example")).rejects.toThrow(/timeout/i);
});

test("mistakes in its options are told at once", () => {
  expect(() => resolveMxOverHttps({ url: "http://dns.example" })).toThrow(
    new TypeError('"url" expected an HTTPS URL, got "http://dns.example"'),
  );
  expect(() => resolveMxOverHttps({ timeoutMs: 0 })).toThrow(
    new RangeError('"timeoutMs" expected number > 0, got 0'),
  );
});
