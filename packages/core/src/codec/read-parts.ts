import { SLOTS } from "../abi.ts";
import type { AnyHeaders, GuardRequest, HeaderPairs, HeadersLike } from "../types/request.ts";
import { addHeader, type Parts, toText } from "./parts.ts";
import { MANY_NAMES, readManyHeaders, showsManyHeaders } from "./read-many-headers.ts";

/**
 * Extracts the parts that the snapshot's policy reads from a request: method, URL and address, then
 * the headers in `names`, which are in lower case.
 *
 * All caller code that can run while judging (getters, iterators, `headers.get`) runs here, before
 * anything is written to the guest, so that it may call the guard itself.
 *
 * @throws Whatever reading the request throws, and a `TypeError` for malformed header pairs.
 */
export const readParts = /** @type {Eager} */ (
  function readParts(
    request: GuardRequest,
    ip: string | null | undefined,
    names: readonly string[],
  ): Parts {
    const parts: Parts = [null, null, null];
    if (!isPlatformRequest(request)) {
      parts[0] = toText(request.method);
      parts[1] = toText(request.url);
    }
    parts[2] = toText(ip);
    const headers = request.headers as HeadersLike;
    // A `Map` also has a `get`, but a case-sensitive one, so it is read as pairs.
    if (typeof headers.get === "function" && (headers as Tagged)[Symbol.toStringTag] !== "Map") {
      if (names.length >= MANY_NAMES && showsManyHeaders(headers)) {
        readManyHeaders(headers, names, parts);
      } else {
        for (let i = 0; i < names.length; i++) parts.push(toText(headers.get(names[i] as string)));
      }
    } else {
      for (let i = 0; i < names.length; i++) parts.push(null);
      readAll(headers, names, parts);
    }
    return parts;
  }
);

/** Whether a platform created, and so parsed, the request: of this realm's class or another's. */
export const isPlatformRequest = /** @type {Eager} */ (
  function isPlatformRequest(request: GuardRequest): boolean {
    return (request as Tagged)[Symbol.toStringTag] === "Request";
  }
);

/** Reads one header that has no slot. */
export function readHeader(request: GuardRequest, name: string): string | null {
  return (readParts({ headers: request.headers }, null, [name])[SLOTS.length] ?? null) as
    | string
    | null;
}

/** Reads headers that have no case-insensitive lookup, by iterating over all of them. */
const readAll = /** @type {Eager} */ (
  function readAll(headers: AnyHeaders, names: readonly string[], parts: Parts): void {
    if (typeof headers !== "object") throw new TypeError('"request.headers" expected object');
    if (typeof (headers as Partial<HeaderPairs>)[Symbol.iterator] === "function") {
      readPairs(headers as HeaderPairs, names, parts);
      return;
    }
    const record = headers as Readonly<Record<string, unknown>>;
    // Faster than `for…in`, which would also visit inherited keys.
    const keys = Object.keys(record);
    for (let i = 0; i < keys.length; i++) {
      const slot = findSlot(keys[i] as string, names);
      if (slot !== -1) addHeader(slot, record[keys[i] as string], parts);
    }
  }
);

function readPairs(pairs: HeaderPairs, names: readonly string[], parts: Parts): void {
  for (const pair of pairs) {
    if (typeof pair?.[0] !== "string") {
      throw new TypeError(`"headers" expected pairs [name, value], got ${typeof pair}`);
    }
    const slot = findSlot(pair[0], names);
    if (slot !== -1) addHeader(slot, pair[1], parts);
  }
}

/** The slot of the header with that name, ignoring case, or -1. */
const findSlot = /** @type {Eager} */ (
  function findSlot(name: string, names: readonly string[]): number {
    for (let i = 0; i < names.length; i++) {
      const wanted = names[i] as string;
      // Comparing lengths first avoids lower-casing most names.
      if (wanted.length !== name.length) continue;
      if (wanted === name || wanted === name.toLowerCase()) return SLOTS.length + i;
    }
    return -1;
  }
);

interface Tagged {
  readonly [Symbol.toStringTag]?: string;
}
