/**
 * Measures the rule data against lists of bots and of real browsers.
 *
 * node wasm/data/measure.ts <corpora folder> [--misses] [--without=<source>,…]
 *
 * `<corpora folder>` contains lists that are not part of the project; missing lists are reported.
 * `--misses` prints what was judged wrongly. `--without` rebuilds the bots without some sources
 * (`supplement` is one), to show how well the rest recognises bots that it has never seen.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildBots } from "./build-bots.ts";
import { readCrawlerInstances, readLines, readUserAgents } from "./corpora.ts";
import { judgeUserAgent, type RuleData } from "./oracle.ts";
import { readSigns, readSources, readSupplement } from "./sources.ts";

const require = createRequire(import.meta.url);

interface Corpus {
  name: string;
  bots: boolean;
  read: () => (string | null)[] | undefined;
}

const [folder = ".", ...flags] = process.argv.slice(2);
const without =
  flags
    .find((flag) => flag.startsWith("--without="))
    ?.slice("--without=".length)
    .split(",") ?? [];
const showMisses = flags.includes("--misses");

const corpora: Corpus[] = [
  {
    name: "crawler-user-agents instances",
    bots: true,
    read: readCrawlerInstances,
  },
  {
    name: "isbot fixtures",
    bots: true,
    read: () => readJson<string[]>("isbot-crawlers.json"),
  },
  {
    name: "well-known-bots instances",
    bots: true,
    read: () =>
      readJson<{ instances: { accepted: string[] } }[]>("well-known-bots.json")?.flatMap(
        ({ instances }) => instances.accepted,
      ),
  },
  {
    name: "ai.robots names",
    bots: true,
    read: () => {
      const list = readJson<Record<string, unknown>>("ai-robots.json");
      return list && Object.keys(list).map((name) => `${name}/1.0`);
    },
  },
  {
    name: "HTTP clients",
    bots: true,
    read: () =>
      readJson<{ raw: string[] }[]>("client-headers.json")?.map(({ raw }) => headerOf(raw)),
  },
  {
    name: "npm user-agents",
    bots: false,
    read: readUserAgents,
  },
  { name: "npm top-user-agents", bots: false, read: () => require("top-user-agents") as string[] },
  {
    name: "header-generator",
    bots: false,
    read: () =>
      readJson<Record<string, string>[]>("browser-headers.json")?.map(
        (headers) => headers["User-Agent"] ?? headers["user-agent"] ?? null,
      ),
  },
  {
    name: "own browsers",
    bots: false,
    read: () => readLines(new URL("fixtures/browsers.txt", import.meta.url)),
  },
  ...flags
    .filter((flag) => /^--(bots|browsers)=/.test(flag))
    .map((flag) => {
      const [kind, path = ""] = flag.slice(2).split("=");
      return { name: path, bots: kind === "bots", read: () => readLines(path) };
    }),
];

function readJson<T>(file: string): T | undefined {
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** The User-Agent among raw headers (name, value, name, value …). */
function headerOf(raw: readonly string[]): string | null {
  const at = raw.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "user-agent");
  return at === -1 ? null : (raw[at + 1] ?? null);
}

const here = new URL(".", import.meta.url);
const signs = readSigns();
const bots =
  without.length > 0
    ? buildBots(
        readSources().filter(({ name }) => !without.includes(name)),
        {
          ...readSupplement(),
          ...(without.includes("supplement") ? { add: [], replace: [] } : {}),
        },
        signs,
      ).bots
    : JSON.parse(readFileSync(new URL("bots.json", here), "utf8")).bots;
const data: RuleData = { ...signs, bots };

const rows: Record<string, Record<string, unknown>> = {};
for (const { name, bots: areBots, read } of corpora) {
  const userAgents = read();
  if (userAgents === undefined) {
    rows[name] = { "": "absent" };
    continue;
  }
  const counts = { named: 0, sign: 0, shape: 0, missing: 0, none: 0 };
  for (const userAgent of userAgents) {
    const { kind, hits } = judgeUserAgent(userAgent, data);
    counts[kind]++;
    const wrong = areBots ? kind === "none" : kind !== "none";
    if (wrong && showMisses) {
      console.log(`${name}: ${kind} ${hits.map(({ id }) => id).join(",")}\n  ${userAgent}`);
    }
  }
  const flagged = userAgents.length - counts.none;
  const share = `${((100 * flagged) / userAgents.length).toFixed(2)} %`;
  rows[name] = {
    kind: areBots ? "bots" : "people",
    of: userAgents.length,
    flagged,
    share,
    ...counts,
  };
}
console.table(rows);
