import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { readCrawlerInstances, readLines, readUserAgents } from "./corpora.ts";
import { judgeUserAgent, type RuleData } from "./oracle.ts";
import { readSigns } from "./sources.ts";

const require = createRequire(import.meta.url);
const { bots } = JSON.parse(readFileSync(new URL("bots.json", import.meta.url), "utf8"));
const data: RuleData = { ...readSigns(), bots };
const isFlagged = (userAgent: string) => judgeUserAgent(userAgent, data).kind !== "none";

describe("nobody's browser is taken for a bot", () => {
  it.each([
    ["the fixture", () => readLines(new URL("fixtures/browsers.txt", import.meta.url)) ?? []],
    ["npm user-agents", readUserAgents],
    ["npm top-user-agents", () => require("top-user-agents") as string[]],
  ])("in %s", (_, userAgents) => {
    expect(userAgents().length).toBeGreaterThan(99);
    expect(userAgents().filter(isFlagged)).toEqual([]);
  });
});

describe("bots are caught", () => {
  it("nearly all that crawler-user-agents has seen: the others are people", () => {
    const missed = readCrawlerInstances().filter((userAgent) => !isFlagged(userAgent));
    expect(missed.length / readCrawlerInstances().length).toBeLessThan(0.005);
    for (const userAgent of missed) expect(userAgent).toMatch(/ (wv|Electron|Fluid)/);
  });

  it.each([
    ["curl/8.16.0", "CURL"],
    ["node", "NODE"],
    ["got (https://github.com/sindresorhus/got)", "GOT"],
    ["Needle/3.3.1 (Node.js v24.0.0; linux x64)", "NEEDLE"],
    ["Deno/2.6.0", "DENO"],
    ["Bun/1.3.0", "BUN"],
    ["python-requests/2.32.5", "PYTHON_REQUESTS"],
    ["WhatsApp/2.25.1 A", "WHATSAPP"],
    ["TelegramBot (like TwitterBot)", "TELEGRAMBOT"],
    ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "GOOGLEBOT"],
    [
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.3; +https://openai.com/gptbot)",
      "GPTBOT",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36",
      "HEADLESS_CHROME",
    ],
  ])("%s by its name", (userAgent, id) => {
    const { kind, hits } = judgeUserAgent(userAgent, data);
    expect({ kind, ids: [...new Set(hits.map((hit) => hit.id))] }).toEqual({
      kind: "named",
      ids: [id],
    });
  });

  it.each([
    ["Mozilla/5.0 (compatible; NeverSeenBot/1.0; +https://example.org/bot)", "sign"],
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko; Neverseen)", "sign"],
    ["neverseen/1.0", "shape"],
    ["Mozilla/5.0", "shape"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "shape"],
    ["Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "shape"],
    ["Neverseen Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)", "shape"],
    ["", "missing"],
  ])("%j without a name", (userAgent, kind) => {
    expect(judgeUserAgent(userAgent, data).kind).toBe(kind);
  });
});
