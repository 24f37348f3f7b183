import { SLOTS } from "../abi.ts";
import type { AnyHeaders, GuardRequest, HeaderPairs, HeadersLike } from "../types/request.ts";
import { addHeader, type Parts, toText } from "./parts.ts";
import { MANY_NAMES, readManyHeaders, showsManyHeaders } from "./read-many-headers.ts";

/**
 * Picks out of a request the parts that the snapshot's policy reads: method, URL and address, then
 * the headers in `names`, which are in lower case.
 *
 * All of the caller's code that can run while judging (getters, iterators, `headers.get`) runs
 * here, before a byte is written to the guest, so that it may itself call the guard.
 *
 * @throws Whatever the request throws while it is read, and a `TypeError` for pairs that are none.
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
    // A `Map` has a `get` too, but one that minds the case of names: it is read as pairs.
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

/** Whether the platform has made, and so parsed, the request: its own class or another realm's. */
export const isPlatformRequest = /** @type {Eager} */ (
  function isPlatformRequest(request: GuardRequest): boolean {
    return (request as Tagged)[Symbol.toStringTag] === "Request";
  }
);

/** Reads one header that no slot is for. */
export function readHeader(request: GuardRequest, name: string): string | null {
  return (readParts({ headers: request.headers }, null, [name])[SLOTS.length] ?? null) as
    | string
    | null;
}

/** Reads headers that cannot be looked up without regard to case: all of them are gone through. */
const readAll = /** @type {Eager} */ (
  function readAll(headers: AnyHeaders, names: readonly string[], parts: Parts): void {
    if (typeof headers !== "object") throw new TypeError('"request.headers" expected object');
    if (typeof (headers as Partial<HeaderPairs>)[Symbol.iterator] === "function") {
      readPairs(headers as HeaderPairs, names, parts);
      return;
    }
    const record = headers as Readonly<Record<string, unknown>>;
    // A list of keys is quicker to go through than `for…in`, which also visits inherited ones.
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

/** The slot of the header with that name in any case, or -1. */
const findSlot = /** @type {Eager} */ (
  function findSlot(name: string, names: readonly string[]): number {
    for (let i = 0; i < names.length; i++) {
      const wanted = names[i] as string;
      // Comparing lengths first spares most headers the lower-casing.
      if (wanted.length !== name.length) continue;
      if (wanted === name || wanted === name.toLowerCase()) return SLOTS.length + i;
    }
    return -1;
  }
);

interface Tagged {
  readonly [Symbol.toStringTag]?: string;
}
