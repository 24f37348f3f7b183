import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { binary, runSnapwall } from "../../test/run-snapwall.ts";
import type { ReplayReport } from "./tally/report.ts";

const BROWSER =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const BOT = "Mozilla/5.0 (compatible; GPTBot/1.3)";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "snapwall-replay-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Line {
  userAgent?: string;
  path?: string;
  status?: number;
  second?: number;
}

function combined({ userAgent = BROWSER, path = "/", status = 200, second = 0 }: Line): string {
  const time = new Date(Date.UTC(2026, 10, 22, 8) + second * 1000).toISOString().slice(11, 19);
  return `192.0.2.1 - - [22/Nov/2026:${time} +0000] "GET ${path} HTTP/1.1" ${status} 9 "-" "${userAgent}"\n`;
}

async function replay(args: string[], input: string | Uint8Array = "") {
  const run = await runSnapwall(["replay", "--json", ...args], { input });
  return {
    ...run,
    report: run.stdout === "" ? undefined : (JSON.parse(run.stdout) as ReplayReport),
  };
}

test("says how much the policy would have denied, and what", async () => {
  const log = [
    combined({}),
    combined({ userAgent: BOT, path: "/a?secret=1", second: 1 }),
    combined({ userAgent: BOT, path: "/a?secret=2", second: 2 }),
    combined({ userAgent: "-", status: 404, second: 3 }),
  ].join("");
  const { report, status, stderr } = await replay([write("access.log", log)]);
  expect(report).toMatchObject({
    version: 1,
    policy: { rules: expect.arrayContaining(["bots"]) },
    logs: [{ format: "combined", compression: "none", lines: 4, fault: null }],
    lines: { read: 4, judged: 4, noRequest: 0, outsideTime: 0, unreadable: 0 },
    requests: 4,
    denied: 3,
    reported: 0,
    rules: [{ rule: "bots", denied: 3 }],
    reasons: [
      { id: "GPTBOT", category: "ai", denied: 2 },
      { id: "NO_USER_AGENT", category: null, denied: 1 },
    ],
    categories: [{ category: "ai", denied: 2 }],
    paths: {
      items: [
        { path: "/a", denied: 2 },
        { path: "/", denied: 1 },
      ],
      maxError: 0,
    },
    statuses: [
      { status: 200, requests: 3, denied: 2 },
      { status: 404, requests: 1, denied: 1 },
    ],
    timeline: { bucketMs: 1000 },
    examples: { items: [{ count: 2, id: "GPTBOT", path: "/a", userAgent: BOT }, { count: 1 }] },
    unjudged: [],
    unreadable: [],
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a common log does not say who sent a User-Agent, so nobody is denied for having none", async () => {
  const log = combined({})
    .replace(/ "-" ".*"/, "")
    .repeat(3);
  const { report, status } = await replay([], log);
  expect(report).toMatchObject({
    logs: [{ name: "standard input", format: "common" }],
    requests: 3,
    denied: 0,
    reasons: [],
    unjudged: [{ rule: "bots", id: null, missing: ["user-agent"], requests: 3 }],
  });
  expect(status).toBe(0);
  const { stdout } = await runSnapwall(["replay"], { input: log });
  expect(stdout).toContain(
    "could not judge 3 of 3 requests: the log does not have the header user-agent",
  );
});

test("what can be judged without it still is", async () => {
  const lines = ['{"method":"GET","url":"nonsense"}', '{"method":"GET","url":"/"}'];
  const { report } = await replay([], lines.join("\n"));
  expect(report).toMatchObject({
    denied: 1,
    rules: [{ rule: "request", denied: 1 }],
    unjudged: [{ rule: "bots", requests: 2 }],
  });
});

test("reads several logs of several formats, compressed ones by their content", async () => {
  const har = { log: { entries: [{ request: { method: "GET", url: "https://a.example/x" } }] } };
  const { report, status } = await replay([
    write("1.log", combined({})),
    write("2.log", gzipSync(combined({ userAgent: BOT }))),
    write("3.har", JSON.stringify(har)),
    write("empty.log", ""),
  ]);
  expect(report?.logs.map(({ format, compression }) => [format, compression])).toEqual([
    ["combined", "none"],
    ["combined", "gzip"],
    ["har", "none"],
    [null, "none"],
  ]);
  expect(report).toMatchObject({ requests: 3, denied: 1 });
  expect(status).toBe(0);
});

test("lines that cannot be read are counted, the first are told, and the rest is judged", async () => {
  const log = `${combined({ userAgent: BOT })}bad \x1b[2J\n\n${combined({})}${"x\n".repeat(10)}`;
  const path = write("broken.log", log);
  const { report, status } = await replay([path]);
  expect(report).toMatchObject({ requests: 2, denied: 1, lines: { read: 14, unreadable: 12 } });
  expect(report?.unreadable).toHaveLength(5);
  expect(report?.unreadable.slice(0, 2)).toEqual([
    { log: path, line: 2, why: 'no [time] and "request" as in an access log' },
    { log: path, line: 3, why: "it is empty" },
  ]);
  expect(status).toBe(1);
});

test("a compressed log that is cut off is told, and ends with 1", async () => {
  const bytes = gzipSync(combined({}).repeat(100));
  const { report, status } = await replay([write("cut.log.gz", bytes.subarray(0, -9))]);
  expect(report?.logs[0]?.fault).toBe("unexpected end of file");
  expect(status).toBe(1);
});

test("--policy, its report mode and what it allows are in the report", async () => {
  const policy = write("policy.json", '{"bots":{"deny":["*"],"allow":["GPTBOT"],"mode":"report"}}');
  const log = combined({ userAgent: BOT }) + combined({ userAgent: "curl/8.0" });
  const { report } = await replay(["--policy", policy], log);
  expect(report).toMatchObject({
    denied: 0,
    reported: 1,
    rules: [{ rule: "bots", denied: 0, reported: 1 }],
    reasons: [
      { id: "CURL", reported: 1 },
      { id: "GPTBOT", allowed: 1 },
    ],
  });
});

test("--since, --until and --limit narrow what is judged", async () => {
  const log = Array.from({ length: 60 }, (_, second) => combined({ second })).join("");
  const since = ["--since", "2026-11-22T08:00:10Z", "--until", "2026-11-22T08:00:30Z"];
  expect((await replay(since, log)).report?.lines).toMatchObject({ judged: 20, outsideTime: 40 });
  expect((await replay(["--limit", "7"], log)).report).toMatchObject({ requests: 7 });
});

test("--extra makes headers of the fields behind the User-Agent", async () => {
  const log = combined({}).replace("\n", ' "\\"HeadlessChrome\\";v=\\"142\\""\n');
  expect((await replay([], log)).report?.denied).toBe(0);
  expect((await replay(["--extra", "sec-ch-ua"], log)).report?.denied).toBe(1);
});

test("--map reads JSON lines of any shape", async () => {
  const log = '{"m":"GET","u":"/","h":{"ua":"GPTBot/1.3"}}\n';
  const { report } = await replay(["--map", "method=m,url=u,header:user-agent=h.ua"], log);
  expect(report).toMatchObject({ logs: [{ format: "json" }], denied: 1 });
});

test("nothing that a client writes drives the terminal, or is taken for HTML", async () => {
  const page = join(folder, "report.html");
  const evil = String.raw`GPTBot \x1b]0;pwned\x07\xc2\x9b <script>alert(1)</script>"><img src=x onerror=alert(2)>`;
  const log =
    combined({ userAgent: evil.replaceAll('"', '\\"'), path: "/'><svg/onload=alert(3)>\x1b[2J" }) +
    `<b>\x1b[31m\u009b\n`;
  const name = write("<i>log", log);
  const { stdout } = await runSnapwall(["replay", name, "--html", page]);
  const html = readFileSync(page, "utf8");
  for (const output of [stdout, html]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(output).toContain("\\x1b");
  }
  for (const tag of ["<script", "<img", "<svg/", "<i>log", "<b>\\x1b"]) {
    expect(html).not.toContain(tag);
  }
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img");
});

test("the page stands alone: no script, no address to load from, closed by a policy", async () => {
  const page = join(folder, "alone.html");
  await runSnapwall(["replay", "--html", page], { input: combined({ userAgent: BOT }) });
  const html = readFileSync(page, "utf8");
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).toContain('content="default-src &#39;none&#39;; style-src');
  expect(html).toContain("prefers-color-scheme: dark");
  expect(html).not.toMatch(/<(script|link|iframe|img|object)|\b(src|href)=|url\(|@import/);
  const tags = [...html.matchAll(/<(\/?)(section|table|svg|ul|div|tbody)\b/g)];
  const open = tags.filter(([, slash]) => slash === "").length;
  expect(open).toBe(tags.length - open);
});

test("however hostile the log, memory stays", async () => {
  const child = spawn(process.execPath, [binary, "replay", "--json"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: `--max-old-space-size=64 --import=${REPORT_PEAK}` },
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  let lines = 0;
  for (let batch = 0; batch < 100; batch++) {
    let text = "";
    for (let index = 0; index < 1000; index++, lines++) {
      const filler = "x".repeat(index % 800);
      text += combined({ userAgent: `curl/${lines} ${filler}`, path: `/${lines}/${filler}` });
    }
    if (!child.stdin.write(text)) await once(child.stdin, "drain");
  }
  // One line without an end.
  for (let megabyte = 0; megabyte < 64; megabyte++) {
    if (!child.stdin.write("y".repeat(2 ** 20))) await once(child.stdin, "drain");
  }
  child.stdin.end();
  await once(child, "close");
  const [json = "", peakKib = ""] = Buffer.concat(output).toString().split("PEAK ");
  const report: ReplayReport = JSON.parse(json);
  expect(report).toMatchObject({ requests: lines, denied: lines, lines: { unreadable: 1 } });
  expect(Number(peakKib) / 1024).toBeLessThan(400);
});

/** A module that has a process print the most memory it ever used, in KiB. */
const REPORT_PEAK = `data:text/javascript,${encodeURIComponent(
  'process.on("exit",()=>process.stdout.write("PEAK "+process.resourceUsage().maxRSS));',
).replaceAll("'", "%27")}`;

test.each([
  [["missing.log"], "cannot read missing.log: there is no such file"],
  [["."], "cannot read .: it is a folder"],
  [["--format", "combin"], "Allowed choices are auto, combined"],
  [["--format", "json"], "go together"],
  [["--map", "x"], "expected part=path"],
  [["--limit", "0"], '"--limit" expected integer >= 1, got 0'],
  [["--since", "soon"], '"--since" expected a time'],
  [["--policy", "missing.json"], "cannot read missing.json"],
])("wrong usage ends with 2: snapwall replay %j", async (args, message) => {
  const { status, stdout, stderr } = await runSnapwall(["replay", ...args], {
    input: combined({}),
  });
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("a page that cannot be written is told when the report is out", async () => {
  const page = join(write("file", ""), "report.html");
  const run = await runSnapwall(["replay", "--html", page], { input: combined({}) });
  expect(run).toMatchObject({ status: 1, stdout: expect.stringContaining("Denied: 0 of 1") });
  expect(run.stderr).toContain(`cannot write ${page}`);
});

test("a log of no known format is told with its beginning", async () => {
  const { status, stderr } = await runSnapwall(["replay"], { input: "hello \x1b[2J\n" });
  expect(stderr).toContain("standard input: its format is not known");
  expect(stderr).toContain(String.raw`hello \u001b[2J`);
  expect(status).toBe(2);
});
