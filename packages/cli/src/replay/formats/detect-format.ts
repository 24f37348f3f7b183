import { LineError } from "../../check/line-error.ts";
import { REQUEST_KEYS } from "../../check/read-request-line.ts";
import { isRecord } from "./json-fields.ts";
import { readAccessLines } from "./read-access-line.ts";

/** The log formats, as named by `--format`; `json` is described by `--map`. */
export const FORMATS = [
  "combined",
  "common",
  "cloudflare",
  "vercel",
  "check",
  "har",
  "json",
] as const;

export type Format = (typeof FORMATS)[number];

/** How a log is split into records: at line feeds, or into the elements of a JSON array. */
export type Framing =
  | { readonly kind: "lines" }
  | { readonly kind: "elements"; readonly path: readonly string[] };

/** Location of the entries in a HAR file. */
export const HAR_FRAMING: Framing = { kind: "elements", path: ["log", "entries"] };

/** What the beginning of a log reveals. */
export interface Detected {
  readonly framing: Framing;
  /** `undefined` if no format matches. */
  readonly format: Format | undefined;
}

/** Number of lines tried before giving up on a log. */
const MAX_LINES = 20;

/**
 * Detects the format of a log from its beginning. Lines that match no format are skipped, because a
 * log may begin in the middle of a line.
 *
 * @param head the log's first bytes; the last line may be truncated
 */
export function detectFormat(head: Buffer): Detected {
  const text = head.toString("utf8").replace(/^\ufeff/, "");
  const start = text.trimStart();
  if (/^\{\s*"log"\s*:\s*\{/.test(start)) {
    return { framing: HAR_FRAMING, format: "har" };
  }
  if (/^\[\s*(\{|$)/.test(start)) {
    return { framing: { kind: "elements", path: [] }, format: detectElement(start) };
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  for (const line of lines.slice(0, MAX_LINES)) {
    const format = detectLine(line);
    if (format !== undefined) return { framing: { kind: "lines" }, format };
  }
  return { framing: { kind: "lines" }, format: undefined };
}

function detectLine(line: string): Format | undefined {
  if (line.trimStart().startsWith("{")) return detectRecord(line);
  const bytes = Buffer.from(line);
  if (fits(bytes, true)) return "combined";
  return fits(bytes, false) ? "common" : undefined;
}

function fits(line: Buffer, combined: boolean): boolean {
  try {
    readAccessLines({ combined, extra: [] })(line);
    return true;
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    return false;
  }
}

function detectRecord(json: string): Format | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return detectByKeys(json);
  }
  if (!isRecord(value)) return undefined;
  if ("ClientRequestMethod" in value || "ClientRequestURI" in value) return "cloudflare";
  if (isRecord(value.proxy) || ("deploymentId" in value && "source" in value)) return "vercel";
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => REQUEST_KEYS.includes(key)) ? "check" : undefined;
}

/** Detects the format of truncated JSON, or of a document of many records, by its keys. */
function detectByKeys(json: string): Format | undefined {
  if (/"ClientRequest(Method|URI)"\s*:/.test(json)) return "cloudflare";
  return /"(proxy"\s*:\s*\{|deploymentId"\s*:)/.test(json) ? "vercel" : undefined;
}

function detectElement(json: string): Format | undefined {
  if (detectByKeys(json) !== undefined) return detectByKeys(json);
  return /^\[\s*\{\s*"(method|url|headers|ip)"\s*:/.test(json) ? "check" : undefined;
}
