import { CAPACITY } from "../abi.ts";
import { readFindings } from "../codec/read-findings.ts";
import { type TextPlace, writeChunk } from "../codec/text-chunk.ts";
import type { Engine } from "../engine/engine.ts";
import type { Guest } from "../engine/open-guest.ts";
import type { SnapwallError } from "../errors.ts";
import type { Finding, SensitiveDecision, SensitiveDecisionJson } from "../types/content.ts";
import type { Action } from "../types/decision.ts";
import type { DecideFault } from "./judge-email.ts";

/** Minimum chunk size in bytes, used for texts that are full of findings. */
const MIN_CHUNK_BYTES = 2 * CAPACITY.findingBytes;

/**
 * Creates the function that judges texts of any length: in chunks as large as the guest's input,
 * each preceded by some of the text before it as context, so that nothing is missed at a chunk
 * boundary.
 *
 * @param flags The rule's mode from the guard's options, as bits of `CONTENT_FLAGS`.
 */
export function judgeTextsWith(
  { ask }: Pick<Engine, "ask">,
  flags: number,
  decideFault: DecideFault,
): (text: string) => SensitiveDecision {
  const names = new Map<number, string>();
  return (text) => {
    if (typeof text !== "string") {
      throw new TypeError(`"text" expected string, got ${text === null ? "null" : typeof text}`);
    }
    try {
      return ask((guest) => judge(guest, text, flags, names));
    } catch (error) {
      const action = decideFault(error as SnapwallError);
      const denied = action === "deny";
      return new JudgedText(action, denied, [], (error as SnapwallError).code);
    }
  };
}

function judge(
  guest: Guest,
  text: string,
  flags: number,
  names: Map<number, string>,
): SensitiveDecision {
  const findings: Finding[] = [];
  let denied = false;
  let wouldDeny = false;
  let maxBytes: number = CAPACITY.inputBytes;
  let start: TextPlace = { units: 0, bytes: 0 };
  let from = start;
  for (;;) {
    const chunk = writeChunk(guest, text, start, from, maxBytes, flags);
    (guest.exports.sensitive as () => number)();
    const answer = readFindings(guest, chunk, findings, names);
    denied ||= answer.denied;
    wouldDeny ||= answer.wouldDeny;
    const isLast = start.units + chunk.units === text.length;
    if (isLast && answer.resume.bytes === chunk.bytes) break;
    const consumed = answer.resume.bytes - (from.bytes - start.bytes);
    const isFurther = consumed > 0 && start.units + answer.resume.units > from.units;
    if (!isFurther) throw new RangeError("The guest's answer makes no progress");
    // When the findings did not fit, the guest stopped early: make the next chunk no longer than
    // needed.
    const isCutShort = answer.resume.bytes < chunk.bytes - (isLast ? 0 : CAPACITY.findingBytes + 4);
    maxBytes = isCutShort ? Math.max(MIN_CHUNK_BYTES, consumed * 2) : CAPACITY.inputBytes;
    from = {
      units: start.units + answer.resume.units,
      bytes: start.bytes + answer.resume.bytes,
    };
    start = stepBack(text, from);
  }
  return new JudgedText(denied ? "deny" : "allow", wouldDeny, findings);
}

/** The position at which the guest's context for `place` begins, or the start of the text. */
function stepBack(text: string, place: TextPlace): TextPlace {
  let units = Math.max(0, place.units - CAPACITY.contextBytes);
  if (units > 0 && isLowSurrogate(text.charCodeAt(units))) units--;
  const between = new TextEncoder().encode(text.slice(units, place.units));
  return { units, bytes: place.bytes - between.length };
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

class JudgedText implements SensitiveDecision {
  readonly action: Action;
  readonly denied: boolean;
  readonly wouldDeny: boolean;
  readonly findings: readonly Finding[];
  declare readonly fault?: string;

  constructor(action: Action, wouldDeny: boolean, findings: readonly Finding[], fault?: string) {
    this.action = action;
    this.denied = action === "deny";
    this.wouldDeny = wouldDeny;
    this.findings = findings;
    if (fault !== undefined) this.fault = fault;
  }

  toJSON(): SensitiveDecisionJson {
    const { denied, ...json } = this;
    return json as SensitiveDecisionJson;
  }
}
