import { CommandError } from "../command-error.ts";
import { FORMATS, type Format } from "./formats/detect-format.ts";
import { type FieldMap, readFieldMap } from "./formats/field-map.ts";
import type { ReadOptions } from "./judge-log.ts";

/** The options of `snapwall replay` about reading, as typed on the command line. */
export interface TypedReadOptions {
  readonly format?: Format | "auto";
  readonly map?: string;
  readonly extra?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
}

/** Values of `--format`. */
export const FORMAT_CHOICES = ["auto", ...FORMATS] as const;

/**
 * Parses the options about reading.
 *
 * @throws {CommandError} exit code 2, naming the option and what it expected
 */
export function readReadOptions(typed: TypedReadOptions): ReadOptions {
  const map = readMap(typed.map);
  const format = typed.format ?? (map === undefined ? "auto" : "json");
  if ((format === "json") !== (map !== undefined)) {
    throw new CommandError(
      '"--format json" and "--map" go together: the map says where things are',
      2,
    );
  }
  const extra = typed.extra?.split(",").map((name) => name.trim().toLowerCase()) ?? [];
  if (extra.length > 0 && format !== "combined" && format !== "auto") {
    throw new CommandError(`"--extra" is for the combined format, not for ${format}`, 2);
  }
  return {
    format,
    map,
    extra,
    sinceMs: readTime("--since", typed.since, Number.NEGATIVE_INFINITY),
    untilMs: readTime("--until", typed.until, Number.POSITIVE_INFINITY),
    limit: readCount("--limit", typed.limit, Number.POSITIVE_INFINITY),
  };
}

/**
 * Parses a count.
 *
 * @throws {CommandError} exit code 2 when it is not an integer of at least 1
 */
export function readCount(name: string, text: string | undefined, missing: number): number {
  if (text === undefined) return missing;
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= 1) return count;
  throw new CommandError(`"${name}" expected integer >= 1, got ${text}`, 2);
}

function readTime(name: string, text: string | undefined, missing: number): number {
  if (text === undefined) return missing;
  const timeMs = Date.parse(text);
  if (!Number.isNaN(timeMs)) return timeMs;
  throw new CommandError(`"${name}" expected a time such as 2026-11-22T08:00Z, got ${text}`, 2);
}

function readMap(text: string | undefined): FieldMap | undefined {
  try {
    return text === undefined ? undefined : readFieldMap(text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CommandError(cause.message, 2, { cause });
  }
}
