import { alignTable } from "../align-table.ts";
import { formatCount } from "../format-count.ts";
import type { BakeReport } from "./report.ts";

/** Emphasises a heading: bold on a terminal, plain elsewhere. */
type Emphasis = (text: string) => string;

const count = (amount: number, one: string, many = `${one}s`) => {
  return `${formatCount(amount)} ${amount === 1 ? one : many}`;
};
const list = (names: readonly string[]) => (names.length === 0 ? "none" : names.join(", "));

/**
 * Formats a report for reading: what the policy contains, sizes by step, what was stripped, and
 * what a start costs.
 */
export function formatReport(report: BakeReport, emphasize: Emphasis): string {
  const { policy, stripped, start } = report;
  const facts = [
    ["policy", policy],
    ...listContents(report),
    [
      "stripped",
      `${count(stripped.functions, "function")} and ${count(stripped.codeBytes, "byte")} of code; imports: ${list(stripped.imports)}`,
    ],
    ["unused rules", list(stripped.rules)],
    [
      "what is left",
      `${count(report.functions, "function")}, ${count(report.codeBytes, "byte")} of code`,
    ],
    [
      "at start",
      `${count(start.dataBytes, "byte")} of data on ${count(start.pages4KiB, "page")} of 4 KiB (${start.pages64KiB} of 64 KiB); memory ${start.memoryBytes / 1024} KiB, fixed`,
    ],
  ] as const;
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    ...facts.map(([name, fact]) => `${emphasize(name.padEnd(width))}  ${fact}`),
    "",
    ...formatSteps(report, emphasize),
    "",
  ].join("\n");
}

function listContents({ contents }: BakeReport): [name: string, fact: string][] {
  const { rules, bots, customBots, filters, lists } = contents;
  const facts: [string, string][] = [["rules", list(rules)]];
  if (bots !== undefined) {
    const { denied, known, allowed } = bots;
    const counted = [denied, known, allowed].map((amount) => formatCount(amount));
    facts.push(["bots", `${counted[0]} of ${counted[1]} denied, ${counted[2]} allowed by name`]);
  }
  if (customBots > 0) facts.push(["custom bots", formatCount(customBots)]);
  if (rules.includes("filters")) {
    facts.push(["filters", `${filters.deny} that deny, ${filters.allow} that allow`]);
  }
  if (lists.count > 0) {
    facts.push(["lists", `${lists.count}, with ${count(lists.entries, "entry", "entries")}`]);
  }
  return facts;
}

function formatSteps({ steps, snapshotter }: BakeReport, emphasize: Emphasis): string[] {
  const by = snapshotter === "wizer" ? "Wizer" : "JavaScript: no Wizer for this platform";
  const notes: Record<string, string> = { snapshot: ` (${by})`, optimise: " (wasm-opt)" };
  const rows = steps.map(({ name, raw, gzip, brotli, milliseconds }, index) => [
    name + (notes[name] ?? ""),
    ...[raw, gzip, brotli].map((bytes) => formatCount(bytes)),
    index === 0 ? "" : `${milliseconds} ms`,
  ]);
  const [head = "", ...lines] = alignTable([
    ["after", "raw", "gzip 9", "brotli 9", "took"],
    ...rows,
  ]);
  return [emphasize(head), ...lines];
}
