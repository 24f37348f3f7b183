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
import type { Parts } from "./parts.ts";
import { readClient } from "./read-client.ts";
import { readAscii, readBotId, toUtf16Offset } from "./read-text.ts";

/** Longest matched text that is reported, in UTF-16 code units. */
const MAX_MATCHED_UNITS = 256;

/**
 * Reads the answer of `check` from the output buffer and wipes it.
 *
 * @param parts The parts that were written; matched text is cut from them.
 * @param ascii Whether all of them are ASCII.
 * @throws {RangeError} When the answer does not follow this ABI.
 */
export const readAnswer = /** @type {Eager} */ (
  function readAnswer(memory: GuestMemory, parts: Parts, ascii: boolean): Answer {
    const { bytes, words, outputAddress, outputBytes } = memory;
    const head = outputAddress >>> 2;
    const action = ACTIONS[words[head + OUTPUT.action] as number];
    const count = words[head + OUTPUT.reasons] as number;
    if (action === undefined || (OUTPUT_WORDS + count * REASON_WORDS) * 4 > outputBytes) {
      throw new RangeError("The guest's answer is malformed");
    }
    const reasons: Reason[] = [];
    for (let i = 0; i < count; i++) {
      reasons.push(readReason(memory, head + OUTPUT_WORDS + i * REASON_WORDS, parts, ascii));
    }
    const deciding = reasons[words[head + OUTPUT.decidedBy] as number];
    if (deciding === undefined && action === "deny") {
      throw new RangeError("The guest's denial has no reason");
    }
    const status = action === "deny" ? (words[head + OUTPUT.status] as number) : null;
    const rule = deciding === undefined ? null : deciding.rule;
    const client = memory.clientSlot === 0 ? undefined : readClient(memory);
    bytes.fill(0, outputAddress, outputAddress + outputBytes);
    return client === undefined
      ? { action, rule, reasons, status }
      : { action, rule, reasons, status, client };
  }
);

const readReason = /** @type {Eager} */ (
  function readReason(memory: GuestMemory, at: number, parts: Parts, ascii: boolean): Reason {
    const { bytes, words } = memory;
    const rule = RULES[words[at + REASON.rule] as number];
    const effect = EFFECTS[words[at + REASON.effect] as number];
    const idAddress = words[at + REASON.idAddress] as number;
    const idBytes = words[at + REASON.idBytes] as number;
    const categoryAddress = words[at + REASON.categoryAddress] as number;
    const categoryBytes = words[at + REASON.categoryBytes] as number;
    if (
      rule === undefined ||
      effect === undefined ||
      idAddress + idBytes > bytes.length ||
      categoryAddress + categoryBytes > bytes.length
    ) {
      throw new RangeError("The guest's reason is malformed");
    }
    const readId = rule === "bots" ? readBotId : readAscii;
    const id = readId(bytes, idAddress, idBytes);
    // Properties are added in the order in which they should be printed.
    const reason = { rule, id } as Writable<Reason>;
    if (categoryBytes !== 0) reason.category = readAscii(bytes, categoryAddress, categoryBytes);
    reason.effect = effect;
    const weight = words[at + REASON.weight] as number;
    if (weight !== 0) reason.weight = weight;
    if (words[at + REASON.slot] !== ABSENT) addMatch(reason, memory, at, parts, ascii);
    return reason;
  }
);

const addMatch = /** @type {Eager} */ (
  function addMatch(
    reason: Writable<Reason>,
    memory: GuestMemory,
    at: number,
    parts: Parts,
    ascii: boolean,
  ): void {
    const { words } = memory;
    const slot = words[at + REASON.slot] as number;
    let start = words[at + REASON.start] as number;
    let end = words[at + REASON.end] as number;
    const text = parts[slot];
    if (text === undefined) throw new RangeError("The guest's slot is malformed");
    if (!ascii && typeof text === "string") {
      start = toUtf16Offset(text, start, false);
      end = toUtf16Offset(text, end, true);
    }
    const part = SLOTS[slot];
    const name = memory.headerNames[slot - SLOTS.length];
    if (part !== undefined) reason.where = { part, start, end };
    else if (name !== undefined) reason.where = { part: "header", name, start, end };
    else reason.where = { part: "body", start, end };
    if (text === null) return;
    const matchedEnd = Math.min(end, start + MAX_MATCHED_UNITS);
    reason.matched =
      typeof text === "string"
        ? text.slice(start, matchedEnd)
        : new TextDecoder().decode(text.subarray(start, matchedEnd));
  }
);

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
