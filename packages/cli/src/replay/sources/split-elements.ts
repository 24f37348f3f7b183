import type { Line } from "../../check/split-lines.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Longest key that is compared with the path. */
const MAX_KEY_BYTES = 64;

/**
 * Splits a stream that is one JSON document into the elements of one of its arrays, yielding a
 * batch for each chunk that arrives. Elements that are not objects are skipped.
 *
 * The document is never buffered, only up to `maxElementBytes` of one element; the rest of a longer
 * element is skipped. Nor is it validated: that happens when the elements are parsed.
 *
 * @param path the keys from the root to the array; empty if the root is the array
 * @returns elements, numbered from 1; `bytes` is `null` for an element longer than the limit
 */
export async function* splitElements(
  input: AsyncIterable<Buffer>,
  path: readonly string[],
  maxElementBytes: number,
): AsyncGenerator<Line[]> {
  let depth = 0;
  /** Depth of the innermost open container on the path; the root has depth 1. */
  let pathDepth = 0;
  /** Whether the current key is the next one on the path. */
  let isNextKey = true;
  let arrayDepth = Number.POSITIVE_INFINITY;
  let inString = false;
  let escaped = false;
  let key: number[] = [];
  let number = 0;
  let inElement = false;
  let begun: Buffer[] = [];
  let begunBytes = 0;

  const keep = (part: Buffer) => {
    begunBytes += part.length;
    if (begunBytes <= maxElementBytes) begun.push(part);
    else begun = [];
  };

  for await (const chunk of input) {
    const elements: Line[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        else if (depth === pathDepth && key.length <= MAX_KEY_BYTES) key.push(byte);
        continue;
      }
      switch (byte) {
        case QUOTE:
          inString = true;
          key = [];
          break;
        case COLON:
          if (depth === pathDepth) isNextKey = String.fromCharCode(...key) === path[depth - 1];
          break;
        case COMMA:
          if (depth === pathDepth) isNextKey = false;
          break;
        case OPEN_OBJECT:
        case OPEN_ARRAY:
          if (depth === arrayDepth && byte === OPEN_OBJECT) {
            inElement = true;
            start = at;
          } else if (depth === pathDepth && isNextKey) {
            if (byte === OPEN_ARRAY && depth === path.length) arrayDepth = depth + 1;
            if (byte === OPEN_OBJECT && depth < path.length) pathDepth = depth + 1;
            isNextKey = false;
          }
          depth++;
          break;
        case CLOSE_OBJECT:
        case CLOSE_ARRAY:
          depth--;
          if (inElement && depth === arrayDepth) {
            keep(chunk.subarray(start, at + 1));
            const tooLong = begunBytes > maxElementBytes;
            elements.push({ number: ++number, bytes: tooLong ? null : Buffer.concat(begun) });
            begun = [];
            begunBytes = 0;
            inElement = false;
          }
          if (depth < arrayDepth) arrayDepth = Number.POSITIVE_INFINITY;
          if (depth < pathDepth) pathDepth = depth;
          break;
      }
    }
    if (inElement) keep(chunk.subarray(start));
    if (elements.length > 0) yield elements;
  }
  if (!inElement) return;
  const tooLong = begunBytes > maxElementBytes;
  yield [{ number: number + 1, bytes: tooLong ? null : Buffer.concat(begun) }];
}
