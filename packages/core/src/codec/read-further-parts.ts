import { INPUT_FLAGS, SLOTS } from "../abi.ts";
import type { PlatformFacts } from "../types/platform-facts.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import { countBytes, cutBody } from "./cut-body.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { isPlatformRequest, type Parts, readHeader } from "./read-parts.ts";

/** Finds something of one request that the request itself does not say. */
export type Finder<Found> = (request: GuardRequest, context: unknown) => Found | null | undefined;

/** How a guard finds what a policy asks for beside the client's own words. */
export interface Finders {
  readonly findAddress: Finder<string> | undefined;
  readonly findFacts: Finder<PlatformFacts> | undefined;
}

/** Which parts of a request are asked for: for a decision those in the {@link GuestMemory}. */
export type Asked = Pick<GuestMemory, "headerNames" | "furtherNames" | "reads">;

const BODY = "http.request.body";
const BODY_SIZE = "http.request.body.size";
const LOCAL = "local.";

/** Whether a policy asks for the body itself. */
export function asksForBody({ furtherNames }: Pick<Asked, "furtherNames">): boolean {
  return furtherNames.includes(BODY);
}

/** Whether a policy asks for more than headers. */
export function asksFurther({
  furtherNames,
  reads,
}: Pick<Asked, "furtherNames" | "reads">): boolean {
  return reads !== 0 || furtherNames.length > 0;
}

/**
 * Adds to `parts` what the policy asks for beside headers: the fixed parts that rules read, of a
 * request that its platform has parsed too, then the parts named in `furtherNames`.
 *
 * Integers are written in decimal. What nobody knows stays absent, which a policy can tell.
 *
 * @returns The input flags that hold for these parts.
 * @throws Whatever the caller's finders throw.
 */
export function readFurtherParts(
  parts: Parts,
  request: GuardRequest,
  options: CheckOptions | undefined,
  asked: Pick<Asked, "furtherNames" | "reads">,
  finders: Finders,
): number {
  const vouched = isPlatformRequest(request);
  if (vouched) {
    if (reads(asked, "method")) parts[0] = request.method as string;
    if (reads(asked, "url")) parts[1] = request.url as string;
  }
  if (reads(asked, "ip")) {
    parts[2] ??= finders.findAddress?.(request, options?.context) ?? null;
  }
  const facts = asked.furtherNames.some(isFact)
    ? finders.findFacts?.(request, options?.context)
    : null;
  let flags: number = vouched ? INPUT_FLAGS.vouched : 0;
  for (const name of asked.furtherNames) {
    if (name !== BODY) {
      parts.push(toText(readFurther(name, request, options, facts)));
    } else if (options?.body === undefined) {
      parts.push(null);
    } else {
      const { body, isWhole } = cutBody(requireBody(options.body));
      if (!isWhole || options.bodyTruncated === true) flags |= INPUT_FLAGS.truncated;
      parts.push(body);
    }
  }
  return flags;
}

function reads({ reads }: Pick<Asked, "reads">, slot: (typeof SLOTS)[number]): boolean {
  return ((reads >>> SLOTS.indexOf(slot)) & 1) === 1;
}

/** @throws {TypeError} When it is neither: an object that somebody has parsed is no body. */
export function requireBody(body: unknown): string | Uint8Array {
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  throw new TypeError(`"body" expected string or Uint8Array, got ${typeof body}`);
}

function isFact(name: string): boolean {
  return name !== BODY && name !== BODY_SIZE && !name.startsWith(LOCAL);
}

function readFurther(
  name: string,
  request: GuardRequest,
  options: CheckOptions | undefined,
  facts: PlatformFacts | null | undefined,
): unknown {
  if (name === BODY_SIZE) {
    const { bodyBytes, body, bodyTruncated } = options ?? {};
    if (bodyBytes !== undefined) return bodyBytes;
    const counted = body === undefined ? null : countBytes(requireBody(body));
    if (counted !== null && bodyTruncated !== true) return counted;
    return readContentLength(request) ?? counted;
  }
  if (name.startsWith(LOCAL)) return ownValue(options?.local, name.slice(LOCAL.length));
  return ownValue(options?.facts, name) ?? ownValue(facts, name);
}

function ownValue(record: object | null | undefined, key: string): unknown {
  if (record === null || record === undefined || !Object.hasOwn(record, key)) return undefined;
  return (record as Record<string, unknown>)[key];
}

function toText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** What the client announces, when it is a length. */
function readContentLength(request: GuardRequest): string | null {
  const announced = readHeader(request, "content-length");
  return announced !== null && /^\d{1,15}$/.test(announced) ? announced : null;
}
