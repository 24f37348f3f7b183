import type { Format } from "./detect-format.ts";
import type { FieldMap } from "./field-map.ts";
import type { ReadEntry } from "./log-entry.ts";
import { readAccessLines } from "./read-access-line.ts";
import { readCheckLine } from "./read-check-line.ts";
import { readCloudflareLine } from "./read-cloudflare.ts";
import { readHarEntry } from "./read-har-entry.ts";
import { readMappedLines } from "./read-mapped.ts";
import { readVercelLines } from "./read-vercel.ts";

/** What the user specifies about a format in addition to its name. */
export interface FormatDetails {
  /** For `combined`: headers in the quoted fields after the User-Agent. */
  readonly extra: readonly string[];
  /** For `json`. */
  readonly map: FieldMap | undefined;
}

/** Creates the reader for a format. Each log needs its own, because a reader may have state. */
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
