import { ACTIONS, CAPACITY, FINDING, FINDING_WORDS, SENSITIVE, SENSITIVE_WORDS } from "../abi.ts";
import type { Finding } from "../types/content.ts";
import type { GuestMemory } from "./guest-memory.ts";
import { readAscii } from "./read-text.ts";
import type { TextChunk, TextPlace } from "./text-chunk.ts";

/** What the guest answered about one chunk of a text. */
export interface FindingsAnswer {
  readonly denied: boolean;
  readonly wouldDeny: boolean;
  /** From which place on the text is still to be judged, counted from the chunk's start. */
  readonly resume: TextPlace;
}

/**
 * Reads the answer that `sensitive` left in the output buffer and, its findings, where the text stood;
 * appends these, and wipes both.
 *
 * @param names Names that have been read before, which is most of what reading a finding costs: they
 * are part of the snapshot, so they stay where they are in every instance.
 * @throws {RangeError} When the answer is none of this ABI's.
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
    throw new RangeError("Answer of the guest is malformed");
  }
  let typeAddress = 0;
  let type = "";
  for (let i = 0; i < count; i++) {
    const at = (inputAddress >>> 2) + i * FINDING_WORDS;
    // Documents are lists: mostly it is the type of the one before.
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
    // Written out twice, and put in its place: a spread or a call costs more than all else here.
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

/** Most texts have little in them, and asking for a fill costs as much as some dozens of words. */
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
    throw new RangeError("Finding of the guest is malformed");
  }
  // Names are ASCII: of as many bytes as units.
  let name = names.get(address);
  if (name?.length !== length) {
    name = readAscii(memory.bytes, address, length);
    names.set(address, name);
  }
  return name;
}
