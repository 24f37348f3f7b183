import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { buildBots, formatBots, refuseStale } from "./build-bots.ts";
import { categories } from "./categorise.ts";
import { formatNotice, noticedPackages } from "./notice.ts";
import { type Bot, parsePattern } from "./oracle.ts";
import { readSigns, readSources, readSupplement } from "./sources.ts";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const { bots } = JSON.parse(read("bots.json")) as { bots: Bot[] };
const signs = readSigns();

const sources = readSources();
const supplement = readSupplement();
const built = buildBots(sources, supplement, signs);

describe("the committed files", () => {
  it("are what the pinned packages and the supplement give", () => {
    expect(formatBots(built)).toBe(read("bots.json"));
    expect(formatNotice()).toBe(read("NOTICE.md"));
  });

  it("correct nothing that the packages no longer say", () => {
    expect(() => refuseStale(sources, supplement, built)).not.toThrow();
    const stale = { ...supplement, drop: [{ reason: "gone", patterns: ["no such bot"] }] };
    expect(() => refuseStale(sources, stale, built)).toThrow(/no such bot/);
    const wrong = { ...supplement, anchor: [{ reason: "misspelt", bots: ["GOGLEBOT"] }] };
    expect(() => refuseStale(sources, wrong, built)).toThrow(/GOGLEBOT/);
  });

  it("come from packages that are pinned to one version and noticed with their licence", () => {
    const manifest = createRequire(import.meta.url)("../package.json");
    for (const { name } of noticedPackages) {
      expect(manifest.devDependencies[name]).toMatch(/^\d+\.\d+\.\d+$/);
      const heading = `## ${name} ${manifest.devDependencies[name]} (`;
      const licence = read("NOTICE.md").split(heading)[1]?.split(")")[0];
      expect(licence, name).toMatch(/^(MIT|ISC|CC0-1.0)$/);
    }
    const named = new Set(bots.map(({ source }) => source));
    const others = noticedPackages.filter(({ used }) => !used.includes("patterns"));
    expect([...named, ...others.map(({ name }) => name)].sort()).toEqual(
      [...noticedPackages.map(({ name }) => name), "snapwall"].sort(),
    );
  });

  it("give a reason for each decision of ours", () => {
    for (const decisions of Object.values(supplement) as { reason: string }[][]) {
      for (const { reason } of decisions) expect(reason.length).toBeGreaterThan(8);
    }
  });
});

describe("bots and signs", () => {
  const all = [...bots, ...signs.signs];

  it("have unique ids that a policy can name", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id } of all) expect(id).toMatch(/^[A-Z0-9]+(_[A-Z0-9]+)*$/);
  });

  it("are sorted by id", () => {
    const ids = bots.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it("belong to the closed list of categories, each once", () => {
    for (const { id, categories: belongs } of all) {
      expect(belongs.length, id).toBeGreaterThan(0);
      expect(new Set(belongs).size, id).toBe(belongs.length);
      for (const category of belongs) expect(categories, id).toContain(category);
    }
    const used = new Set(all.flatMap(({ categories: belongs }) => belongs));
    expect([...used].sort()).toEqual([...categories].sort());
  });

  it("have patterns that parse, in lower case", () => {
    const patterns = [...all.flatMap(({ match }) => match), ...signs.benign];
    for (const pattern of patterns) {
      expect(() => parsePattern(pattern)).not.toThrow();
      expect(pattern).toBe(pattern.toLowerCase());
    }
    for (const token of [...signs.shape.engines, ...signs.shape.starts, ...signs.shape.phones]) {
      expect(token).toMatch(/^[\x20-\x40\x5b-\x7e]{3,64}$/);
    }
  });

  it.each([
    ["bots", bots],
    ["signs", signs.signs],
  ])("never claim the same literal among %s, so that equal spans have one owner", (_, group) => {
    const owners = new Map<string, string>();
    for (const { id, match } of group) {
      for (const pattern of match) {
        const { literal } = parsePattern(pattern);
        expect(owners.get(literal) ?? id, literal).toBe(id);
        owners.set(literal, id);
      }
    }
  });

  it("take no more memory than planned", () => {
    const patterns = bots.flatMap(({ match }) => match);
    expect(patterns.length).toBeLessThanOrEqual(1800);
    expect(patterns.reduce((sum, one) => sum + parsePattern(one).literal.length, 0)).toBeLessThan(
      22_000,
    );
  });

  it.each([
    ["GOOGLEBOT", "search"],
    ["BINGBOT", "search"],
    ["APPLEBOT", "search"],
    ["DUCKDUCKBOT", "search"],
    ["YANDEXBOT", "search"],
    ["BAIDUSPIDER", "search"],
    ["GPTBOT", "ai"],
    ["CLAUDEBOT", "ai"],
    ["CHATGPT_USER", "ai"],
    ["PERPLEXITYBOT", "ai"],
    ["CCBOT", "ai"],
    ["BYTESPIDER", "ai"],
    ["AMAZONBOT", "ai"],
    ["META_EXTERNALAGENT", "ai"],
    ["GOOGLE_EXTENDED", "ai"],
    ["CURL", "tool"],
    ["WGET", "tool"],
    ["POSTMANRUNTIME", "tool"],
    ["PYTHON_REQUESTS", "library"],
    ["GO_HTTP_CLIENT", "library"],
    ["AXIOS", "library"],
    ["OKHTTP", "library"],
    ["NODE_FETCH", "library"],
    ["NODE", "library"],
    ["GOT", "library"],
    ["NEEDLE", "library"],
    ["UNDICI", "library"],
    ["DENO", "library"],
    ["BUN", "library"],
    ["HEADLESS_CHROME", "headless"],
    ["PLAYWRIGHT", "headless"],
    ["PUPPETEER", "headless"],
    ["SELENIUM", "headless"],
    ["PHANTOMJS", "headless"],
    ["UPTIMEROBOT", "monitoring"],
    ["PINGDOM", "monitoring"],
    ["AHREFSBOT", "seo"],
    ["SEMRUSHBOT", "seo"],
    ["FACEBOOKEXTERNALHIT", "preview"],
    ["TWITTERBOT", "preview"],
    ["SLACKBOT", "preview"],
    ["DISCORDBOT", "preview"],
    ["TELEGRAMBOT", "preview"],
    ["SQLMAP", "security"],
    ["SCRAPY", "scraper"],
    ["FEEDLY", "feed"],
    ["ARCHIVE_ORG_BOT", "archive"],
  ])("include %s, which is first of all %s", (id, category) => {
    expect(bots.find((bot) => bot.id === id)?.categories[0]).toBe(category);
  });
});
