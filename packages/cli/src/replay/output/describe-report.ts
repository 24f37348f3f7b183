import { formatCount } from "../../format-count.ts";
import type { ReplayReport } from "../tally/report.ts";
import { formatShare } from "./format-number.ts";

/**
 * Describes, one sentence each, what a reader of the report must know in addition to the figures,
 * for the terminal and for the page.
 */
export function describeNotes(report: ReplayReport): string[] {
  const { lines, requests, reported, unjudged, logs } = report;
  const notes: string[] = [];
  for (const { rule, id, missing, requests: count } of unjudged) {
    const what = id === null ? `The rule ${rule}` : `${rule} ${id}`;
    const parts = missing.map(namePart).join(" and ");
    notes.push(
      `${what} could not judge ${formatCount(count)} of ${formatCount(requests)} requests: the log does not have the ${parts}.`,
    );
  }
  if (reported > 0) {
    notes.push(
      `${formatCount(reported)} more (${formatShare(reported, requests)}) would be denied by rules that are in report mode.`,
    );
  }
  if (lines.noRequest > 0) {
    notes.push(`Lines that describe no request: ${formatCount(lines.noRequest)}.`);
  }
  if (lines.outsideTime > 0) {
    notes.push(`Requests outside --since and --until: ${formatCount(lines.outsideTime)}.`);
  }
  if (lines.unreadable > 0) {
    notes.push(`Lines that could not be read: ${formatCount(lines.unreadable)}.`);
  }
  for (const { name, fault } of logs) {
    if (fault !== null) notes.push(`${name} was not read to its end: ${fault}.`);
  }
  return notes;
}

function namePart(part: string): string {
  return part.startsWith(":") ? part.slice(1) : `header ${part}`;
}

/** Describes what was read: `access.log.gz (combined, gzip), lines: 1,234`. */
export function describeLogs({ logs }: ReplayReport): string[] {
  return logs.map(({ name, format, compression, lines, fault }) => {
    const kinds = [
      format ?? (fault === null ? "empty" : "unknown format"),
      ...(compression === "none" ? [] : [compression]),
    ];
    return `${name} (${kinds.join(", ")}), lines: ${formatCount(lines)}`;
  });
}
