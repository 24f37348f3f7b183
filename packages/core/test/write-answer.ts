import type { GuestMemory } from "../src/codec/guest-memory.ts";

/** An answer as numbers, as described in ARCHITECTURE.md. */
export interface RawAnswer {
  action: number;
  status: number;
  decidedBy: number;
  reasons: readonly RawReason[];
  /** The number of reasons to claim, if not the true one. */
  count?: number;
}

/** One reason of a {@link RawAnswer}. Offsets are in bytes. */
export interface RawReason {
  rule: number;
  effect: number;
  id: string;
  category: string;
  slot: number;
  start: number;
  end: number;
  /** 0 when left out. */
  weight?: number;
}

/**
 * Encodes an answer for its address in memory, in a simple way that shares nothing with the reader.
 * The texts of names follow it.
 */
export function encodeAnswer(answer: RawAnswer, outputAddress: number): Uint8Array {
  const { action, status, decidedBy, reasons } = answer;
  const words = [action, status, decidedBy, answer.count ?? reasons.length];
  let names = "";
  const namesAt = (4 + reasons.length * 10) * 4;
  const place = (name: string) => {
    const address = outputAddress + namesAt + names.length;
    names += name;
    return [name === "" ? 0 : address, name.length];
  };
  for (const { rule, effect, id, category, slot, start, end, weight = 0 } of reasons) {
    words.push(rule, effect, ...place(id), ...place(category), slot, start, end, weight);
  }
  const bytes = new Uint8Array(namesAt + names.length);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of words.entries()) view.setUint32(i * 4, word, true);
  bytes.set(new TextEncoder().encode(names), namesAt);
  return bytes;
}

/** Writes an answer where a guest would. */
export function writeAnswer(memory: GuestMemory, answer: RawAnswer): void {
  memory.bytes.set(encodeAnswer(answer, memory.outputAddress), memory.outputAddress);
}
