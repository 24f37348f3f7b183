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
import type { Reason, Where } from "../types/decision.ts";
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
  const { words, outputAddress } = memory;
  const head = outputAddress >>> 2;
  const action = ACTIONS[words[head + OUTPUT.action] as number];
  const count = words[head + OUTPUT.reasons] as number;
  if (action === undefined || (OUTPUT_WORDS + count * REASON_WORDS) * 4 > memory.outputBytes) {
    throw new RangeError("Answer of the guest is malformed");
  }
  const reasons: Reason[] = [];
  for (let i = 0; i < count; i++) {
    reasons.push(readReason(memory, head + OUTPUT_WORDS + i * REASON_WORDS, parts));
  }
  const decidedBy = words[head + OUTPUT.decidedBy] as number;
  const deciding = reasons[decidedBy];
  if (deciding === undefined && (decidedBy !== ABSENT || action === "deny")) {
    throw new RangeError("Answer of the guest is malformed");
  }
  const answer: Answer = {
    action,
    rule: deciding === undefined ? null : deciding.rule,
    reasons,
    status: action === "deny" ? (words[head + OUTPUT.status] as number) : null,
  };
  memory.bytes.fill(0, outputAddress, outputAddress + memory.outputBytes);
  return answer;
}

function readReason(memory: GuestMemory, at: number, parts: Parts): Reason {
  const { words } = memory;
  const rule = RULES[words[at + REASON.rule] as number];
  const effect = EFFECTS[words[at + REASON.effect] as number];
  if (rule === undefined || effect === undefined) {
    throw new RangeError("Reason in the answer of the guest is malformed");
  }
  const id = readName(memory, at + REASON.idOffset);
  const category = readName(memory, at + REASON.categoryOffset);
  const slot = words[at + REASON.slot] as number;
  const text = slot < parts.length ? (parts[slot] as string | null) : null;
  const start = text === null ? 0 : toUtf16Offset(text, words[at + REASON.start] as number, false);
  const end = text === null ? 0 : toUtf16Offset(text, words[at + REASON.end] as number, true);
  return {
    rule,
    id,
    ...(category === "" ? undefined : { category }),
    effect,
    ...(slot === ABSENT ? undefined : { where: toWhere(memory, slot, start, end) }),
    ...(text === null
      ? undefined
      : { matched: text.slice(start, Math.min(end, start + MAX_MATCHED_UNITS)) }),
  };
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

function toWhere(memory: GuestMemory, slot: number, start: number, end: number): Where {
  const part = SLOTS[slot];
  if (part !== undefined) return { part, start, end };
  const name = memory.headerNames[slot - SLOTS.length];
  if (name === undefined) throw new RangeError("Slot in the answer of the guest is malformed");
  return { part: "header", name, start, end };
}
