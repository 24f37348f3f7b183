import { expect, test } from "vitest";
import { isRecorded } from "./log-entry.ts";
import { readAccessLines } from "./read-access-line.ts";

const TIME = "[10/Oct/2000:13:55:36 -0700]";
const read = (line: string, extra: string[] = []) =>
  readAccessLines({ combined: true, extra })(Buffer.from(line, "latin1"));
const readCommon = (line: string) =>
  readAccessLines({ combined: false, extra: [] })(Buffer.from(line, "latin1"));

test("reads a line of the combined format", () => {
  const line = `192.0.2.1 - frank ${TIME} "GET /a.gif?b=1 HTTP/1.0" 200 2326 "http://example.com/" "Mozilla/4.08 [en] (Win98; I ;Nav)"`;
  expect(read(line)).toMatchObject({
    request: {
      method: "GET",
      url: "/a.gif?b=1",
      headers: {
        referer: "http://example.com/",
        "user-agent": "Mozilla/4.08 [en] (Win98; I ;Nav)",
      },
    },
    options: { ip: "192.0.2.1", facts: { "http.request.version": "HTTP/1.0" } },
    status: 200,
    timeMs: Date.UTC(2000, 9, 10, 20, 55, 36),
  });
});

test("reads a line of the common format, which keeps no header", () => {
  const entry = readCommon(`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 304 -`);
  expect(entry).toMatchObject({ request: { method: "GET", url: "/" }, status: 304 });
  expect(entry && isRecorded(entry.recorded, "user-agent")).toBe(false);
  expect(entry && isRecorded(entry.recorded, ":ip.src")).toBe(true);
});

test("a lone dash is absent, and kept", () => {
  const entry = read(`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "-"`);
  expect(entry?.request.headers).toEqual({ referer: undefined, "user-agent": undefined });
  expect(entry && isRecorded(entry.recorded, "user-agent")).toBe(true);
});

test("a dash that is more than a dash, or empty, is what was sent", () => {
  const entry = read(`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "" "--"`);
  expect(entry?.request.headers).toEqual({ referer: "", "user-agent": "--" });
});

test.each([
  [String.raw`a\"b`, 'a"b'],
  [String.raw`a\\`, "a\\"],
  [String.raw`a\\\"b`, 'a\\"b'],
  [String.raw`caf\xc3\xa9 \x22\x00`, 'caf\u00c3\u00a9 "\0'],
  [String.raw`\t\n\q`, "\t\nq"],
  [String.raw`\x4`, "x4"],
])("undoes the escapes of Apache and nginx in %s", (written, meant) => {
  const entry = read(`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "${written}"`);
  expect(entry?.request.headers).toMatchObject({ "user-agent": meant });
});

const SENT = [
  ["referer", undefined],
  ["user-agent", "x"],
];

test.each([
  ["2001:db8::1 - -", "2001:db8::1", undefined],
  ["example.com:443 192.0.2.1 - -", "192.0.2.1", "example.com:443"],
  ["example.com 2001:db8::1 - user name", "2001:db8::1", "example.com"],
  ["192.0.2.1 - a name with [brackets]", "192.0.2.1", undefined],
  ["client.example.com - -", undefined, undefined],
  ["unix: - -", undefined, undefined],
  ["cafe.de - -", undefined, undefined],
])("finds address and virtual host in %s", (prefix, ip, host) => {
  const entry = read(`${prefix} ${TIME} "GET / HTTP/1.1" 200 1 "-" "x"`);
  expect(entry?.options.ip).toBe(ip);
  expect(Object.entries(entry?.request.headers ?? {})).toEqual(
    host === undefined ? SENT : [...SENT, ["host", host]],
  );
  expect(entry && isRecorded(entry.recorded, "host")).toBe(host !== undefined);
});

test("a user name cannot bring in a request of its own", () => {
  const forged = String.raw`x [10/Oct/2000:13:55:36 -0700] \"GET /forged HTTP/1.1\" 200 1 \"-\" \"GPTBot\"`;
  const entry = read(`192.0.2.1 - ${forged} ${TIME} "GET /real HTTP/1.1" 200 1 "-" "x"`);
  expect(entry?.request.url).toBe("/real");
});

test("further quoted fields are passed over, or taken for the headers they are said to be", () => {
  const line = `192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "x" "10.0.0.1, 10.0.0.2" "-" "?1"`;
  expect(read(line)?.request.headers).toEqual({ referer: undefined, "user-agent": "x" });
  const entry = read(line, ["x-forwarded-for", "-", "sec-ch-ua-mobile"]);
  expect(entry?.request.headers).toEqual({
    referer: undefined,
    "user-agent": "x",
    "x-forwarded-for": "10.0.0.1, 10.0.0.2",
    "sec-ch-ua-mobile": "?1",
  });
  expect(entry && isRecorded(entry.recorded, "sec-ch-ua-mobile")).toBe(true);
});

test.each([
  ["GET /a b HTTP/1.1", "GET", "/a b"],
  ["GET /old", "GET", "/old"],
  ["PROPFIND /x HTTP/1.1", "PROPFIND", "/x"],
])("splits the request line %s", (line, method, url) => {
  const entry = read(`192.0.2.1 - - ${TIME} "${line}" 200 1 "-" "x"`);
  expect(entry?.request).toMatchObject({ method, url });
});

test.each(["-", "", String.raw`\x16\x03\x01\x02`, String.raw`\x16 /`, "GET", "GET "])(
  "the request line %j tells of no request",
  (line) => {
    expect(read(`192.0.2.1 - - ${TIME} "${line}" 400 1 "-" "-"`)).toBeNull();
  },
);

test.each([
  ["", "no [time]"],
  ["garbage", "no [time]"],
  [`192.0.2.1 - - ${TIME} "GET / HTTP/1.1`, "the request has no closing quote"],
  [`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "-"`, "no quoted User-Agent"],
  [`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "x\\"`, "the User-Agent has no closing"],
  [`192.0.2.1 - - [soon] "GET / HTTP/1.1" 200 1 "-" "x"`, "no time: [soon]"],
  [`192.0.2.1 - - [10/Okt/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 1 "-" "x"`, "no time"],
])("refuses %s", (line, message) => {
  expect(() => read(line)).toThrow(message);
});

test("lines of a megabyte are read in linear time", () => {
  const times = ['"', "\\", "[", '] "', " "].map((text) => {
    const line = Buffer.from(text.repeat(1_000_000 / text.length));
    const started = performance.now();
    expect(() => readAccessLines({ combined: true, extra: [] })(line)).toThrow();
    return performance.now() - started;
  });
  expect(Math.max(...times)).toBeLessThan(1000);
});
