import { LineError } from "../check/line-error.ts";
import { type Line, MAX_LINE_BYTES, splitLines } from "../check/split-lines.ts";
import { CommandError } from "../command-error.ts";
import { detectFormat, type Format, type Framing, HAR_FRAMING } from "./formats/detect-format.ts";
import type { ReadEntry } from "./formats/log-entry.ts";
import { type FormatDetails, openFormat } from "./formats/open-format.ts";
import type { JudgeEntry } from "./judge-entry.ts";
import type { Log } from "./sources/open-log.ts";
import { peek } from "./sources/peek.ts";
import { splitElements } from "./sources/split-elements.ts";
import { escapeText } from "./tally/escape-text.ts";
import type { LogReport } from "./tally/report.ts";
import type { Tally } from "./tally/tally.ts";

/** How logs are read. */
export interface ReadOptions extends FormatDetails {
  readonly format: Format | "auto";
  /** Earlier requests are skipped. Milliseconds since 1970; `-Infinity` for no limit. */
  readonly sinceMs: number;
  /** Requests at or after this time are skipped. */
  readonly untilMs: number;
  /** Maximum number of requests to judge, over all logs. */
  readonly limit: number;
}

/** Longest entry of a HAR file; entries contain response bodies. */
export const MAX_ENTRY_BYTES = 64 * 1024 * 1024;

const MAX_NAME_UNITS = 300;

/** How much of a log is read to detect its format. */
const HEAD_BYTES = 64 * 1024;

/**
 * Judges every request in a log and counts the decisions. If reading ends early or the format is
 * unknown, the report's `fault` says why.
 *
 * @param onRead called with the number of bytes of the log read so far
 */
export async function judgeLog(
  log: Log,
  judgeEntry: JudgeEntry,
  tally: Tally,
  options: ReadOptions,
  onRead: (bytes: number) => void,
): Promise<LogReport> {
  const report: Writable<LogReport> = {
    name: escapeText(log.name, MAX_NAME_UNITS),
    format: null,
    compression: "none",
    lines: 0,
    fault: null,
  };
  try {
    const { compression, content } = await log.read(onRead);
    report.compression = compression;
    const { head, all } = await peek(content, HEAD_BYTES);
    if (head.length === 0) return report;
    const { format, framing } = chooseFormat(head, options.format);
    report.format = format;
    const judge = judgeLines(openFormat(format, options), judgeEntry, tally, options, report);
    for await (const lines of frame(all, framing)) {
      if (!judge(lines)) break;
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    report.fault = escapeText((error as Error).message, MAX_NAME_UNITS);
  }
  return report;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Creates a function that judges a batch of lines and returns whether it wants more. */
function judgeLines(
  read: ReadEntry,
  judgeEntry: JudgeEntry,
  tally: Tally,
  { sinceMs, untilMs, limit }: ReadOptions,
  report: Writable<LogReport>,
): (lines: readonly Line[]) => boolean {
  const anyTime = sinceMs === Number.NEGATIVE_INFINITY && untilMs === Number.POSITIVE_INFINITY;
  return (lines) => {
    for (const { number, bytes } of lines) {
      if (tally.requests >= limit) return false;
      report.lines++;
      try {
        if (bytes === null) throw new LineError("it is too long");
        if (bytes.length === 0) throw new LineError("it is empty");
        const entry = read(bytes);
        if (entry === null) tally.lines.noRequest++;
        else if (!(anyTime || (entry.timeMs >= sinceMs && entry.timeMs < untilMs))) {
          tally.lines.outsideTime++;
        } else {
          tally.add(entry, judgeEntry(entry));
        }
      } catch (error) {
        if (!(error instanceof LineError)) throw error;
        tally.lines.addUnreadable(report.name, number, error.message);
      }
    }
    return true;
  };
}

function chooseFormat(head: Buffer, asked: Format | "auto"): { format: Format; framing: Framing } {
  const detected = detectFormat(head);
  if (asked === "auto") {
    if (detected.format !== undefined) return { ...detected, format: detected.format };
    const advice = "name it with --format, or describe JSON lines with --map";
    throw new Error(`its format is not known: ${advice}; it begins ${quote(head)}`);
  }
  if (asked === "har") return { format: asked, framing: HAR_FRAMING };
  const isText = asked === "combined" || asked === "common" || detected.format === "har";
  return { format: asked, framing: isText ? { kind: "lines" } : detected.framing };
}

function quote(head: Buffer): string {
  return JSON.stringify(head.toString("utf8", 0, 200).split("\n", 1)[0]?.slice(0, 80));
}

function frame(content: AsyncIterable<Buffer>, framing: Framing): AsyncIterable<Line[]> {
  if (framing.kind === "lines") return splitLines(content, MAX_LINE_BYTES);
  return splitElements(content, framing.path, MAX_ENTRY_BYTES);
}
