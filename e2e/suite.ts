/** What every runtime must do, defined once. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fingerprint as expectFingerprint } from "../wasm/crates/client/tests/fingerprint.ts";
import {
  allCases,
  browserHeaders,
  type Case,
  clientCases,
  contentCases,
  fingerprintCase,
  type HeaderLine,
  pathOf,
  userAgents,
} from "./cases.ts";
import { type Received, send, sendRaw } from "./client.ts";
import { factsOf } from "./decision-facts.ts";
import { secretText, type tell } from "./fixtures/site/guards.ts";
import type { Child } from "./process.ts";

export interface Runtime {
  readonly name: string;
  /** Builds if necessary, and serves the fixture site on a free port of 127.0.0.1. */
  start(): Promise<Child>;
  readonly facts: RuntimeFacts;
}

/**
 * Differences between runtimes that do not come from the guard. Tested, so that changes are
 * noticed.
 */
export interface RuntimeFacts {
  /**
   * What happens to a header of 100 KB: it reaches the guard, or the server answers 4xx or closes
   * the connection.
   */
  readonly longHeader: "judged" | "refused";
  /** What happens to a NUL byte in a header's value. */
  readonly nulByte: "judged" | ServerAnswer;
  /** `decision.ip` of a request from 127.0.0.1. */
  readonly ip: "127.0.0.1" | null;
  /** The header in which the platform puts the client's address, unless it uses the socket's. */
  readonly addressHeader: (typeof addressHeaders)[number] | null;
}

/** A status, or `"closed"` if the connection was closed without one. */
export type ServerAnswer = number | "closed";

/** Headers that may contain an address, from a proxy or from anyone else. */
const addressHeaders = [
  "X-Forwarded-For",
  "X-Real-IP",
  "X-Client-IP",
  "True-Client-IP",
  "CF-Connecting-IP",
  "CF-Connecting-IPv6",
  "X-Vercel-Forwarded-For",
] as const;
const forgedAddress = "203.0.113.9";

const allowedOn: HeaderLine[] = browserHeaders(userAgents.firefox);
const rowRequests = 1_000;

/** Runs the whole table against one runtime. */
export function describeRuntime(runtime: Runtime): void {
  describe(runtime.name, () => {
    let child: Child;

    beforeAll(async () => {
      child = await runtime.start();
    });
    afterAll(async () => {
      await child?.stop();
    });

    it.each(allCases)("$name", async (row) => {
      expect(factsOf(await judge(child.port, row))).toEqual(row.expected);
      const guarded = await send(child.port, { ...pageOf(row, "hello") });
      expect(guarded.status).toBe(row.expected.status ?? 200);
      if (row.expected.status === null) expect(guarded.body.toString()).toBe("hello");
    });

    it.each(clientCases)("$name", async ({ guard, headers, client, notes = [] }) => {
      const { ip, ipSource, reasons } = await judge(child.port, {
        guard,
        headers: [...allowedOn, ...headers],
      });
      const { ip: own } = runtime.facts;
      const connection = { ip: own, ipSource: own === null ? null : "connection" };
      expect({ ip, ipSource }).toEqual(client === "connection" ? connection : client);
      expect(reasons.map(({ id }) => id)).toEqual(notes);
    });

    it("takes the fingerprint that the documentation says", async () => {
      const { fingerprint } = await judge(child.port, fingerprintCase);
      expect(fingerprint).toBe(expectFingerprint(fingerprintCase.characteristics));
    });

    it("takes a card's number out of a text and puts it back", async () => {
      const { redacted } = await judge(child.port, fingerprintCase);
      expect(redacted).toEqual(["pay [creditCard_1], not [literal_1]", secretText]);
    });

    it("answers a denied request with a problem that no cache keeps and no rule is told in", async () => {
      const response = await send(child.port, pageOf({ headers: [] }, "hello"));
      expect(response.status).toBe(403);
      expect(response.headers["content-type"]?.[0]).toMatch(/^application\/problem\+json/);
      expect(response.headers["cache-control"]?.join()).toContain("no-store");
      const problem = JSON.parse(response.body.toString()) as Record<string, unknown>;
      expect(problem).toMatchObject({ status: 403 });
      expect(response.body.toString()).not.toMatch(/bot|user-agent/i);
    });

    it("answers a denied HEAD request with no body", async () => {
      const response = await send(child.port, pageOf({ headers: [], method: "HEAD" }, "hello"));
      expect(response.status).toBe(403);
      expect(response.body).toHaveLength(0);
    });

    it("leaves the app's status, headers and body as they are", async () => {
      const response = await send(child.port, pageOf({ headers: allowedOn }, "teapot"));
      expect(response.status).toBe(418);
      expect(response.headers["x-app"]).toEqual(["untouched"]);
      expect(response.headers["set-cookie"]).toEqual(["a=1; Path=/", "b=2; Path=/"]);
      expect(response.headers["content-type"]?.[0]).toMatch(/^text\/plain/);
      expect(response.body.toString()).toBe("short and stout");
    });

    it("lets the app's response stream", async () => {
      const response = await send(child.port, pageOf({ headers: allowedOn }, "stream"));
      expect(response.body.toString()).toBe("first\nlast\n");
      expect(response.lastByteMs - response.firstByteMs).toBeGreaterThan(200);
    });

    it("hands a request's body to the app, byte for byte", async () => {
      const body = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) & 255);
      const headers: HeaderLine[] = [...allowedOn, ["Content-Type", "application/x-odd"]];
      const response = await send(child.port, {
        ...pageOf({ headers, method: "POST" }, "echo"),
        body,
      });
      expect(response.status).toBe(200);
      expect(response.headers["x-method"]).toEqual(["POST"]);
      expect(response.headers["x-sent-type"]).toEqual(["application/x-odd"]);
      expect(response.body.equals(body)).toBe(true);
    });

    it("denies an attack in a body, and hands any other body to the app, byte for byte", async () => {
      const headers: HeaderLine[] = [...allowedOn, ["Content-Type", "application/json"]];
      const post = (text: string) => {
        const page = pageOf({ guard: "own", headers, method: "POST" }, "echo");
        return send(child.port, { ...page, body: JSON.stringify({ text }) });
      };
      expect((await post("<script>alert(1)</script>")).status).toBe(403);
      for (const text of ["hello", "x".repeat(70_000)]) {
        const response = await post(text);
        expect(response.status).toBe(200);
        expect(response.body.toString()).toBe(JSON.stringify({ text }));
      }
    });

    it.each(contentCases)("$name", async ({ type, body, status }) => {
      const headers: HeaderLine[] = [...allowedOn, ["Content-Type", type]];
      const page = pageOf({ guard: "own", headers, method: "POST" }, "echo");
      const response = await send(child.port, { ...page, body });
      expect(response.status).toBe(status);
      if (status === 200) expect(response.body.toString()).toBe(body);
    });

    it(`judges a header of 100 KB, or its server refuses it (here: ${runtime.facts.longHeader})`, async () => {
      const filler: HeaderLine = ["X-Filler", "f".repeat(100_000)];
      const answers = [
        await statusOf(child.port, [...allowedOn, filler]),
        await statusOf(child.port, [["User-Agent", userAgents.curl], filler]),
        await statusOf(child.port, [["User-Agent", "f".repeat(100_000)]]),
      ];
      if (runtime.facts.longHeader === "judged") expect(answers).toEqual([200, 403, 431]);
      // A server that refuses while the client is still writing may reset the connection.
      else for (const answer of answers) expect([400, 413, 431, "closed"]).toContain(answer);
    });

    it(`judges a NUL byte in a header, or its server refuses it (here: ${runtime.facts.nulByte})`, async () => {
      const request = (userAgent: string) =>
        Buffer.from(
          `GET /default/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: ${userAgent}\r\nX-Odd: a\0b\r\nConnection: close\r\n\r\n`,
          "latin1",
        );
      const answers = [
        await sendRaw(child.port, request(userAgents.firefox)),
        await sendRaw(child.port, request(userAgents.curl)),
      ];
      const { nulByte } = runtime.facts;
      expect(answers).toEqual(nulByte === "judged" ? [200, 403] : [nulByte, nulByte]);
    });

    it("takes the client's address from the platform and not from the client", async () => {
      const { addressHeader, ip } = runtime.facts;
      const forgeable = addressHeaders.filter((name) => name !== addressHeader);
      const claims = forgeable.map((name): HeaderLine => [name, forgedAddress]);
      const headers = [...allowedOn, ...claims, ["Forwarded", `for=${forgedAddress}`] as const];
      expect((await judge(child.port, { headers })).ip).toBe(ip);
    });

    const { addressHeader } = runtime.facts;
    if (addressHeader !== null) {
      it(`reads the client's address from ${addressHeader}, which the platform sets`, async () => {
        const headers = [...allowedOn, [addressHeader, forgedAddress] as const];
        expect((await judge(child.port, { headers })).ip).toBe(forgedAddress);
      });
    }

    it(`judges ${rowRequests} requests in a row the same way`, async () => {
      const counts = new Map<number, number>();
      for (let index = 0; index < rowRequests; index += 1) {
        const headers = index % 2 === 0 ? allowedOn : [["User-Agent", userAgents.gptBot] as const];
        const { status } = await send(child.port, pageOf({ headers }, "hello"));
        expect(status).toBe(index % 2 === 0 ? 200 : 403);
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
      expect(Object.fromEntries(counts)).toEqual({ 200: rowRequests / 2, 403: rowRequests / 2 });
    });
  });
}

type Asked = Pick<Case, "headers" | "guard" | "method" | "query">;

function pageOf(asked: Asked, page: string) {
  return {
    path: pathOf(asked, page),
    method: asked.method ?? "GET",
    headers: asked.headers,
  };
}

/** The answer of the page `judge`. */
type Told = ReturnType<typeof tell>;

async function judge(port: number, asked: Asked): Promise<Told> {
  const response: Received = await send(port, pageOf(asked, "judge"));
  expect(response.status).toBe(200);
  return JSON.parse(response.body.toString()) as Told;
}

async function statusOf(port: number, headers: readonly HeaderLine[]): Promise<ServerAnswer> {
  try {
    return (await send(port, pageOf({ headers }, "hello"))).status;
  } catch {
    return "closed";
  }
}
