import { alignTable } from "../../align-table.ts";
import { formatCount } from "../../format-count.ts";
import type { ReplayReport } from "../tally/report.ts";
import { describeLogs, describeNotes } from "./describe-report.ts";
import { formatDuration, formatMaxError, formatShare } from "./format-number.ts";

type Row = readonly (string | number)[];

const BAR_COLUMNS = 20;

/** Maximum rows of the timeline on the terminal; the page shows all. */
const MAX_TIME_ROWS = 24;

/** Formats the report for a terminal: plain-text tables without colours. */
export function formatReport(report: ReplayReport): string {
  const { requests, denied } = report;
  const share = (count: number) => formatShare(count, requests);
  const sections = [
    describeLogs(report).join("\n"),
    [
      `Denied: ${formatCount(denied)} of ${formatCount(requests)} requests (${share(denied)})`,
      ...describeNotes(report),
    ].join("\n"),
    table(
      ["rule", "denied", "share", "report mode"],
      report.rules.map((row) => [row.rule, row.denied, share(row.denied), row.reported]),
    ),
    table(
      ["reason", "rule", "category", "denied", "share", "allowed"],
      report.reasons.map((row) => {
        return [row.id, row.rule, row.category ?? "", row.denied, share(row.denied), row.allowed];
      }),
    ),
    table(
      ["category", "denied", "share", "allowed"],
      report.categories.map((row) => [row.category, row.denied, share(row.denied), row.allowed]),
    ),
    ranking(
      table(
        ["path", "denied", "share"],
        report.paths.items.map((row) => [row.path, row.denied, share(row.denied)]),
      ),
      report.paths.maxError,
    ),
    table(
      ["answered", "requests", "now denied", "share"],
      report.statuses.map((row) => {
        const status = row.status === 0 ? "not logged" : String(row.status);
        return [status, row.requests, row.denied, formatShare(row.denied, row.requests)];
      }),
    ),
    formatTimeline(report),
    ranking(formatExamples(report), report.examples.maxError),
    formatUnreadable(report),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** Formats a table with a line below its head; nothing if there are no rows. */
function table(head: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const texts = rows.map((row) => {
    return row.map((cell) => (typeof cell === "number" ? formatCount(cell) : cell));
  });
  const isNumber = (column: number) => {
    return typeof rows[0]?.[column] === "number" || head[column] === "share";
  };
  const rules = head.map((title, column) => {
    return "─".repeat(Math.max(title.length, ...texts.map((row) => row[column]?.length ?? 0)));
  });
  return alignTable([head, rules, ...texts], isNumber).join("\n");
}

function ranking(text: string, maxError: number): string {
  const error = formatMaxError(maxError);
  return text === "" || error === "" ? text : `${text}\n(${error})`;
}

function formatTimeline({ timeline }: ReplayReport): string {
  if (timeline === null) return "";
  const { buckets, bucketMs } = timeline;
  const merged = Math.ceil(buckets.length / MAX_TIME_ROWS);
  const rows = Array.from({ length: Math.ceil(buckets.length / merged) }, (_, row) => {
    const group = buckets.slice(row * merged, (row + 1) * merged);
    const sum = (key: "requests" | "denied") => group.reduce((sum, item) => sum + item[key], 0);
    return { start: group[0]?.start ?? "", requests: sum("requests"), denied: sum("denied") };
  });
  const most = Math.max(...rows.map(({ requests }) => requests));
  return table(
    [
      `from (UTC), by ${formatDuration(bucketMs * merged)}`,
      "requests",
      "denied",
      "█ denied ░ let in",
    ],
    rows.map(({ start, requests, denied }) => {
      const full = Math.round((requests / most) * BAR_COLUMNS);
      const dark = Math.round((denied / most) * BAR_COLUMNS);
      const bar = "█".repeat(dark) + "░".repeat(Math.max(0, full - dark));
      return [start.slice(0, 19).replace("T", " "), requests, denied, bar];
    }),
  );
}

function formatExamples({ examples }: ReplayReport): string {
  if (examples.items.length === 0) return "";
  const lines = examples.items.map(({ count, id, method, path, userAgent }) => {
    return `${formatCount(count)} × ${id}: ${method} ${path}\n    ${userAgent || "(no User-Agent)"}`;
  });
  return ["Denied most often, with the first request of each:", ...lines].join("\n");
}

function formatUnreadable({ unreadable }: ReplayReport): string {
  if (unreadable.length === 0) return "";
  const lines = unreadable.map(({ log, line, why }) => `${log}:${line}: ${why}`);
  return ["Lines that could not be read, the first ones:", ...lines].join("\n");
}
