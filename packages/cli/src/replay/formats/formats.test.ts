import { expect, test } from "vitest";
import { detectFormat } from "./detect-format.ts";
import { readFieldMap } from "./field-map.ts";
import { isRecorded } from "./log-entry.ts";
import { readCheckLine } from "./read-check-line.ts";
import { readCloudflareLine } from "./read-cloudflare.ts";
import { readHarEntry } from "./read-har-entry.ts";
import { readMappedLines } from "./read-mapped.ts";
import { readVercelLines } from "./read-vercel.ts";

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

const CLOUDFLARE = {
  ClientIP: "192.0.2.1",
  ClientRequestHost: "example.com",
  ClientRequestMethod: "GET",
  ClientRequestURI: "/a?b=1",
  ClientRequestUserAgent: "GPTBot/1.3",
  ClientRequestReferer: "",
  ClientCountry: "fr",
  ClientASN: 64500,
  EdgeResponseStatus: 200,
  EdgeStartTimestamp: "2026-11-22T08:00:00Z",
  RequestHeaders: { "sec-ch-ua": '"HeadlessChrome"' },
};
const VERCEL = {
  id: "1573817187330377061717300000",
  deploymentId: "dpl_1",
  source: "lambda",
  host: "test.vercel.app",
  timestamp: 1763798400000,
  requestId: "iad1::1",
  proxy: {
    timestamp: 1763798400000,
    method: "GET",
    host: "example.com",
    path: "/a?b=1",
    userAgent: ["GPTBot/1.3"],
    referer: "",
    statusCode: 200,
    clientIp: "192.0.2.1",
  },
};
const HAR_ENTRY = {
  startedDateTime: "2026-11-22T08:00:00.000Z",
  request: {
    method: "GET",
    url: "https://example.com/a?b=1",
    headers: [
      { name: ":authority", value: "example.com" },
      { name: "User-Agent", value: "GPTBot/1.3" },
    ],
  },
  response: { status: 200 },
};

test("reads a record of Cloudflare's Logpush", () => {
  const entry = readCloudflareLine(json(CLOUDFLARE));
  expect(entry).toMatchObject({
    request: {
      method: "GET",
      url: "/a?b=1",
      headers: {
        "user-agent": "GPTBot/1.3",
        referer: undefined,
        host: "example.com",
        "sec-ch-ua": '"HeadlessChrome"',
      },
    },
    options: { ip: "192.0.2.1", facts: { "ip.src.country": "fr", "ip.src.asnum": 64500 } },
    status: 200,
    timeMs: Date.UTC(2026, 10, 22, 8),
  });
  for (const part of ["user-agent", "referer", "sec-ch-ua", ":ip.src", ":ip.src.country"]) {
    expect(isRecorded(entry.recorded, part), part).toBe(true);
  }
  expect(isRecorded(entry.recorded, "accept")).toBe(false);
});

test("of a field that Logpush was not asked for nobody can say whether it was sent", () => {
  const { ClientRequestUserAgent, ...rest } = CLOUDFLARE;
  const { recorded } = readCloudflareLine(json(rest));
  expect(isRecorded(recorded, "user-agent")).toBe(false);
});

test.each([
  ["seconds", 1763798400],
  ["milliseconds", 1763798400000],
  ["nanoseconds", 1763798400000000000],
  ["text", "2025-11-22T08:00:00Z"],
])("reads a time in %s", (_, EdgeStartTimestamp) => {
  const entry = readCloudflareLine(json({ ...CLOUDFLARE, EdgeStartTimestamp }));
  expect(entry.timeMs).toBe(Date.UTC(2025, 10, 22, 8));
});

test("reads a line of a Vercel log drain", () => {
  expect(readVercelLines()(json(VERCEL))).toMatchObject({
    request: {
      method: "GET",
      url: "/a?b=1",
      headers: { "user-agent": "GPTBot/1.3", host: "example.com", referer: undefined },
    },
    options: { ip: "192.0.2.1" },
    status: 200,
    timeMs: 1763798400000,
  });
});

test("a request that left several lines is one, and a line without a request is none", () => {
  const read = readVercelLines();
  expect(read(json(VERCEL))).not.toBeNull();
  expect(read(json({ ...VERCEL, message: "hello" }))).toBeNull();
  expect(read(json({ ...VERCEL, requestId: "iad1::2" }))).not.toBeNull();
  const { proxy, ...build } = VERCEL;
  expect(read(json({ ...build, source: "build" }))).toBeNull();
  const background = { ...VERCEL, requestId: "3", proxy: { ...proxy, statusCode: -1 } };
  expect(read(json(background))).toBeNull();
});

test("a Vercel request without a User-Agent has an empty list of them", () => {
  const proxy = { ...VERCEL.proxy, userAgent: [] };
  const entry = readVercelLines()(json({ ...VERCEL, proxy }));
  expect(entry?.request.headers).toMatchObject({ "user-agent": undefined });
  expect(entry && isRecorded(entry.recorded, "user-agent")).toBe(true);
});

test("reads an entry of a HAR file, which keeps every header", () => {
  const entry = readHarEntry(json(HAR_ENTRY));
  expect(entry).toMatchObject({
    request: {
      method: "GET",
      url: "https://example.com/a?b=1",
      headers: { host: "example.com", "user-agent": "GPTBot/1.3" },
    },
    status: 200,
  });
  expect(entry && isRecorded(entry.recorded, "x-anything")).toBe(true);
  expect(entry && isRecorded(entry.recorded, ":ip.src")).toBe(false);
});

test("a HAR has entries that are no requests, and WebSockets, which are", () => {
  const withUrl = (url: string) => json({ request: { ...HAR_ENTRY.request, url } });
  expect(readHarEntry(withUrl("data:text/css,"))).toBeNull();
  expect(readHarEntry(withUrl("wss://example.com/"))?.request.url).toBe("https://example.com/");
  expect(() => readHarEntry(json({}))).toThrow("the entry has no request");
});

test("reads a line of check; without headers nobody can say which were sent", () => {
  const entry = readCheckLine(json({ url: "/", headers: { "user-agent": "x" }, ip: "192.0.2.1" }));
  expect(isRecorded(entry.recorded, "accept")).toBe(true);
  expect(isRecorded(readCheckLine(json({ url: "/" })).recorded, "user-agent")).toBe(false);
  expect(() => readCheckLine(json({ utl: "/" }))).toThrow('did you mean "url"?');
});

test("reads any JSON lines by a map", () => {
  const map = readFieldMap(
    "method=req.method, url=req.url, ip=client.addr, header:User-Agent=req.headers.0.ua, time=t, status=res.x\\.code",
  );
  const entry = readMappedLines(map)(
    json({
      req: { method: "GET", url: "/a", headers: [{ ua: "GPTBot" }] },
      client: { addr: "192.0.2.1" },
      t: 1763798400,
      res: { "x.code": "404" },
    }),
  );
  expect(entry).toMatchObject({
    request: { method: "GET", url: "/a", headers: { "user-agent": "GPTBot" } },
    options: { ip: "192.0.2.1" },
    status: 404,
    timeMs: 1763798400000,
  });
  expect(entry && isRecorded(entry.recorded, "user-agent")).toBe(true);
  expect(entry && isRecorded(entry.recorded, "referer")).toBe(false);
  expect(readMappedLines(map)(json({ level: "info" }))).toBeNull();
});

test("a map that leads up the prototype leads nowhere", () => {
  const read = readMappedLines(readFieldMap("method=m,url=constructor.name"));
  expect(read(json({ m: "GET" }))?.request.url).toBeUndefined();
});

test.each([
  ["method", '"--map" expected part=path, got "method"'],
  ["methd=a", 'got "methd"; did you mean "method"?'],
  ["ip=a", "at least method or url"],
  ["url=", "expected part=path"],
])("refuses the map %s", (text, message) => {
  expect(() => readFieldMap(text)).toThrow(message);
});

const COMMON = '192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326';
const COMBINED = `${COMMON} "-" "x"`;

test.each([
  ["combined", COMBINED],
  ["common", COMMON],
  ["combined", `# comment\ncut off in the middle"\n\n${COMBINED}\n${COMMON}`],
  ["combined", `\ufeff${COMBINED}`],
  ["cloudflare", JSON.stringify(CLOUDFLARE)],
  ["vercel", JSON.stringify(VERCEL)],
  ["check", '{"headers":{"user-agent":"x"}}'],
  ["har", '{"log":{"version":"1.2"'],
  ["har", '\n{\n  "log": {\n    "version": "1.2"'],
  ["vercel", `[${JSON.stringify(VERCEL)},`],
  ["cloudflare", JSON.stringify(CLOUDFLARE).slice(0, 200)],
  [undefined, '{"level":"info"}'],
  [undefined, "hello\nworld"],
  [undefined, ""],
])("takes for %s: %s", (format, head) => {
  expect(detectFormat(Buffer.from(head)).format).toBe(format);
});

test("arrays and HAR files are cut into elements, all else into lines", () => {
  expect(detectFormat(Buffer.from("[{")).framing).toEqual({ kind: "elements", path: [] });
  expect(detectFormat(Buffer.from('{"log":{')).framing).toEqual({
    kind: "elements",
    path: ["log", "entries"],
  });
  expect(detectFormat(Buffer.from(COMBINED)).framing).toEqual({ kind: "lines" });
});
