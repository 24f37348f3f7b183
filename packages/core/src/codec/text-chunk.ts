import { CONTENT_FLAGS } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { contentAddress, writeContentWords } from "./write-content.ts";
import { encodeText } from "./write-text.ts";

/** Where in a text something is: the same place in both ways of counting. */
export interface TextPlace {
  /** UTF-16 code units from the text's start. */
  readonly units: number;
  /** Bytes of the text's UTF-8 form from its start. */
  readonly bytes: number;
}

/** A part of a text that was handed to the guest. */
export interface TextChunk {
  readonly start: TextPlace;
  /** Its units, and its bytes as they were written. */
  readonly units: number;
  readonly bytes: number;
}

/**
 * Writes the part of a text from `start` on, as much as fits, as the input of `sensitive`.
 *
 * @param from Where findings may begin; what lies between `start` and it is context.
 * @param maxBytes At most so much of it is written.
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
  // One unit more than may fit, so that it is never the encoder that sees half a character.
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
