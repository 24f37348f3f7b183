import { SLOTS } from "../abi.ts";
import type { AnyHeaders, GuardRequest, HeaderPairs, HeadersLike } from "../types/request.ts";

/** The parts of a request in slot order; `null` is absent. */
export type Parts = (string | null)[];

/**
 * Picks out of a request the parts that the snapshot's policy reads: method, URL and address, then
 * the headers in `names`, which are in lower case.
 *
 * All of the caller's code that can run while judging (getters, iterators, `headers.get`) runs
 * here, before a byte is written to the guest, so that it may itself call the guard.
 *
 * @throws Whatever the request throws while it is read, and a `TypeError` for pairs that are none.
 */
export function readParts(
  request: GuardRequest,
  ip: string | null | undefined,
  names: readonly string[],
): Parts {
  const address = toText(ip);
  const parts: Parts = isPlatformRequest(request)
    ? [null, null, address]
    : [toText(request.method), toText(request.url), address];
  readHeaders(request.headers, names, parts);
  return parts;
}

function isPlatformRequest(request: GuardRequest): boolean {
  return (request as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === "Request";
}

function readHeaders(headers: AnyHeaders, names: readonly string[], parts: Parts): void {
  if (typeof headers !== "object") throw new TypeError('"request.headers" expected object');
  if (isHeadersLike(headers)) {
    for (const name of names) parts.push(toText(headers.get(name)));
    return;
  }
  for (const _ of names) parts.push(null);
  if (isIterable(headers)) {
    for (const pair of headers) {
      if (typeof pair?.[0] !== "string") {
        throw new TypeError(`"headers" expected pairs [name, value], got ${typeof pair}`);
      }
      addHeader(pair[0], pair[1], names, parts);
    }
  } else {
    for (const name of Object.keys(headers)) addHeader(name, headers[name], names, parts);
  }
}

/** A `Map` has a `get` too, but one that minds the case of names: it is read as pairs. */
function isHeadersLike(headers: AnyHeaders): headers is HeadersLike {
  return (
    typeof (headers as Partial<HeadersLike>).get === "function" &&
    (headers as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] !== "Map"
  );
}

function isIterable(headers: AnyHeaders): headers is HeaderPairs {
  return typeof (headers as { [Symbol.iterator]?: unknown })[Symbol.iterator] === "function";
}

function addHeader(name: string, value: unknown, names: readonly string[], parts: Parts): void {
  for (let i = 0; i < names.length; i++) {
    const wanted = names[i] as string;
    // Comparing lengths first spares most headers the lower-casing.
    if (wanted.length !== name.length) continue;
    if (wanted !== name && wanted !== name.toLowerCase()) continue;
    const text = toText(value);
    if (text === null) return;
    const slot = SLOTS.length + i;
    const earlier = parts[slot];
    parts[slot] = typeof earlier === "string" ? `${earlier}, ${text}` : text;
    return;
  }
}

function toText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  return String(value);
}
