import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Found } from "./host.ts";
import { root } from "./paths.ts";

/** A pattern of the rule data; `wasm/data/README.md` says what it means. */
export interface Pattern {
  readonly literal: string;
  readonly anchors: readonly [start: string, end: string];
  readonly owner: number;
}

interface Named {
  readonly id: string;
  readonly categories: readonly string[];
  readonly match: readonly string[];
}

/** Stands for a benign word in place of a bot's index. */
export const benign = 0xffff;

function parsePattern(text: string, owner: number): Pattern {
  const start = /^(\^|\\b)?/.exec(text)?.[0] ?? "";
  const end = /(\$|\\b)?$/.exec(text.slice(start.length))?.[0] ?? "";
  const literal = text.slice(start.length, text.length - end.length).toLowerCase();
  return { literal, anchors: [start, end], owner };
}

/** Reads all patterns; owners are numbered like the bots in the shipped compiler half. */
export function readPatterns(): Pattern[] {
  const read = (file: string) => {
    return JSON.parse(readFileSync(join(root, "wasm", "data", file), "utf8"));
  };
  const data: { categories: string[]; bots: Named[] } = read("bots.json");
  const signs: { signs: Named[]; benign: string[] } = read("signs.json");
  const category = ({ categories }: Named) => data.categories.indexOf(categories[0] as string);
  const bots = [...data.bots].sort((a, b) => category(a) - category(b) || (a.id < b.id ? -1 : 1));
  return [
    ...[...bots, ...signs.signs].flatMap(({ match }, owner) => {
      return match.map((text) => parsePattern(text, owner));
    }),
    ...signs.benign.map((text) => parsePattern(text, benign)),
  ];
}

function holds(anchor: string, text: string, neighbour: number, isEdge: boolean): boolean {
  if (anchor === "") return true;
  if (anchor !== "\\b") return isEdge;
  return isEdge || !/[A-Za-z0-9]/.test(text[neighbour] as string);
}

/** As in `src/tally.rs`; the sum does not depend on the order. */
function hash(owner: number, start: number, end: number): number {
  const mixed =
    Math.imul(owner, 0x9e3779b1) ^ Math.imul(start, 0x85ebca6b) ^ Math.imul(end, 0xc2b2ae35);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
}

/** Finds every occurrence by trying each pattern at each position: slow, but obviously correct. */
export function findNaively(patterns: readonly Pattern[], bytes: Uint8Array): Found {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  let count = 0;
  let checksum = 0;
  for (const { literal, anchors, owner } of patterns) {
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
      const end = at + literal.length;
      if (!holds(anchors[0], text, at - 1, at === 0)) continue;
      if (!holds(anchors[1], text, end, end === text.length)) continue;
      count++;
      checksum = (checksum + hash(owner, at, end)) >>> 0;
    }
  }
  return { count, checksum };
}
