import { type Redactor, replaceFindings } from "./redactor.ts";

/** How long the longest finding is, in code units, and so what is held back of a text. */
const HELD_LENGTH = 8192;

/** What comes before a part of a text and is judged with it: it tells what a value is called. */
const CONTEXT_LENGTH = 128;

/** How much is judged at a time. */
const PART_LENGTH = 4 * HELD_LENGTH;

/**
 * Redacts text of any length as it passes through, with findings across the borders of chunks found.
 *
 * What goes in as bytes is UTF-8 and comes out as bytes; strings come out as strings. Invalid UTF-8
 * becomes U+FFFD, as it does wherever it is shown. The last 8,192 characters are held back until more
 * follows or the text ends, and no more than five times as many are in memory beside a chunk.
 *
 * The threat: a number that is cut in two by a chunk's border is found in neither.
 *
 * @example
 * ```ts
 * const redacted = response.body.pipeThrough(redactStream(redactor));
 * ```
 */
export function redactStream<Chunk extends Uint8Array | string = Uint8Array>(
  redactor: Redactor,
): TransformStream<Chunk, Chunk> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  const parts = createParts(redactor);
  let isBytes = false;

  function push(controller: TransformStreamDefaultController<Chunk>, text: string): void {
    if (text !== "") controller.enqueue((isBytes ? encoder.encode(text) : text) as Chunk);
  }

  return new TransformStream<Chunk, Chunk>({
    transform(chunk, controller) {
      isBytes = typeof chunk !== "string";
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      // A long chunk is taken apart, so that what is in memory twice is bounded.
      for (let at = 0; at < text.length; at += PART_LENGTH) {
        push(controller, parts.add(text.slice(at, at + PART_LENGTH)));
      }
    },
    flush(controller) {
      push(controller, parts.add(decoder.decode()) + parts.end());
    },
  });
}

/** Redacts a text that comes in parts: each call gives what is certain by now. */
function createParts(redactor: Redactor) {
  let held = "";
  let context = "";

  function take(isEnd: boolean): string {
    const before = context.length;
    const text = context + held;
    const findings = redactor.find(text).filter((finding) => finding.start >= before);
    let cut = isEnd ? text.length : text.length - HELD_LENGTH;
    // What is found across the cut is left for later, when it may turn out to be longer.
    const across = findings.find((finding) => finding.start < cut && finding.end >= cut);
    if (across !== undefined && !isEnd) cut = across.start;
    if (isLowSurrogate(text, cut)) cut--;
    if (cut <= before) return "";
    const certain = findings.filter((finding) => finding.end <= cut);
    const redacted = replaceFindings(text.slice(0, cut), certain, redactor.replace).slice(before);
    held = text.slice(cut);
    context = contextBefore(text, cut);
    return redacted;
  }

  return {
    add(text: string): string {
      held += text;
      return held.length >= PART_LENGTH ? take(false) : "";
    },
    end: () => take(true),
  };
}

function contextBefore(text: string, end: number): string {
  const start = Math.max(0, end - CONTEXT_LENGTH);
  return text.slice(isLowSurrogate(text, start) ? start + 1 : start, end);
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
