import { FINGERPRINT_TEXT_BYTES, LAYOUT } from "../abi.ts";
import type { Parts } from "../codec/parts.ts";
import type { Asked } from "../codec/read-further-parts.ts";
import { readAscii } from "../codec/read-text.ts";
import { writeInput } from "../codec/write-input.ts";
import { type Guest, readPartNames } from "./open-guest.ts";

/**
 * Reads which parts of a request the policy's characteristics need.
 *
 * @returns `null` if the policy has no fingerprint. A module that was not baked for shipping
 * exports the function regardless of its policy.
 */
export function readCharacteristics(guest: Guest): Asked | null {
  const { bytes, words, layoutWord, exports } = guest;
  const address = words[layoutWord + LAYOUT.fingerprintPartsAddress] as number;
  if (exports.fingerprint === undefined || address === 0) return null;
  const length = words[layoutWord + LAYOUT.fingerprintPartsBytes] as number;
  const reads = words[layoutWord + LAYOUT.fingerprintReads] as number;
  return { ...readPartNames(bytes, address, length), reads };
}

/**
 * Has the guest hash the policy's characteristics of these parts, and wipes its answer.
 *
 * A part that does not fit into the guest's 64 KiB counts as missing: a client that sends too much
 * shares its fingerprint with others that do, and cannot get a new one by varying that part.
 */
export function takeFingerprint(guest: Guest, parts: Parts): string {
  const { bytes, outputAddress } = guest;
  writeInput(guest, parts);
  guest.exports.fingerprint?.();
  const digits = readAscii(bytes, outputAddress, FINGERPRINT_TEXT_BYTES);
  bytes.fill(0, outputAddress, outputAddress + FINGERPRINT_TEXT_BYTES);
  return digits;
}
