import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SnapwallError } from "../errors.ts";
import {
  createRedactor,
  redactForm,
  redactHandler,
  redactJson,
  redactMultipart,
  redactResponse,
  redactStream,
  type TextFinding,
} from "./index.ts";

/** Card-like numbers and passwords: what redaction does is the same whoever finds. */
const find = (text: string): TextFinding[] => {
  const matches = text.matchAll(/(?:\d{4} ?){3}\d{4}|(?<="password": ")[^"\]]{8,}/g);
  return [...matches].map(({ 0: found, index: start }) => {
    const type = /^\d/.test(found) ? "creditCard" : "secret";
    return { type, start, end: start + found.length };
  });
};
const guard = { sensitive: (text: string) => ({ findings: find(text) }) };
const CARD = "4111 1111 1111 1111";
const OTHER = "5500000000000004";

describe("texts", () => {
  test("every value has one token, and what has the same value has the same", () => {
    const { text, tokens, restore } = createRedactor(guard).redact(`${CARD}, ${OTHER}, ${CARD}`);
    expect(text).toBe("[creditCard_1], [creditCard_2], [creditCard_1]");
    expect([...tokens]).toEqual([
      ["[creditCard_1]", CARD],
      ["[creditCard_2]", OTHER],
    ]);
    expect(restore(`It was [creditCard_2], not [creditCard_3]`)).toBe(
      `It was ${OTHER}, not [creditCard_3]`,
    );
  });

  test("literal tokens among findings take time in proportion to both", () => {
    const text = `[a_1] ${CARD} `.repeat(50_000);
    const start = performance.now();
    const { text: redacted, restore } = createRedactor(guard).redact(text);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(redacted).toBe("[literal_1] [creditCard_1] ".repeat(50_000));
    expect(restore(redacted)).toBe(text);
  });

  test("a finding that holds what looks like a token is one finding", () => {
    const judge = { sensitive: () => ({ findings: [{ type: "secret", start: 6, end: 13 }] }) };
    const { text, restore } = createRedactor(judge).redact("[a_1] x [b_2] y [c_3]");
    expect(text).toBe("[literal_1] [secret_1] y [literal_2]");
    expect(restore(text)).toBe("[a_1] x [b_2] y [c_3]");
  });

  test("restore gives back any text, those with literal tokens included", () => {
    const pieces = [
      CARD,
      OTHER,
      "[creditCard_1]",
      "[literal_1]",
      "[",
      "]",
      "_1",
      "a",
      "💳",
      "\ud800",
      "\n",
      "creditCard",
      "$&",
    ];
    let seed = 1;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 5_000; round++) {
      const text = Array.from({ length: next(12) }, () => pieces[next(pieces.length)]).join("");
      const redaction = createRedactor(guard).redact(text);
      expect(redaction.restore(redaction.text)).toBe(text);
      expect(find(redaction.text.replaceAll(/\[\w+\]/g, ""))).toEqual([]);
    }
  });

  test.each([
    ["mask", CARD, "**** **** **** 1111"],
    [{ fixed: "…" }, `a ${CARD} b`, "a … b"],
    [
      ({ type }: { type: string }, value: string) => `<${type} ${value.length}>`,
      CARD,
      "<creditCard 19>",
    ],
  ] as const)("style %j makes of %j %j", (style, text, expected) => {
    const redaction = createRedactor(guard, { style }).redact(text);
    expect(redaction.text).toBe(expected);
    expect(redaction.tokens.size).toBe(0);
  });

  test("types that are not asked for stay", () => {
    expect(createRedactor(guard, { types: ["secret"] }).redact(CARD).text).toBe(CARD);
  });

  test("a text that could not be judged is not passed on", () => {
    const broken = { sensitive: () => ({ findings: [], fault: "TRAP" }) };
    expect(() => createRedactor(broken).redact(CARD)).toThrow(SnapwallError);
  });

  test("a style that there is not is an error", () => {
    expect(() => createRedactor(guard, { style: "blur" as "mask" })).toThrow(TypeError);
  });
});

describe("documents", () => {
  test("JSON keeps its keys, its order, its white space and its escapes", () => {
    const json = `{ "b" : "caf\\u00e9 ${CARD}\\n\\"",\n "a":[${OTHER}, 1.5e3, null], "password": "k7mZ2qLp9" , "${CARD}": true}`;
    const redacted = redactJson(createRedactor(guard), json);
    expect(redacted).toBe(
      `{ "b" : "caf\\u00e9 [creditCard_1]\\n\\"",\n "a":["[creditCard_2]", 1.5e3, null], "password": "[secret_1]" , "${CARD}": true}`,
    );
    expect(JSON.parse(redacted)).toBeTruthy();
  });

  test("escapes inside of a finding go with it, and a replacement is escaped", () => {
    const style = () => '"\\';
    expect(redactJson(createRedactor(guard, { style }), '["x\\u0034111 1111 1111 1111"]')).toBe(
      '["x\\"\\\\"]',
    );
  });

  test("an array's key is that of its elements behind an object, too", () => {
    const json = (secret: string) =>
      `{"password": [{"a": {"b": []}}, [{}], "${secret}"], "c": ["k7mZ2qLp9"]}`;
    expect(redactJson(createRedactor(guard), json("k7mZ2qLp9"))).toBe(json("[secret_1]"));
  });

  test("JSON of any depth takes time in proportion to it", () => {
    const json = `${'[{"password":'.repeat(50_000)}["k7mZ2qLp9"]${"}]".repeat(50_000)}`;
    const start = performance.now();
    expect(redactJson(createRedactor(guard), json)).toBe(json.replace("k7mZ2qLp9", "[secret_1]"));
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("what is no JSON is redacted as text", () => {
    expect(redactJson(createRedactor(guard), `{"a: ${CARD}`)).toBe('{"a: [creditCard_1]');
  });

  test("an urlencoded form keeps its other fields as they were encoded", () => {
    const form = `n=%41da&c=4111+1111%201111+1111&x=a%2Fb&y&password=k7mZ2qLp9&z=%`;
    expect(redactForm(createRedactor(guard), form)).toBe(
      "n=%41da&c=%5BcreditCard_1%5D&x=a%2Fb&y&password=%5Bsecret_1%5D&z=%",
    );
  });

  test("bytes of a form that are not UTF-8 hide nothing, and stay", () => {
    const form = (card: string) => `n=Ren%E9+%e2%82+${card}%C3%A9%f0%9f%92%b3%ff%4&pass%77ord=%E9`;
    expect(redactForm(createRedactor(guard), form("4111%201111+1111%201%3111"))).toBe(
      form("%5BcreditCard_1%5D"),
    );
  });

  test("what surrounds a finding in a form's value keeps its encoding", () => {
    expect(redactForm(createRedactor(guard), `a=%41+%2b%20x/y+${OTHER}+%c3%a9`)).toBe(
      "a=%41+%2b%20x/y+%5BcreditCard_1%5D+%c3%a9",
    );
  });

  test("a form's value takes time in proportion to it, whatever its bytes are", () => {
    const start = performance.now();
    for (const unit of ["%", "%E9", "%f0%9f%92", "%80", "%c3%a9", "+"]) {
      const form = `a=${unit.repeat(100_000)}+${OTHER}`;
      expect(redactForm(createRedactor(guard), form)).toContain("+%5BcreditCard_1%5D");
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("a multipart form of parts without content takes time in proportion to them", () => {
    const body = new TextEncoder().encode(`--b\r\n${"x\r\n--b\r\n".repeat(100_000)}`);
    const start = performance.now();
    expect(redactMultipart(createRedactor(guard), body, "b")).toEqual(body);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("a multipart form keeps its files, byte for byte", () => {
    const part = (head: string, body: string) =>
      `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const make = (card: string) =>
      part('name="c"', card) +
      part('name="f"; filename="f"', `\xff${CARD}`) +
      part('name="d"', "x") +
      "--b--\r\n";
    const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
    const redacted = redactMultipart(createRedactor(guard), bytes(make(CARD)), "b");
    expect(redacted).toEqual(bytes(make("[creditCard_1]")));
  });
});

describe("streams", () => {
  function streamOf<Chunk>(chunks: readonly Chunk[]): ReadableStream<Chunk> {
    return new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  }

  async function pipe(chunks: readonly (string | Uint8Array)[]): Promise<(string | Uint8Array)[]> {
    const out: (string | Uint8Array)[] = [];
    await streamOf(chunks)
      .pipeThrough(redactStream<string | Uint8Array>(createRedactor(guard)))
      .pipeTo(new WritableStream({ write: (chunk) => void out.push(chunk) }));
    return out;
  }

  const long = `${"é💳 lorem ipsum ".repeat(3_000)}${CARD} ${"x".repeat(40_000)} ${OTHER}`;
  const expected = long.replace(CARD, "[creditCard_1]").replace(OTHER, "[creditCard_2]");

  test.each([1, 7, 8_191, 32_768, 1_000_000])(
    "findings across chunks of %i are found",
    async (size) => {
      const strings = Array.from({ length: Math.ceil(long.length / size) }, (_, index) =>
        long.slice(index * size, (index + 1) * size),
      );
      expect((await pipe(strings)).join("")).toBe(expected);
    },
  );

  test("bytes come out as bytes, characters cut in two by a border included", async () => {
    const bytes = new TextEncoder().encode(long);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, index) =>
      bytes.subarray(index * 997, (index + 1) * 997),
    );
    const out = (await pipe(chunks)) as Uint8Array[];
    const decoder = new TextDecoder();
    expect(out.map((chunk) => decoder.decode(chunk, { stream: true })).join("")).toBe(expected);
  });

  test("invalid UTF-8 becomes U+FFFD", async () => {
    const out = await pipe([Uint8Array.of(0x61, 0xff, 0x62)]);
    expect(new TextDecoder().decode(out[0] as Uint8Array)).toBe("a\ufffdb");
  });

  test("a text leaves before it has ended", async () => {
    const stream = redactStream<string>(createRedactor(guard));
    const writer = stream.writable.getWriter();
    void writer.write("a".repeat(100_000));
    const { value } = await stream.readable.getReader().read();
    expect(value?.length).toBeGreaterThan(0);
  });
});

describe("handlers", () => {
  test("a handler's answers are redacted, whether it waits or not, with what it was given", async () => {
    const app = (_: Request, env: string) => new Response(`${env} ${CARD}`);
    const request = new Request("https://a.test/");
    const handlers = [app, async (_: Request, env: string) => app(_, env)];
    for (const handler of handlers) {
      const response = await redactHandler(guard, handler, { style: "mask" })(request, "env");
      expect(await response.text()).toBe("env **** **** **** 1111");
    }
  });

  test("tokens of one answer say nothing of another", async () => {
    const handler = redactHandler(guard, () => new Response(CARD));
    for (let visit = 0; visit < 2; visit++) {
      const response = await handler();
      expect(await response.text()).toBe("[creditCard_1]");
    }
  });
});

describe("responses", () => {
  const redact = (body: BodyInit | null, headers: HeadersInit, status = 200) =>
    redactResponse(createRedactor(guard), new Response(body, { headers, status }));

  test.each([
    ["text/html; charset=utf-8", `<p>${CARD}</p>`, "<p>[creditCard_1]</p>"],
    ["application/problem+json", `{"a":${OTHER}}`, '{"a":"[creditCard_1]"}'],
    ["application/x-www-form-urlencoded", `a=${OTHER}`, "a=%5BcreditCard_1%5D"],
    ["image/svg+xml", `<t>${OTHER}</t>`, "<t>[creditCard_1]</t>"],
  ])("%s is redacted", async (type, body, expected) => {
    const response = await redact(body, {
      "content-type": type,
      etag: '"1"',
      "x-kept": "1",
      "content-length": "9",
    });
    expect(await response.text()).toBe(expected);
    expect([...response.headers.keys()].sort()).toEqual(["content-type", "x-kept"]);
  });

  test.each([
    ["image/png", {}, 200],
    ["application/octet-stream", {}, 200],
    ["text/plain; charset=utf-16", {}, 200],
    ["text/plain", { "content-range": "bytes 0-9/99" }, 206],
  ])("%s with %j and status %i passes untouched", async (type, headers, status) => {
    const response = await redact(CARD, { "content-type": type, etag: '"1"', ...headers }, status);
    expect(await response.text()).toBe(CARD);
    expect(response.headers.get("etag")).toBe('"1"');
  });

  test.each([
    ["text/event-stream", `data: ${CARD}\n\n`],
    ["text/event-stream;charset=utf-8", `event: a\r\ndata: ${CARD}\r\n\r\n`],
    ["Text/Event-Stream", `data: ${CARD}\r\r`],
    ["application/x-ndjson", `{"a":"${CARD}"}\n`],
  ])("of %s, each record leaves when it is complete: %j", async (type, record) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const response = await redact(readable as BodyInit, { "content-type": type });
    const writer = writable.getWriter();
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const expected = record.replace(CARD, "[creditCard_1]");
    for (let round = 0; round < 3; round++) {
      // In small chunks, two records at once, and the beginning of the next.
      const bytes = new TextEncoder().encode(round === 1 ? record + record : record);
      for (let at = 0; at < bytes.length; at += 5) void writer.write(bytes.slice(at, at + 5));
      const whole = round === 1 ? expected + expected : expected;
      let out = "";
      while (out.length < whole.length) out += (await reader?.read())?.value ?? "";
      expect(out).toBe(whole);
    }
    void writer.write(new TextEncoder().encode(`data: ${CARD}`));
    void writer.close();
    expect((await reader?.read())?.value).toBe("data: [creditCard_1]");
  });

  test("an event of any length is redacted as any text is", async () => {
    const event = (card: string) =>
      `data: ${"x ".repeat(40_000)}${card} ${"y ".repeat(40_000)}\n\n`;
    const response = await redact(event(CARD).repeat(3), { "content-type": "text/event-stream" });
    expect(await response.text()).toBe(event("[creditCard_1]").repeat(3));
  });

  test("a response without a body passes untouched", async () => {
    expect(
      (await redact(null, { "content-type": "text/plain", etag: '"1"' }, 304)).headers.get("etag"),
    ).toBe('"1"');
  });

  test("a compressed response is unpacked", async () => {
    const packed = new Blob([CARD]).stream().pipeThrough(new CompressionStream("gzip"));
    const response = await redact(packed, {
      "content-type": "text/plain",
      "content-encoding": "gzip",
    });
    expect(await response.text()).toBe("[creditCard_1]");
    expect(response.headers.has("content-encoding")).toBe(false);
  });

  const say = (encoding: string, type = "text/plain") => ({
    "content-type": type,
    "content-encoding": encoding,
    "content-length": "9",
  });

  test.each(["gzip", "deflate", "br", "zstd", "gzip, br"])(
    "text that is said to be %s, as fetch returns it, is redacted",
    async (encoding) => {
      for (const text of [`x^ ${CARD}`, `é${"💳".repeat(400)} ${CARD}`, ""]) {
        const response = await redact(text, say(encoding));
        expect(await response.text()).toBe(text.replace(CARD, "[creditCard_1]"));
        expect([...response.headers.keys()]).toEqual(["content-type"]);
      }
      const response = await redact(`{"a":${OTHER}}`, say(encoding, "application/json"));
      expect(await response.text()).toBe('{"a":"[creditCard_1]"}');
    },
  );

  /** The bytes, each as a chunk of its own. */
  const trickle = (bytes: Uint8Array<ArrayBuffer>) => {
    let at = 0;
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (at === bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, ++at));
      },
    });
  };

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", (text: string) => deflateSync(text, { level: 9 })],
    ["deflate", (text: string) => deflateSync(text, { level: 4 })],
  ])("%s is unpacked however it arrives", async (encoding, pack) => {
    const response = await redact(trickle(Uint8Array.from(pack(CARD))), say(encoding));
    expect(await response.text()).toBe("[creditCard_1]");
  });

  test.each([
    ["br", brotliCompressSync],
    ["zstd", zstdCompressSync],
  ])("what is really %s passes untouched", async (encoding, pack) => {
    for (const text of [CARD, JSON.stringify([CARD]).repeat(1000)]) {
      const bytes = Uint8Array.from(pack(text));
      const response = await redact(trickle(bytes), say(encoding));
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
      expect(response.headers.get("content-encoding")).toBe(encoding);
      expect(response.headers.get("content-length")).toBe("9");
    }
  });

  test("compressed bytes pass before there are more of them, and an abort reaches their source", async () => {
    let reason: unknown;
    const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => controller.enqueue(Uint8Array.of(0x0b, 0x02, 0x80)),
      cancel: (given) => {
        reason = given;
      },
    });
    const reader = (await redact(source, say("br"))).body?.getReader();
    expect((await reader?.read())?.value).toEqual(Uint8Array.of(0x0b, 0x02, 0x80));
    await reader?.cancel("gone");
    expect(reason).toBe("gone");
  });
});
