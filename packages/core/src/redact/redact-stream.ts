import { type Redactor, replaceFindings, type TextFinding } from "./redactor.ts";

/** Length of the longest finding in code units, and so how much text is held back. */
const HELD_LENGTH = 8192;

/**
 * Length of the preceding text that is judged with each part, because it may name a value in it.
 */
const CONTEXT_LENGTH = 128;

/** How much further back a good place for the context to begin is looked for. */
const STEP_LENGTH = 1024;

/** What ends a line, a field or an element: no value that is found begins or ends within it. */
const BOUNDARY = /[\n\t,;"<>|](?=[^\n\t,;"<>|]*$)/;

/** Minimum length of text that is judged at a time. */
const PART_LENGTH = 4 * HELD_LENGTH;

/**
 * Redacts text of any length as it streams through, including findings that span chunks.
 *
 * Bytes are read as UTF-8 and come out as bytes; strings come out as strings. Invalid UTF-8 becomes
 * U+FFFD, as it does wherever text is displayed. Nothing leaves before there are 32,768 characters
 * or the text ends, and the last 8,192 of them are held back. Besides the current chunk, at most
 * about 42,000 are in memory.
 *
 * The threat: a number split across two chunks would be found in neither.
 *
 * @example
 * ```ts
 * const redacted = response.body.pipeThrough(redactStream(redactor));
 * ```
 */
export function redactStream<Chunk extends Uint8Array | string = Uint8Array>(
  redactor: Redactor,
): TransformStream<Chunk, Chunk> {
  return redactRecords(redactor);
}

/**
 * Does the same to a text of records that must not wait for one another, such as events. What ends
 * a record lets it leave at once, judged without those that came in earlier chunks.
 *
 * @param ends Matches what ends a record: at most three characters. Has the flag `g`.
 */
export function redactRecords<Chunk extends Uint8Array | string = Uint8Array>(
  redactor: Redactor,
  ends?: RegExp,
): TransformStream<Chunk, Chunk> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  const parts = createParts(redactor, ends);
  let isBytes = false;

  function push(controller: TransformStreamDefaultController<Chunk>, text: string): void {
    if (text !== "") controller.enqueue((isBytes ? encoder.encode(text) : text) as Chunk);
  }

  return new TransformStream<Chunk, Chunk>({
    transform(chunk, controller) {
      isBytes = typeof chunk !== "string";
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      // Long chunks are split, which bounds how much text is in memory twice.
      for (let at = 0; at < text.length; at += PART_LENGTH) {
        push(controller, parts.add(text.slice(at, at + PART_LENGTH)));
      }
    },
    flush(controller) {
      push(controller, parts.add(decoder.decode()) + parts.end());
    },
  });
}

/** Redacts a text that arrives in parts: each call returns the text that is final by then. */
function createParts(redactor: Redactor, ends?: RegExp) {
  let held = "";
  // The last characters of the unfinished record, which may begin what ends it.
  let tail = "";
  let context = "";

  function take(isEnd: boolean): string {
    const before = context.length;
    const text = context + held;
    const all = redactor.findAll(text);
    const findings = redactor.select(text, all).filter((finding) => finding.start >= before);
    let cut = isEnd ? text.length : text.length - HELD_LENGTH;
    // A finding that spans the cut is left for the next part, because it may turn out to be longer.
    const across = findings.find((finding) => finding.start < cut && finding.end >= cut);
    if (across !== undefined && !isEnd) cut = across.start;
    if (isLowSurrogate(text, cut)) cut--;
    if (cut <= before) return "";
    const certain = findings.filter((finding) => finding.end <= cut);
    const redacted = replaceFindings(text.slice(0, cut), certain, redactor.replace).slice(before);
    held = text.slice(cut);
    context = contextBefore(text, cut, all);
    return redacted;
  }

  /** Takes the records that are complete by now, if any. */
  function takeRecords(text: string, ends: RegExp): string {
    const near = tail + text;
    let behind = 0;
    for (const { 0: end, index } of near.matchAll(ends)) behind = index + end.length;
    const rest = near.slice(behind);
    tail = rest.slice(-2);
    if (behind === 0) return "";
    // Of the rest, what was held before this text is at most the tail.
    const cut = held.length - rest.length;
    const next = held.slice(cut);
    held = held.slice(0, cut);
    const records = take(true);
    held = next;
    context = "";
    return records;
  }

  return {
    add(text: string): string {
      held += text;
      const records = ends === undefined ? "" : takeRecords(text, ends);
      return held.length >= PART_LENGTH ? records + take(false) : records;
    },
    end: () => take(true),
  };
}

/**
 * The text before `end` that is judged again with what follows. It begins where the whole text
 * would be read on from, at the end of a finding or an element: a context that began within a
 * number would make other numbers of its digits and of those that follow.
 */
function contextBefore(text: string, end: number, findings: readonly TextFinding[]): string {
  let start = Math.max(0, end - CONTEXT_LENGTH);
  // A finding that is judged again needs the text before it, too.
  const across = findings.findLast((finding) => finding.start < start);
  if (across !== undefined && across.end > start)
    start = Math.max(0, across.start - CONTEXT_LENGTH);
  const lowest = Math.max(0, start - STEP_LENGTH);
  const last = findings.findLast((finding) => finding.start < start)?.end ?? 0;
  const boundary = BOUNDARY.exec(text.slice(lowest, start));
  const best = Math.max(last, boundary === null ? 0 : lowest + boundary.index + 1);
  if (best >= lowest) start = best;
  return text.slice(isLowSurrogate(text, start) ? start + 1 : start, end);
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
