import type { ModuleSource } from "../check/load-module.ts";
import { openGuard } from "../check/open-guard.ts";
import { CommandError } from "../command-error.ts";
import { writeWhole } from "../write-whole.ts";
import { rememberVerdicts } from "./judge-entry.ts";
import { judgeLog } from "./judge-log.ts";
import { formatPage } from "./output/format-page.ts";
import { formatReport } from "./output/format-report.ts";
import { startProgress } from "./output/progress.ts";
import { readCount, readReadOptions, type TypedReadOptions } from "./replay-options.ts";
import { openLog } from "./sources/open-log.ts";
import type { LogReport } from "./tally/report.ts";
import { Tally } from "./tally/tally.ts";

/** The options of `snapwall replay`. */
export interface ReplayOptions extends ModuleSource, TypedReadOptions {
  readonly json?: boolean;
  /** Path to write the report to as an HTML page. */
  readonly html?: string;
  readonly top?: string;
}

/** Default length of the lists in a report. */
const DEFAULT_TOP = 10;

/**
 * `snapwall replay`: reports what a policy would have decided about the requests in logs.
 *
 * @param paths of the logs, `-` for standard input; standard input if empty
 * @returns the exit code: 1 when a line could not be read, else 0
 * @throws {CommandError} exit code 2 when nothing could be judged; 1 when the page cannot be
 * written
 */
export async function replay(paths: readonly string[], options: ReplayOptions): Promise<number> {
  const readOptions = readReadOptions(options);
  const top = readCount("--top", options.top, DEFAULT_TOP);
  const guard = await openGuard(options);
  const logs = [];
  for (const path of paths.length > 0 ? paths : ["-"]) logs.push(await openLog(path));

  const judgeEntry = rememberVerdicts(guard);
  if (paths.length === 0 && process.stdin.isTTY) {
    process.stderr.write("Reading a log from standard input (snapwall replay --help)\n");
  }
  const tally = new Tally(guard.describe());
  const progress = startProgress(logs.map(({ storedBytes }) => storedBytes));
  const reports: LogReport[] = [];
  try {
    for (const log of logs) {
      reports.push(await judgeLog(log, judgeEntry, tally, readOptions, progress.advance));
    }
  } finally {
    progress.stop();
  }
  if (reports.every(({ format, fault }) => format === null && fault !== null)) {
    throw new CommandError(reports.map(({ name, fault }) => `${name}: ${fault}`).join("\n"), 2);
  }
  const report = tally.report(reports, top);
  process.stdout.write(
    options.json === true ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report),
  );
  if (options.html !== undefined) await writeWhole(options.html, formatPage(report));
  return report.lines.unreadable > 0 || reports.some(({ fault }) => fault !== null) ? 1 : 0;
}
