import { CONTENT_FLAGS } from "../abi.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { contentAddress, writeContentWords } from "./write-content.ts";
import { writeText } from "./write-text.ts";

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
  const room = Math.min(maxBytes, memory.inputAddress + memory.inputBytes - at);
  const rest = text.length - start.units;
  let written = -1;
  let units = rest;
  if (rest <= room) {
    const whole = start.units === 0 ? text : text.slice(start.units);
    written = writeText(memory.bytes, at, at + room, whole);
  }
  if (written === -1) {
    // One unit more than may fit, so that it is never the encoder that sees half a character.
    const part = text.slice(start.units, start.units + room + 1);
    const view = memory.bytes.subarray(at, at + room);
    const isSplit = part.length < rest && isHighSurrogate(part.charCodeAt(part.length - 1));
    const encoded = new TextEncoder().encodeInto(isSplit ? part.slice(0, -1) : part, view);
    units = encoded.read;
    written = encoded.written;
  }
  const starts = start.units === 0 ? CONTENT_FLAGS.starts : 0;
  const ends = units === rest ? CONTENT_FLAGS.ends : 0;
  writeContentWords(memory, flags | starts | ends, written, from.bytes - start.bytes);
  return { start, units, bytes: written };
}

/**
 * Makes a function that turns offsets in bytes of a chunk into places of the text. Offsets are asked
 * for in ascending order: each unit is walked over once.
 */
export function locateIn(text: string, chunk: TextChunk): (byteOffset: number) => TextPlace {
  const { start, units, bytes } = chunk;
  if (units === bytes) {
    return (offset) => ({ units: start.units + offset, bytes: start.bytes + offset });
  }
  let at = start.units;
  let byte = 0;
  return (offset) => {
    while (byte < offset && at < start.units + units) {
      const code = text.codePointAt(at) as number;
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      at += code < 0x10000 ? 1 : 2;
    }
    return { units: at, bytes: start.bytes + byte };
  };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
