import { CAPACITY } from "../abi.ts";

/** The part of a body that is passed to the guest. */
export interface CutBody {
  readonly body: string | Uint8Array;
  readonly isWhole: boolean;
}

/** Maximum UTF-8 bytes per UTF-16 code unit. */
const MAX_BYTES_PER_UNIT = 3;

/** Cuts a body to {@link CAPACITY}`.bodyBytes`, a string at a character boundary. */
export function cutBody(body: string | Uint8Array): CutBody {
  const limit = CAPACITY.bodyBytes;
  if (typeof body !== "string") {
    return { body: body.subarray(0, limit), isWhole: body.length <= limit };
  }
  if (body.length * MAX_BYTES_PER_UNIT <= limit) return { body, isWhole: true };
  const { read } = new TextEncoder().encodeInto(body, new Uint8Array(limit));
  return { body: body.slice(0, read), isWhole: read === body.length };
}

/** The length of a body in bytes; of a string, as UTF-8. */
export function countBytes(body: string | Uint8Array): number {
  return typeof body === "string" ? new TextEncoder().encode(body).length : body.length;
}
