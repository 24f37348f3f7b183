/** Maps what a source says about a bot to our closed list of categories. */
import type { SourceEntry } from "./sources.ts";

/** The closed list of categories, in the order shown to users. */
export const categories = [
  "ai",
  "search",
  "seo",
  "social",
  "preview",
  "monitoring",
  "feed",
  "archive",
  "advertising",
  "security",
  "academic",
  "scraper",
  "library",
  "tool",
  "headless",
  "unknown",
] as const;

/** A category from the closed list. */
export type Category = (typeof categories)[number];

/** The categories for each tag of crawler-user-agents. */
const categoriesOfTag: Record<string, Category[]> = {
  "ai-crawler": ["ai"],
  "search-engine": ["search"],
  advertising: ["advertising"],
  "feed-reader": ["feed"],
  "http-library": ["library"],
  "social-preview": ["preview", "social"],
  archiver: ["archive"],
  monitoring: ["monitoring"],
  scanner: ["security"],
  academic: ["academic"],
  "browser-automation": ["headless"],
};

/**
 * That list also uses `seo` for unsorted bots, whose description decides, in this order. One that
 * only says "web crawler for content discovery" is not informative, so `unknown`.
 */
const categoryOfDescription: [RegExp, Category][] = [
  [/\bseo\b|backlink|link (research|analysis|check|audit|tracking|building)|rank|keyword/i, "seo"],
  [
    /sitemap|search optimization|site (audit|structure)|website optimization|broken.link|dead link/i,
    "seo",
  ],
  [
    /link.*(integrity|health|validation|availability)|ping|website (auditing|health)|uptime/i,
    "seo",
  ],
  [/\bai\b|\bllm\b|\bnlp\b|natural language|watson/i, "ai"],
  [/webhook|payment|automation platform|automation client|invoice|point-of-sale|banking/i, "tool"],
  [/wordpress|hosting|plugin|backup|cms|platform (management )?crawler rendering|cache/i, "tool"],
  [
    /advert|affiliate|marketing|audience|campaign|e-?commerce|shopping|price|product/i,
    "advertising",
  ],
  [/brand|social|influencer|media|mention|news|reputation|sentiment|trend/i, "monitoring"],
  [
    /screenshot|preview|unfurl|thumbnail|image proxy|fetching and caching images|metadata api/i,
    "preview",
  ],
  [/security|vulnerab|fraud|threat|reconnaissance|privacy|compliance/i, "security"],
  [/feed|podcast|rss|read-later|blog/i, "feed"],
  [/job|recruit|search engine|search and|people search|directory|reverse image search/i, "search"],
  [/universit|research and|statistic|plagiarism/i, "academic"],
  [
    /scrap|data (collection|gathering|aggregation|extraction|intelligence)|extract|gathering|collecting/i,
    "scraper",
  ],
  [
    /competitive|business intelligence|technology detection|lead generation|domain analysis/i,
    "scraper",
  ],
  [/library|framework/i, "library"],
];

/** The categories of one entry, the main one first; empty if the source gives none. */
export function categoriesOf({ tags, description }: SourceEntry): Category[] {
  const tagged = tags.flatMap((tag) => categoriesOfTag[tag] ?? []);
  // If a bot has several purposes, AI is the most informative.
  if (tagged.includes("ai")) return ["ai", ...tagged.filter((one) => one !== "ai")];
  if (tagged.length > 0 || !tags.includes("seo")) return tagged;
  return [categoryOfDescription.find(([words]) => words.test(description))?.[1] ?? "unknown"];
}
