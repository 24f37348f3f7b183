import { ACTIONS, CAPACITY, FINDING, FINDING_WORDS, SENSITIVE, SENSITIVE_WORDS } from "../abi.ts";
import type { Finding } from "../types/content.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { readAscii } from "./read-text.ts";
import type { TextChunk, TextPlace } from "./text-chunk.ts";

/** The guest's decoded answer about one chunk of a text. */
export interface FindingsAnswer {
  readonly denied: boolean;
  readonly wouldDeny: boolean;
  /** Where the text that is still to be judged begins, relative to the chunk's start. */
  readonly resume: TextPlace;
}

/**
 * Reads the answer of `sensitive` from the output buffer, and the findings, which overwrite the
 * input text. Appends the findings to `findings` and wipes both buffers.
 *
 * @param names Cache of names by address, since decoding names is most of the cost of a finding.
 * Names are part of the snapshot, so their addresses are the same in every instance.
 * @throws {RangeError} When the answer does not follow this ABI.
 */
export function readFindings(
  memory: GuestMemory,
  { start: chunk }: TextChunk,
  findings: Finding[],
  names: Map<number, string>,
): FindingsAnswer {
  const { words, inputAddress, outputAddress } = memory;
  const head = outputAddress >>> 2;
  const action = ACTIONS[words[head + SENSITIVE.action] as number];
  const count = words[head + SENSITIVE.findings] as number;
  if (action === undefined || count > CAPACITY.findings) {
    throw new RangeError("The guest's answer is malformed");
  }
  let typeAddress = 0;
  let type = "";
  for (let i = 0; i < count; i++) {
    const at = (inputAddress >>> 2) + i * FINDING_WORDS;
    // Documents are often lists, so the type is usually that of the previous finding.
    if (words[at + FINDING.typeAddress] !== typeAddress) {
      typeAddress = words[at + FINDING.typeAddress] as number;
      type = readName(memory, at + FINDING.typeAddress, at + FINDING.typeBytes, names);
    }
    const rule = readName(memory, at + FINDING.ruleAddress, at + FINDING.ruleBytes, names);
    const start = chunk.units + (words[at + FINDING.startUnits] as number);
    const end = chunk.units + (words[at + FINDING.endUnits] as number);
    const startByte = chunk.bytes + (words[at + FINDING.start] as number);
    const endByte = chunk.bytes + (words[at + FINDING.end] as number);
    const bytes = [startByte, endByte] as const;
    const confidence = words[at + FINDING.confidence] as number;
    const denied = words[at + FINDING.denied] === 1;
    // Two literals and assignment by index: a spread or a call would cost more than everything else
    // here.
    findings[findings.length] =
      rule === ""
        ? { type, start, end, bytes, confidence, denied }
        : { type, rule, start, end, bytes, confidence, denied };
  }
  const answer = {
    denied: action === "deny",
    wouldDeny: words[head + SENSITIVE.wouldDeny] === 1,
    resume: {
      units: words[head + SENSITIVE.resumeUnits] as number,
      bytes: words[head + SENSITIVE.resume] as number,
    },
  };
  wipe(words, head, head + SENSITIVE_WORDS);
  wipe(words, inputAddress >>> 2, (inputAddress >>> 2) + count * FINDING_WORDS);
  return answer;
}

/**
 * Zeroes words. Calling `fill` costs as much as a few dozen words, and most texts have few
 * findings.
 */
function wipe(words: Uint32Array, start: number, end: number): void {
  if (end - start > 64) {
    words.fill(0, start, end);
  } else {
    for (let i = start; i < end; i++) words[i] = 0;
  }
}

function readName(
  memory: GuestMemory,
  addressAt: number,
  bytesAt: number,
  names: Map<number, string>,
): string {
  const address = memory.words[addressAt] as number;
  const length = memory.words[bytesAt] as number;
  if (length === 0) return "";
  if (address + length > memory.bytes.length) {
    throw new RangeError("The guest's finding is malformed");
  }
  // Names are ASCII: one byte per code unit.
  let name = names.get(address);
  if (name?.length !== length) {
    name = readAscii(memory.bytes, address, length);
    names.set(address, name);
  }
  return name;
}
