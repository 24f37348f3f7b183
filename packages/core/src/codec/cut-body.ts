import { CAPACITY } from "../abi.ts";

/** As much of a body as is handed to the guest. */
export interface CutBody {
  readonly body: string | Uint8Array;
  readonly isWhole: boolean;
}

/** No character takes more bytes of UTF-8 for each unit of UTF-16. */
const MAX_BYTES_PER_UNIT = 3;

/** Cuts a body to what the guest takes, {@link CAPACITY}`.bodyBytes`; a text between characters. */
export function cutBody(body: string | Uint8Array): CutBody {
  const limit = CAPACITY.bodyBytes;
  if (typeof body !== "string") {
    return { body: body.subarray(0, limit), isWhole: body.length <= limit };
  }
  if (body.length * MAX_BYTES_PER_UNIT <= limit) return { body, isWhole: true };
  const { read } = new TextEncoder().encodeInto(body, new Uint8Array(limit));
  return { body: body.slice(0, read), isWhole: read === body.length };
}

/** The length of a body in bytes, as UTF-8 when it is a text. */
export function countBytes(body: string | Uint8Array): number {
  return typeof body === "string" ? new TextEncoder().encode(body).length : body.length;
}
