import {
  ABSENT,
  ACTIONS,
  EFFECTS,
  OUTPUT,
  OUTPUT_WORDS,
  REASON,
  REASON_WORDS,
  RULES,
  SLOTS,
} from "../abi.ts";
import type { Answer } from "../types/answer.ts";
import type { Reason } from "../types/decision.ts";
import type { GuestMemory } from "./guest-memory.ts";
import type { Parts } from "./read-parts.ts";
import { readAscii, toUtf16Offset } from "./read-text.ts";

/** Longest text of a match that is handed on, in UTF-16 units. */
const MAX_MATCHED_UNITS = 256;

/**
 * Reads the answer that `check` left in the output buffer, and wipes it. `parts` are those that
 * were written: what matched is cut from them.
 *
 * @throws {RangeError} When the answer is none of this ABI's.
 */
export function readAnswer(memory: GuestMemory, parts: Parts): Answer {
  const { bytes, words, outputAddress, outputBytes } = memory;
  const head = outputAddress >>> 2;
  const action = ACTIONS[words[head + OUTPUT.action] as number];
  const count = words[head + OUTPUT.reasons] as number;
  const decidedBy = words[head + OUTPUT.decidedBy] as number;
  if (
    action === undefined ||
    (OUTPUT_WORDS + count * REASON_WORDS) * 4 > outputBytes ||
    (decidedBy >= count && (decidedBy !== ABSENT || action === "deny"))
  ) {
    throw new RangeError("Answer of the guest is malformed");
  }
  const reasons: Reason[] = [];
  for (let i = 0; i < count; i++) {
    reasons.push(readReason(memory, head + OUTPUT_WORDS + i * REASON_WORDS, parts));
  }
  const deciding = reasons[decidedBy];
  const rule = deciding === undefined ? null : deciding.rule;
  const status = action === "deny" ? (words[head + OUTPUT.status] as number) : null;
  bytes.fill(0, outputAddress, outputAddress + outputBytes);
  return { action, rule, reasons, status };
}

function readReason(memory: GuestMemory, at: number, parts: Parts): Reason {
  const { words } = memory;
  const rule = RULES[words[at + REASON.rule] as number];
  const effect = EFFECTS[words[at + REASON.effect] as number];
  if (rule === undefined || effect === undefined) {
    throw new RangeError("Reason in the answer of the guest is malformed");
  }
  // Filled in the order in which it is printed.
  const reason = { rule, id: readName(memory, at + REASON.idOffset) } as Writable<Reason>;
  if (words[at + REASON.categoryBytes] !== 0) {
    reason.category = readName(memory, at + REASON.categoryOffset);
  }
  reason.effect = effect;
  if (words[at + REASON.slot] !== ABSENT) addMatch(reason, memory, at, parts);
  return reason;
}

function addMatch(reason: Writable<Reason>, memory: GuestMemory, at: number, parts: Parts): void {
  const { words, headerNames } = memory;
  const slot = words[at + REASON.slot] as number;
  const text = parts[slot];
  if (text === undefined) throw new RangeError("Slot in the answer of the guest is malformed");
  const start = text === null ? 0 : toUtf16Offset(text, words[at + REASON.start] as number, false);
  const end = text === null ? 0 : toUtf16Offset(text, words[at + REASON.end] as number, true);
  const part = SLOTS[slot];
  reason.where =
    part === undefined
      ? { part: "header", name: headerNames[slot - SLOTS.length] as string, start, end }
      : { part, start, end };
  if (text !== null) reason.matched = text.slice(start, Math.min(end, start + MAX_MATCHED_UNITS));
}

/** Reads the text whose offset and length are the words `at` and `at + 1`. */
function readName(memory: GuestMemory, at: number): string {
  const offset = memory.words[at] as number;
  const length = memory.words[at + 1] as number;
  if (offset + length > memory.outputBytes) {
    throw new RangeError("Name in the answer of the guest is malformed");
  }
  return readAscii(memory.bytes, memory.outputAddress + offset, length);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
