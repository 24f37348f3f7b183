import { INPUT_FLAGS, SLOTS } from "../abi.ts";
import type { PlatformFacts } from "../types/platform-facts.ts";
import type { CheckOptions, GuardRequest } from "../types/request.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { isPlatformRequest, type Parts, readHeader } from "./read-parts.ts";

/** Finds something of one request that the request itself does not say. */
export type Finder<Found> = (request: GuardRequest, context: unknown) => Found | null | undefined;

/** How a guard finds what a policy asks for beside the client's own words. */
export interface Finders {
  readonly findAddress: Finder<string> | undefined;
  readonly findFacts: Finder<PlatformFacts> | undefined;
}

/** What of a {@link GuestMemory} says which parts are asked for. */
export type Asked = Pick<GuestMemory, "furtherNames" | "reads">;

const BODY_SIZE = "http.request.body.size";
const LOCAL = "local.";

/** Whether a policy asks for more than headers. */
export function asksFurther({ furtherNames, reads }: Asked): boolean {
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
  asked: Asked,
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
  for (const name of asked.furtherNames) {
    parts.push(toText(readFurther(name, request, options, facts)));
  }
  return vouched ? INPUT_FLAGS.vouched : 0;
}

function reads({ reads }: Asked, slot: (typeof SLOTS)[number]): boolean {
  return ((reads >>> SLOTS.indexOf(slot)) & 1) === 1;
}

function isFact(name: string): boolean {
  return name !== BODY_SIZE && !name.startsWith(LOCAL);
}

function readFurther(
  name: string,
  request: GuardRequest,
  options: CheckOptions | undefined,
  facts: PlatformFacts | null | undefined,
): unknown {
  if (name === BODY_SIZE) return options?.bodyBytes ?? readContentLength(request);
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
