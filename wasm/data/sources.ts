/** The packages that the bot data comes from, and what each provides. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { RuleData } from "./oracle.ts";

const require = createRequire(import.meta.url);

/** One entry of a package's list: a regular expression, and what the package says about it. */
export interface SourceEntry {
  pattern: string;
  tags: string[];
  url: string;
  description: string;
}

/** A package's list. Where two sources disagree, the earlier one takes precedence. */
export interface Source {
  name: string;
  entries: SourceEntry[];
}

/** Reads the lists from the installed packages. */
export function readSources(): Source[] {
  return [
    { name: "crawler-user-agents", entries: readCrawlerUserAgents() },
    { name: "es6-crawler-detect", entries: readCrawlerDetect() },
  ];
}

function readCrawlerUserAgents(): SourceEntry[] {
  const list = require("crawler-user-agents") as {
    pattern: string;
    tags?: string[];
    url?: string;
    description?: string;
  }[];
  return list.map(({ pattern, tags = [], url = "", description = "" }) => ({
    pattern,
    tags,
    url,
    description,
  }));
}

function readCrawlerDetect(): SourceEntry[] {
  const { Crawlers } = require("es6-crawler-detect/dist/lib/crawler/crawlers.js") as {
    Crawlers: new () => { getAll(): string[] };
  };
  return new Crawlers()
    .getAll()
    .map((pattern) => ({ pattern, tags: [], url: "", description: "" }));
}

/** Our own corrections and additions; see README.md for the format. */
export interface Supplement {
  /** Source patterns that are not used, with the reason. */
  drop: { reason: string; patterns: string[] }[];
  /** Source patterns that are used in another form. */
  replace: { reason: string; patterns: Record<string, string[]> }[];
  /** Bots that only match at the start of a User-Agent. */
  anchor: { reason: string; bots: string[] }[];
  /** Bots that no source contains, or that a source describes badly. */
  add: {
    reason: string;
    categories: string[];
    bots: (string | { id: string; match: string[] })[];
  }[];
  /**
   * Categories for bots that a source miscategorises or does not categorise; the first is the main
   * one.
   */
  categorise: { reason: string; categories: string[]; bots: string[] }[];
  /**
   * Patterns of a source without tags that are worth their memory; all others are left to the
   * signs.
   */
  select: { reason: string; source: string; categories: string[]; patterns: string[] }[];
}

/** Reads `supplement.json`. */
export function readSupplement(): Supplement {
  return JSON.parse(readFileSync(new URL("supplement.json", import.meta.url), "utf8"));
}

/** Reads `signs.json`. */
export function readSigns(): Omit<RuleData, "bots"> {
  return JSON.parse(readFileSync(new URL("signs.json", import.meta.url), "utf8"));
}
