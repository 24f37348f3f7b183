import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPatterns } from "./oracle.ts";

const encoder = new TextEncoder();

/** The text on which every first match is timed. */
export const firstText = encoder.encode(
  "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
);

function readJson(specifier: string, file: string): unknown {
  const url = new URL(file, import.meta.resolve(specifier));
  return JSON.parse(readFileSync(fileURLToPath(url), "utf8"));
}

function encodeDistinct(texts: readonly string[]): Uint8Array[] {
  return [...new Set(texts)].sort().map((text) => encoder.encode(text));
}

/** Browsers' User-Agents, from npm's user-agents. */
export function readBrowsers(): Uint8Array[] {
  const rows = readJson("user-agents", "./user-agents.json") as { userAgent: string }[];
  return encodeDistinct(rows.map(({ userAgent }) => userAgent));
}

/** Bots' User-Agents, from npm's crawler-user-agents. */
export function readBots(): Uint8Array[] {
  const file = "./crawler-user-agents.json";
  const rows = readJson("crawler-user-agents", file) as { instances: string[] }[];
  return encodeDistinct(rows.flatMap(({ instances }) => instances));
}

/** Each pattern on its own and next to all kinds of neighbours, in upper and lower case. */
export function placePatterns(): Uint8Array[] {
  return readPatterns().flatMap(({ literal }) => {
    const upper = literal.toUpperCase();
    const placed = `${literal} (${upper}) x${literal} ${literal}x;${upper};é${literal}é 0${literal}0${literal}`;
    return [literal, upper, placed].map((text) => encoder.encode(text));
  });
}

/** Repeats `unit` until the text has the given number of bytes. */
export function repeatTo(unit: string, bytes: number): Uint8Array {
  return encoder.encode(unit.repeat(Math.ceil(bytes / unit.length)).slice(0, bytes));
}

/**
 * What an attacker might repeat to slow a matcher down: a pattern, a pattern without its last byte,
 * and the starts and ends of patterns, which pass filters but match nothing.
 */
export function listHostileUnits(): string[] {
  const units = readPatterns().flatMap(({ literal }) => [
    literal,
    `${literal} `,
    literal.slice(0, -1),
    `${literal.slice(0, -1)} `,
    ` ${literal.slice(0, 4)}`,
    literal.slice(0, 4),
    literal.slice(-4),
  ]);
  return [...new Set(["a", " ", ...units])];
}
