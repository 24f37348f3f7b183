import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { argv } from "node:process";
import { formatTime } from "../src/format.ts";
import { median } from "../src/statistics.ts";
import { formatTable } from "../src/table.ts";
import { writeBetween } from "../src/write-between.ts";
import { drawMatchers } from "./chart.ts";
import { root } from "./paths.ts";
import { type MatcherResults, pickSamples } from "./results.ts";
import { subjects } from "./subjects.ts";

const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;

/** Formats the two tables: memory, then time. */
export function writeTable({ subjects: measured }: MatcherResults): string {
  const memory = subjects.map(({ name, title }) => {
    const { rawBytes, gzipBytes, tableBytes, touched } = measured[name];
    const sizes = [tableBytes, rawBytes, gzipBytes].map(kib);
    return [title, ...sizes, ...[touched.startPages, touched.pages, touched.lines].map(String)];
  });
  const time = subjects.map(({ name, title }) => {
    const one = measured[name];
    const middle = (figure: Parameters<typeof pickSamples>[1]) => median(pickSamples(one, figure));
    return [
      title,
      formatTime(middle("compileMs")),
      formatTime(middle("instantiateUs") / 1e3),
      formatTime(middle("firstMatchMs")),
      formatTime(middle("browserNs") / 1e6),
      formatTime(middle("botNs") / 1e6),
      `${formatTime(one.worst.ms)} (n^${one.worst.exponent.toFixed(2)})`,
    ];
  });
  return [
    formatTable(
      [
        "memory",
        "tables",
        "module",
        "gzip",
        "pages at start",
        "pages a browser",
        "lines a browser",
      ],
      memory,
    ),
    formatTable(
      ["time", "compile", "instantiate", "first match", "a browser", "a bot", "worst 60 KB"],
      time,
    ),
  ].join("\n\n");
}

function describeRun(results: MatcherResults, source: string): string {
  const { machine, texts, versions } = results;
  const asked = results.scheduling === "" ? "" : `, under \`${results.scheduling}\``;
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${results.startedAt.slice(0, 10)}, ${machine.processor}, ${machine.cores} cores, ${machine.system}${asked}. Medians of ${results.rounds} rounds, a process for each matcher in each; ${texts.patterns} patterns, ${texts.browsers} browsers, ${texts.bots} bots; every matcher found what a naive search finds in ${texts.verified} texts. ${used.join(", ")}. [All samples](../bench/results/${source}).`;
}

/** Writes the chart, and the tables in `docs/matchers.md`, leaving its prose unchanged. */
export function publish(results: MatcherResults, source: string): void {
  const tables = `${writeTable(results)}\n\n${describeRun(results, source)}`;
  writeBetween("matchers.md", "npm run bench:matchers", tables);
  writeFileSync(join(root, "docs", "img", "matchers.svg"), drawMatchers(results));
}

if (import.meta.main) {
  const path = argv[2];
  if (path === undefined) {
    throw new TypeError("Usage: node bench/matchers/publish.ts bench/results/<date>-matchers.json");
  }
  publish(JSON.parse(readFileSync(path, "utf8")), basename(path));
}
