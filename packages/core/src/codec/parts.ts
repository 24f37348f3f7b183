/** The parts of a request in slot order; `null` if absent. Only a body may be bytes. */
export type Parts = (string | Uint8Array | null)[];

/** Appends a header's value to the earlier values of the same name. */
export const addHeader = /** @type {Eager} */ (
  function addHeader(slot: number, value: unknown, parts: Parts): void {
    const text = toText(value);
    const earlier = parts[slot];
    if (text !== null) parts[slot] = typeof earlier === "string" ? `${earlier}, ${text}` : text;
  }
);

/** Converts a header's value to text; `null` if it is absent. */
export const toText = /** @type {Eager} */ (
  function toText(value: unknown): string | null {
    if (typeof value === "string") return value;
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
    return String(value);
  }
);
