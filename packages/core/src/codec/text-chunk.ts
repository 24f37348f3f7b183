import { CONTENT_FLAGS } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { contentAddress, writeContentWords } from "./write-content.ts";
import { encodeText } from "./write-text.ts";

/** A position in a text, counted in both units. */
export interface TextPlace {
  /** UTF-16 code units from the text's start. */
  readonly units: number;
  /** Bytes of the text's UTF-8 form from its start. */
  readonly bytes: number;
}

/** A part of a text that was passed to the guest. */
export interface TextChunk {
  readonly start: TextPlace;
  /** Its length in UTF-16 code units, and in bytes as written. */
  readonly units: number;
  readonly bytes: number;
}

/**
 * Writes as much of a text from `start` as fits, as the input of `sensitive`.
 *
 * @param from Where findings may begin; the text between `start` and `from` is context.
 * @param maxBytes Maximum number of bytes to write.
 */
export function writeChunk(
  memory: GuestMemory,
  text: string,
  start: TextPlace,
  from: TextPlace,
  maxBytes: number,
  flags: number,
): TextChunk {
  const at = contentAddress(memory);
  memory.content ??= memory.bytes.subarray(at, memory.inputAddress + memory.inputBytes);
  const { content } = memory;
  const room = Math.min(maxBytes, content.length);
  const rest = text.length - start.units;
  // One unit more than may fit, so that the encoder never sees half of a surrogate pair.
  const isWhole = rest <= room + 1;
  const isSplit = !isWhole && isHighSurrogate(text.charCodeAt(start.units + room));
  const end = isWhole ? text.length : start.units + room + (isSplit ? 0 : 1);
  const part = start.units === 0 && isWhole ? text : text.slice(start.units, end);
  const { read: units, written } = encodeText(
    part,
    room < content.length ? content.subarray(0, room) : content,
  );
  const starts = start.units === 0 ? CONTENT_FLAGS.starts : 0;
  const ends = units === rest ? CONTENT_FLAGS.ends : 0;
  const isAscii = written === units;
  const all = flags | starts | ends | (isAscii ? 0 : CONTENT_FLAGS.units);
  writeContentWords(memory, all, written, from.bytes - start.bytes);
  return { start, units, bytes: written };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
