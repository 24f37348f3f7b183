import {
  ACTIONS,
  CAPACITY,
  CONTENT_FLAGS,
  EMAIL,
  EMAIL_REASONS,
  type EmailReason,
} from "../abi.ts";
import type { Action } from "../types/decision.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { readAscii } from "./read-text.ts";
import { contentAddress, writeContentWords } from "./write-content.ts";
import { writeShortText, writeText } from "./write-text.ts";

/** The guest's decoded answer about one address. */
export interface EmailAnswer {
  readonly action: Action;
  readonly reasons: readonly EmailReason[];
  readonly deniedBy: readonly EmailReason[];
  /**
   * The domain in ASCII, as the DNS has it. Empty if there is none, if it is an address literal in
   * brackets, or if it was not requested.
   */
  readonly domain: string;
  /** The address with the domain that was probably meant. */
  readonly suggestion: string | undefined;
}

/**
 * Writes an address as the input of `email`. One that is too long, or has a lone surrogate and so
 * no UTF-8 form, is only flagged as malformed.
 */
export function writeAddress(memory: GuestMemory, address: string, flags: number): void {
  const at = contentAddress(memory);
  const short = writeShortText(memory.bytes, at, address);
  if (short !== -1) {
    writeContentWords(memory, flags, short);
    return;
  }
  const written = writeText(memory.bytes, at, at + CAPACITY.addressBytes, address);
  const isAscii = written === address.length;
  if (isAscii || (written !== -1 && !/\p{Surrogate}/u.test(address))) {
    writeContentWords(memory, flags, written);
  } else {
    if (written !== -1) memory.bytes.fill(0, at, at + written);
    writeContentWords(memory, flags | CONTENT_FLAGS.malformed, 0);
  }
}

/**
 * Reads the answer of `email` from the output buffer and wipes it.
 *
 * @param wantsDomain Whether to read the domain, which most callers do not need.
 * @throws {RangeError} When the answer does not follow this ABI.
 */
export function readEmailAnswer(
  memory: GuestMemory,
  address: string,
  wantsDomain: boolean,
): EmailAnswer {
  const { bytes, words, outputAddress, outputBytes } = memory;
  const at = outputAddress >>> 2;
  const action = ACTIONS[words[at + EMAIL.action] as number];
  const domainBytes = words[at + EMAIL.domainBytes] as number;
  const suggestionBytes = words[at + EMAIL.suggestionBytes] as number;
  const textAt = (at + EMAIL.text) * 4;
  const suggestionAt = textAt + domainBytes;
  if (action === undefined || suggestionAt + suggestionBytes > outputAddress + outputBytes) {
    throw new RangeError("The guest's answer is malformed");
  }
  const suggested = suggestionBytes === 0 ? "" : readShort(bytes, suggestionAt, suggestionBytes);
  const answer = {
    action,
    reasons: listReasons(words[at + EMAIL.found] as number),
    deniedBy: listReasons(words[at + EMAIL.deniedBy] as number),
    domain: wantsDomain ? readAscii(bytes, textAt, domainBytes) : "",
    suggestion:
      suggested === "" ? undefined : `${address.slice(0, address.lastIndexOf("@"))}@${suggested}`,
  };
  bytes.fill(0, outputAddress, suggestionAt + suggestionBytes);
  return answer;
}

/** Reads a domain. Creating a view would cost more than copying it. */
function readShort(bytes: Uint8Array, at: number, length: number): string {
  const codes: number[] = [];
  for (let i = at; i < at + length; i++) codes.push(bytes[i] as number);
  return String.fromCharCode(...codes);
}

/** Lists of reasons by their bits, created once and shared between all guards. */
const LISTS: (readonly EmailReason[])[] = [];

function listReasons(bits: number): readonly EmailReason[] {
  LISTS[bits] ??= Object.freeze(EMAIL_REASONS.filter((_, bit) => (bits >>> bit) & 1));
  return LISTS[bits];
}
