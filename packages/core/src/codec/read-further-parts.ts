import { INPUT_FLAGS, SLOTS } from "../abi.ts";
import type { PlatformFacts } from "../types/platform-facts.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { countBytes, cutBody } from "./cut-body.ts";
import type { GuestMemory } from "./guest-memory.ts";
import type { Parts } from "./parts.ts";
import { isPlatformRequest, readHeader } from "./read-parts.ts";

/** Finds something about a request that the request itself does not contain. */
export type Finder<Found> = (request: GuardRequest, context: unknown) => Found | null | undefined;

/** How a guard finds what a policy reads in addition to what the client sent. */
export interface Finders {
  readonly findAddress: Finder<string> | undefined;
  readonly findFacts: Finder<PlatformFacts> | undefined;
}

/** Which parts of a request are needed; for a decision, those listed in {@link GuestMemory}. */
export type Asked = Pick<GuestMemory, "headerNames" | "furtherNames" | "reads">;

const BODY = "http.request.body";
const BODY_SIZE = "http.request.body.size";
const LOCAL = "local.";

/** Whether the body itself is needed. */
export const asksForBody = /** @type {Eager} */ (
  function asksForBody({ furtherNames }: Pick<Asked, "furtherNames">): boolean {
    return furtherNames.includes(BODY);
  }
);

/** Whether more than headers is needed. */
export const asksFurther = /** @type {Eager} */ (
  function asksFurther({ furtherNames, reads }: Pick<Asked, "furtherNames" | "reads">): boolean {
    return reads !== 0 || furtherNames.length > 0;
  }
);

/** Bits of {@link GuestMemory.reads}. */
const READS_METHOD = 1 << SLOTS.indexOf("method");
const READS_URL = 1 << SLOTS.indexOf("url");
const READS_IP = 1 << SLOTS.indexOf("ip");

/**
 * Adds to `parts` what the policy reads in addition to headers: first the fixed parts that rules
 * read even when a platform has parsed the request, then the parts named in `furtherNames`.
 *
 * Integers are written in decimal. Unknown values stay absent, which a policy can test for.
 *
 * @returns The input flags that apply to these parts.
 * @throws Whatever the caller's finders throw.
 */
export const readFurtherParts = /** @type {Eager} */ (
  function readFurtherParts(
    parts: Parts,
    request: GuardRequest,
    options: CheckOptions | undefined,
    asked: Pick<Asked, "furtherNames" | "reads">,
    finders: Finders,
  ): number {
    const { reads, furtherNames } = asked;
    let flags = 0;
    if (isPlatformRequest(request)) {
      flags = INPUT_FLAGS.vouched;
      if ((reads & READS_METHOD) !== 0) parts[0] = request.method as string;
      if ((reads & READS_URL) !== 0) parts[1] = request.url as string;
    }
    if ((reads & READS_IP) !== 0) {
      parts[2] ??= finders.findAddress?.(request, options?.context) ?? null;
    }
    const given = options?.facts;
    let found: PlatformFacts | null | undefined;
    for (let i = 0; i < furtherNames.length; i++) {
      const name = furtherNames[i] as string;
      let value: unknown;
      if (name === BODY) {
        const body = options?.body === undefined ? null : cutBody(requireBody(options.body));
        if (body !== null && (!body.isWhole || options?.bodyTruncated === true)) {
          flags |= INPUT_FLAGS.truncated;
        }
        parts.push(body === null ? null : body.body);
        continue;
      }
      if (name === BODY_SIZE) {
        value = readBodySize(request, options);
      } else if (name.startsWith(LOCAL)) {
        value = ownValue(options?.local, name.slice(LOCAL.length));
      } else {
        if (found === undefined) found = finders.findFacts?.(request, options?.context) ?? null;
        value = ownValue(given, name) ?? ownValue(found, name);
      }
      parts.push(toText(value));
    }
    return flags;
  }
);

/**
 * @throws {TypeError} When `body` is neither a string nor bytes, such as an already parsed object.
 */
export function requireBody(body: unknown): string | Uint8Array {
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  throw new TypeError(`"body" expected string or Uint8Array, got ${typeof body}`);
}

function readBodySize(request: GuardRequest, options: CheckOptions | undefined): unknown {
  const { bodyBytes, body, bodyTruncated } = options ?? {};
  if (bodyBytes !== undefined) return bodyBytes;
  const counted = body === undefined ? null : countBytes(requireBody(body));
  if (counted !== null && bodyTruncated !== true) return counted;
  return readContentLength(request) ?? counted;
}

const ownValue = /** @type {Eager} */ (
  function ownValue(record: object | null | undefined, key: string): unknown {
    if (record === null || record === undefined || !Object.hasOwn(record, key)) return undefined;
    return (record as Record<string, unknown>)[key];
  }
);

const toText = /** @type {Eager} */ (
  function toText(value: unknown): string | null {
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  }
);

/** The announced length of the body, if it is valid. */
function readContentLength(request: GuardRequest): string | null {
  const announced = readHeader(request, "content-length");
  return announced !== null && /^\d{1,15}$/.test(announced) ? announced : null;
}
