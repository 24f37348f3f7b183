import type { Format } from "./detect-format.ts";
import type { FieldMap } from "./field-map.ts";
import type { ReadEntry } from "./log-entry.ts";
import { readAccessLines } from "./read-access-line.ts";
import { readCheckLine } from "./read-check-line.ts";
import { readCloudflareLine } from "./read-cloudflare.ts";
import { readHarEntry } from "./read-har-entry.ts";
import { readMappedLines } from "./read-mapped.ts";
import { readVercelLines } from "./read-vercel.ts";

/** What the user says of a format beside its name. */
export interface FormatDetails {
  /** For `combined`: headers in the quoted fields behind the User-Agent. */
  readonly extra: readonly string[];
  /** For `json`. */
  readonly map: FieldMap | undefined;
}

/** Gets the reader of a format. One reader is for one log: it may remember what it has read. */
export function openFormat(format: Format, { extra, map }: FormatDetails): ReadEntry {
  switch (format) {
    case "combined":
      return readAccessLines({ combined: true, extra });
    case "common":
      return readAccessLines({ combined: false, extra: [] });
    case "cloudflare":
      return readCloudflareLine;
    case "vercel":
      return readVercelLines();
    case "check":
      return readCheckLine;
    case "har":
      return readHarEntry;
    case "json":
      return readMappedLines(map ?? {});
  }
}
